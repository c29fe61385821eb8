import { type Granularity, granularitySeconds } from "../../market/candle.ts";
import type { Fetch } from "../../platform/clock.ts";
import { errorCodeOf } from "../../platform/describe-error.ts";
import { parseJson, sendRequest } from "../../platform/http/http.ts";
import type { Environment } from "../../platform/config/settings.ts";
import { describeSetting } from "../../platform/config/settings.ts";
import type { MarketChoice } from "./arguments.ts";
import { UsageError } from "../kit/parse-command-line.ts";
import type { MarketData } from "../../emulators/markets/market-data.ts";
import { loadRecordedMarket, type RecordedMarket } from "../../emulators/markets/recorded-market.ts";
import { createSampleMarket } from "../../emulators/markets/sample-market.ts";

/** The market of a run. */
export interface ChosenMarket {
  /** What the local exchange serves; null where Coinbase itself is asked. */
  readonly data: MarketData | null;
  /** Names the source to people. */
  readonly label: string;
  /** Names the source of one product's candles, for the JSON output. */
  readonly labelOf: (productId: string) => string;
  /** What is odd about the source of one product's candles, or null. */
  readonly noteOf: (productId: string) => string | null;
  /** What the function needs to reach Coinbase; empty otherwise. */
  readonly environment: Readonly<Record<string, string>>;
  /** Why it is not what one would expect, or null. */
  readonly note: string | null;
}

/** How long Coinbase may take to answer before the sample market stands in. */
const reachWithinMs = 3_000;

const liveSettings = ["COINBASE_API_URL", "COINBASE_API_KEY", "COINBASE_API_SECRET"] as const;

/**
 * Finds the market that the command line asks for.
 *
 * @param granularities the candles that the prompt wants.
 * @throws UsageError for files that can't serve them.
 */
export async function chooseMarket(
  choice: MarketChoice,
  {
    granularities,
    environment,
    fetch,
  }: { granularities: readonly Granularity[]; environment: Environment; fetch?: Fetch },
): Promise<ChosenMarket> {
  if (choice.kind === "files") {
    const markets = await Promise.all(choice.paths.map((path) => loadFile(path, granularities)));
    return combineRecordings(markets);
  }
  if (choice.kind === "sample") return chosen(createSampleMarket(), null);

  const url = (environment["COINBASE_API_URL"] ?? "") || (describeSetting("COINBASE_API_URL").default ?? "");
  const problem = choice.kind === "live" ? null : await unreachable(url, fetch);
  if (problem !== null) {
    const note = `Coinbase can't be reached (${problem}), so the market is synthetic`;
    return chosen(createSampleMarket(), note);
  }
  const live: Record<string, string> = {};
  for (const name of liveSettings) {
    const value = environment[name];
    if (value !== undefined && value !== "") live[name] = value;
  }
  return {
    data: null,
    label: "coinbase",
    labelOf: () => "coinbase",
    noteOf: () => null,
    environment: live,
    note: null,
  };
}

function chosen(data: MarketData, note: string | null): ChosenMarket {
  return { data, label: data.label, labelOf: () => data.label, noteOf: () => null, environment: {}, note };
}

/** Coinbase is there if it answers in its own manner: a proxy's page or a gateway's error is none of its answers. */
async function unreachable(url: string, fetch: Fetch | undefined): Promise<string | null> {
  const end = Math.floor(Date.now() / 60_000) * 60 - 60;
  const query = `start=${end - 60}&end=${end}&granularity=ONE_MINUTE&limit=1`;
  try {
    const reply = await sendRequest(
      { method: "GET", url: `${url}/api/v3/brokerage/market/products/BTC-USD/candles?${query}` },
      { signal: AbortSignal.timeout(reachWithinMs), timeoutMs: reachWithinMs, fetch },
    );
    if (reply.status >= 500) return `it answered ${reply.status}`;
    return parseJson(reply.text) === undefined ? `something else answered ${reply.status}` : null;
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    const code = cause instanceof Error ? errorCodeOf(cause.cause) : undefined;
    return code ?? (error instanceof Error ? error.message : String(error));
  }
}

async function loadFile(path: string, granularities: readonly Granularity[]): Promise<RecordedMarket> {
  let market: RecordedMarket;
  try {
    market = await loadRecordedMarket(path);
  } catch (error) {
    throw new UsageError(`--market: ${error instanceof Error ? error.message : String(error)}`);
  }
  const wantedSeconds = granularities
    .map((granularity) => granularitySeconds[granularity])
    .find((seconds) => seconds % market.intervalSeconds !== 0);
  if (wantedSeconds === undefined) return market;
  const held = `its candles are ${market.intervalSeconds} s long`;
  throw new UsageError(`--market ${JSON.stringify(path)} can't serve candles of ${wantedSeconds} s: ${held}`);
}

/** Several files as one market: each product is served by the file named after it, else by the first that has it. */
function combineRecordings(markets: readonly RecordedMarket[]): ChosenMarket {
  const marketOf = (id: string): RecordedMarket | undefined =>
    markets.find((market) => market.productId === id) ?? markets.find((market) => market.has(id));
  const label = markets.map((market) => market.label).join(", ");
  return {
    data: {
      label,
      standIn: "replayed",
      has: (id) => marketOf(id) !== undefined,
      candles: (id, ...window) => marketOf(id)?.candles(id, ...window) ?? [],
      dayBeginSeconds: (id, length) => marketOf(id)?.dayBeginSeconds?.(id, length) ?? 0,
    },
    label,
    labelOf: (id) => marketOf(id)?.label ?? label,
    noteOf(id) {
      const market = marketOf(id);
      if (market === undefined || market.productId === undefined || market.productId === id) return null;
      return `No file is named after ${id}: it is served the candles of ${market.label}`;
    },
    environment: {},
    note: null,
  };
}
