import { asOfSeconds, granularitySeconds } from "../../../market/candle.ts";
import { createCoinbaseCandles } from "../../../market/coinbase/coinbase-candles.ts";
import { maxAgeSeconds } from "../../../market/candle-contract.ts";
import type { PromptsConfig } from "../../../platform/config/config.ts";
import type { Deadline } from "../../../platform/deadline.ts";
import { toServiceError } from "../../../platform/errors.ts";
import { fail, type Finding, ok } from "../check.ts";
import type { DoctorSetup } from "../setup.ts";
import { settings } from "../../../platform/config/settings.ts";

const productId = "BTC-USD";
const granularity = "FIVE_MINUTE";
const windowSeconds = 3_600;

/** Whether Coinbase gives fresh candles, to the key where one is configured. */
export async function checkCoinbase(
  coinbase: PromptsConfig["coinbase"],
  setup: DoctorSetup,
  deadline: Deadline,
): Promise<readonly Finding[]> {
  const { fetch, clock = Date.now, random } = setup;
  const endSeconds = asOfSeconds(clock(), granularity);
  const query = { productId, granularity, startSeconds: endSeconds - windowSeconds, endSeconds } as const;
  const { host } = new URL(coinbase.url);
  const access = coinbase.key === null ? "without a key" : "with the key";
  try {
    const { candles } = await createCoinbaseCandles({ ...coinbase, fetch, clock, random })(query, deadline);
    const newest = candles.at(-1);
    if (newest === undefined) {
      const what = `${host} has no candle of ${productId} in the last ${windowSeconds / 60} minutes`;
      return [fail(what, `see ${settings.coinbaseUrl.name}, and this machine's clock`)];
    }
    const ageSeconds = Math.floor(clock() / 1_000) - (newest.start + granularitySeconds[granularity]);
    const age = `the newest candle of ${productId} closed ${Math.floor(ageSeconds / 60)} min ago`;
    if (ageSeconds > maxAgeSeconds(granularity)) {
      return [fail(`${host}: ${age}`, "wait until Coinbase catches up: its requests are answered with a refusal")];
    }
    return [ok(`${host} answers ${access}: ${age}`)];
  } catch (thrown) {
    const error = toServiceError(thrown);
    return [fail(`${host}, ${access}: ${error.message} (${error.code})`, fixFor(error.code, coinbase.key !== null))];
  }
}

function fixFor(code: string, hasKey: boolean): string {
  if (code === "CANDLES_REJECTED" && hasKey) {
    return `make a new CDP key with the right to view, and set ${settings.coinbaseKey.name} and ${settings.coinbaseSecret.name}; or set neither`;
  }
  if (code === "CANDLES_UNAVAILABLE") {
    return `see ${settings.coinbaseUrl.name} and the network; while Coinbase is down, the collected history stands in`;
  }
  return hasKey
    ? `see ${settings.coinbaseUrl.name}, ${settings.coinbaseKey.name} and ${settings.coinbaseSecret.name}`
    : `see ${settings.coinbaseUrl.name}`;
}
