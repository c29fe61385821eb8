import { computeFeatures } from "../../../src/features/index.ts";
import { subjectOf } from "../../../src/insight/subject-of.ts";
import type { TextTask } from "../../../src/insight/write-text.ts";
import { trendAnalysis } from "../../../src/prompts/trend-analysis.ts";

const asOf = 1_700_049_600;

/** A text about a market that rises by 1 every five minutes for a day. */
export function risingTask(): TextTask {
  const candles = Array.from({ length: 288 }, (_, index) => ({
    start: asOf - (288 - index) * 300,
    open: 100 + index,
    high: 102 + index,
    low: 99 + index,
    close: 101 + index,
    volume: 5,
  }));
  const features = computeFeatures(candles, { asOf, granularity: "FIVE_MINUTE", expectedCount: 288 });
  const prompt = trendAnalysis.render("BTC-USD", features);
  return { ...subjectOf(trendAnalysis, "BTC-USD", features), prompt };
}
