import * as z from "zod/mini";
import type { Features } from "../../../features/index.ts";
import { asOfSeconds, granularitySeconds } from "../../../market/candle.ts";
import type { PromptType, SeriesWanted } from "../../../prompts/prompt-type.ts";
import { marketsOf, type NamedMarket, type ReceiptReading } from "../../kit/receipts/receipt-reading.ts";
import type { ChartView } from "../views/insight-view.ts";
import type { CandleFinder } from "./candle-finder.ts";
import { drawSeries } from "./chart-lines.ts";

/** The window's end as receipts keep it. Those of before have the newest close alone. */
const oneWindow = z.object({ market: z.object({ window_end: z.number() }) });
const windows = z.object({ market: z.object({ series: z.record(z.string(), z.object({ window_end: z.number() })) }) });

/** Draws the series of a receipt, each with the candles that it was written from. */
export async function drawCharts(
  content: unknown,
  receipt: ReceiptReading,
  {
    promptType,
    features,
    finder,
  }: { readonly promptType: PromptType; readonly features: Features; readonly finder: CandleFinder },
): Promise<readonly ChartView[]> {
  const markets = marketsOf(receipt);
  return await Promise.all(
    promptType.series.map(async (wanted) => {
      const market = markets.find(({ name }) => name === null || name === wanted.name)?.market ?? null;
      const title = `${receipt.product_id ?? ""}, ${granularityInWords(wanted)}`;
      if (market === null) return emptyChart(wanted, title, "The receipt tells of no candles of this length");
      const end = windowEndOf(content, wanted, market);
      if (end === null) return emptyChart(wanted, title, "The receipt does not say when its candles end");
      const query = {
        productId: receipt.product_id ?? "",
        granularity: wanted.granularity,
        startSeconds: end - wanted.windowSeconds,
        endSeconds: end,
      };
      const found = await finder.find(query, market.sha256);
      return "set" in found
        ? drawSeries(wanted, found.set, features, title)
        : emptyChart(wanted, title, `${found.problem}. The figures are those of then`);
    }),
  );
}

function windowEndOf(content: unknown, wanted: SeriesWanted, market: NamedMarket["market"]): number | null {
  const several = z.safeParse(windows, content).data?.market.series[wanted.name]?.window_end;
  const end = several ?? z.safeParse(oneWindow, content).data?.market.window_end ?? market.as_of;
  return end === null ? null : asOfSeconds(end * 1_000, wanted.granularity);
}

function emptyChart(wanted: SeriesWanted, title: string, problem: string): ChartView {
  return { series: wanted.name, title, decimals: 2, candles: [], overlays: [], levels: [], panes: [], problem };
}

function granularityInWords({ granularity, windowSeconds }: SeriesWanted): string {
  const minutes = granularitySeconds[granularity] / 60;
  const length = minutes < 60 ? `${minutes} min` : `${minutes / 60} h`;
  return `${length} candles of ${windowSeconds / 3_600} h`;
}
