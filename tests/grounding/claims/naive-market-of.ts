import type { Features } from "../../../src/features/index.ts";
import type { NaiveMarket } from "../../../chaos/oracle/naive-market.ts";
import { figures } from "./naive-figures.ts";

/** A market of which only the figures are known, for texts whose candles were not kept. */
export function naiveMarketOf(productId: string, features: Features, decimals: number): NaiveMarket {
  const known: ReadonlyMap<string, unknown> = new Map(Object.entries(features));
  const values = Object.entries(figures).map(([name, [label]]): [string, number | null] => {
    const value = known.get(name);
    return [label, typeof value === "number" ? value : null];
  });
  return {
    productId,
    values: new Map(values),
    tick: 10 ** -decimals,
    count: features.candle_count,
    expected: features.expected_count,
  };
}
