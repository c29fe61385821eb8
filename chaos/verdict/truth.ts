import { writeRefusal } from "../../src/insight/refusal.ts";
import { asOfSeconds, granularitySeconds } from "../../src/market/candle.ts";
import { shownDecimals } from "../../src/market/shown-decimals.ts";
import type { PromptType } from "../../src/prompts/prompt-type.ts";
import { findPromptType } from "../../src/prompts/registry.ts";
import type { InboxMessage } from "../../src/emulators/upstreams/assistant-inbox.ts";
import type { MarketData } from "../../src/emulators/markets/market-data.ts";
import { isTrueText } from "../oracle/judge-text.ts";
import { naiveMarket, type NaiveMarket } from "../oracle/naive-market.ts";
import { isRefusal, readFooter } from "../post-footer.ts";
import type { PlannedRequest } from "../plan.ts";

/** The function asks for whole pages: the market's decimals are those of all that it is shown. */
const pageCandles = 300;

/**
 * Makes the judge of texts: it computes the figures itself, from the market that the exchange served, and decides by them. It
 * never asks the service's own check, whose faults it would share.
 */
export function createTruth(market: MarketData) {
  const known = new Map<string, NaiveMarket>();

  function marketAt(productId: string, promptType: PromptType, end: number): NaiveMarket {
    const key = `${productId} ${promptType.name} ${end}`;
    const { granularity, windowSeconds } = promptType.series[0];
    const candleSeconds = granularitySeconds[granularity];
    const compute = (): NaiveMarket => {
      const start = end - pageCandles * candleSeconds;
      const candles = market.candles(productId, candleSeconds, start, end - candleSeconds, end);
      const expected = windowSeconds / candleSeconds;
      return naiveMarket(candles, { productId, end, candleSeconds, expected, decimals: shownDecimals(candles) });
    };
    const found = known.get(key) ?? compute();
    known.set(key, found);
    return found;
  }

  /** Without a receipt the text may be of any interval between the sending and the post. */
  return (
    { message, receivedAt }: InboxMessage,
    { productId, prompt, isKnown }: PlannedRequest,
    { sentAtMs, asOf }: { readonly sentAtMs: number; readonly asOf: number | undefined },
  ): boolean => {
    const footer = readFooter(message);
    if (footer === null) return false;
    if (!isKnown) return footer.text === writeRefusal(productId, "PRODUCT_UNKNOWN");
    // The market has candles of every minute: there is nothing to refuse.
    if (isRefusal(message) || footer.isSynthetic !== (market.standIn === "synthetic")) return false;
    const promptType = findPromptType(prompt);
    if (promptType === undefined) return false;
    const { granularity } = promptType.series[0];
    const earliest = asOf ?? asOfSeconds(sentAtMs, granularity);
    const latest = asOf ?? asOfSeconds(Date.parse(receivedAt), granularity);
    for (let at = earliest; at <= latest; at += granularitySeconds[granularity]) {
      const isShort = footer.text.split(" ").length <= promptType.maxWords;
      const isNamed = footer.text.includes(productId);
      if (isShort && isNamed && isTrueText(footer.text, marketAt(productId, promptType, at))) return true;
    }
    return false;
  };
}
