import { createSampleMarket } from "../../../emulators/markets/sample-market.ts";
import type { FetchCandles } from "../../../insight/ports.ts";
import { createCoinbaseCandles } from "../../../market/coinbase/coinbase-candles.ts";
import { describeSetting, settings } from "../../../platform/config/settings.ts";
import { fetchRecorded } from "../../replay/cases/market-cases.ts";
import { readRecordedSeries } from "../../replay/cases/recorded-series.ts";
import type { TryMarket } from "../try/runs.ts";
import { fetchFromMarket } from "./market-fetch.ts";

/** Asks Coinbase's public endpoint, at `COINBASE_API_URL`. */
export function fetchLive(environment: Readonly<Record<string, string | undefined>>): FetchCandles {
  const { name } = settings.coinbaseUrl;
  const url = (environment[name] ?? "") || (describeSetting(name).default ?? "");
  return createCoinbaseCandles({ url });
}

/**
 * The markets that a text can be tried on.
 *
 * @param stack the one of the stack.
 * @param paths the files that the stack replays, if it does: here they are served at their true times.
 */
export async function openTryMarkets(
  stack: { readonly label: string; readonly fetchCandles: FetchCandles },
  paths: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly TryMarket[]> {
  const series = await Promise.all(paths.map(readRecordedSeries)).catch(() => []);
  const [first] = series;
  const recorded: readonly TryMarket[] =
    first === undefined
      ? []
      : [
          {
            id: "recorded",
            label: `recorded days, ${utcMinute(first.firstSeconds)} to ${utcMinute(first.lastSeconds)} UTC`,
            fetchCandles: fetchRecorded(series),
            nowMs: (productId) => (series.find((each) => each.productId === productId) ?? first).lastSeconds * 1_000,
          },
        ];
  return [
    { id: "stack", label: `the stack's: ${stack.label}`, fetchCandles: stack.fetchCandles },
    { id: "sample", label: "sample (synthetic)", fetchCandles: fetchFromMarket(createSampleMarket()) },
    { id: "live", label: "live, from Coinbase", fetchCandles: fetchLive(environment) },
    ...recorded,
  ];
}

function utcMinute(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().slice(0, 16).replace("T", " ");
}
