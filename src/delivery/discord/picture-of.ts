import { formatPrice } from "./chart/axes.ts";
import type { PostFacts } from "./post-facts.ts";
import type { Picture } from "./discord-message.ts";

/**
 * Draws the chart of a post; null where it has none. What draws it is loaded by its first use.
 *
 * @throws what drawing throws: the post goes without.
 */
export async function pictureOf({ productId, chart }: PostFacts): Promise<Picture | null> {
  const last = chart?.candles.at(-1);
  if (chart === null || last === undefined) return null;
  const { drawChart } = await import("./chart/draw-chart.ts");
  const marked = chart.levels.map(({ label, value }) => `${label} ${formatPrice(value, chart.decimals)}`);
  const price = formatPrice(last.close, chart.decimals);
  return {
    fileName: `${productId.toLowerCase()}.png`,
    description: `Candles of ${chart.title}. Last price ${price}.${marked.length === 0 ? "" : ` Marked: ${marked.join(", ")}.`}`,
    png: drawChart(chart),
  };
}
