import type { Candle, StandIn } from "../../market/candle.ts";

/** Where the local exchange takes its candles from. */
export interface MarketData {
  /** Names the source to people, for instance `sample (synthetic)`. */
  readonly label: string;
  /** What it stands in for the true market as; absent where its candles are to be taken for true ones. */
  readonly standIn?: StandIn;
  /** Whether the product is listed. */
  has(productId: string): boolean;
  /**
   * At how many seconds past midnight, UTC, the days of the candles that were served last begin. Absent where that is midnight.
   */
  dayBeginSeconds?(productId: string, granularitySeconds: number): number;
  /**
   * The candles that start in `[startSeconds, endSeconds]`, both inclusive, oldest first; intervals without trades lack.
   * The one that is forming is among them where the source knows it. Empty for a product that is not listed.
   *
   * @param granularitySeconds length of a candle.
   * @param nowSeconds the exchange's present, UNIX seconds: nothing after it is served.
   */
  candles(
    productId: string,
    granularitySeconds: number,
    startSeconds: number,
    endSeconds: number,
    nowSeconds: number,
  ): readonly Candle[];
}
