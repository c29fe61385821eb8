import { candlesOver, type CandleSpans, daySeconds, secondsOfCandle, spansOf } from "./walks/candle-spans.ts";
import type { FeatureCandle, FeatureContext, Figure } from "./features.ts";
import { averagePeriod, type LastCloses, lastCloses } from "./walks/last-closes.ts";
import { previousDayOf } from "./walks/previous-day.ts";
import { walkWindow, type WindowPass } from "./walks/window-pass.ts";

export const dayHours = 24;
export const weekHours = 168;

/** Candles of a span that they cover, with what is found out about them. */
export interface CoveredSpan {
  readonly candles: readonly FeatureCandle[];
  readonly pass: WindowPass;
  /** Last close minus the first open. */
  readonly change: number;
  /** The same in percent of that open; null where it is 0. */
  readonly changePercent: Figure;
}

/**
 * What the figures are computed from: the window's candles and what several figures share. Each part is computed when the
 * first figure asks for it, and once.
 */
export class Series {
  /** The window's own candles, oldest first. */
  readonly window: readonly FeatureCandle[];
  /** When the newest candle of the window closed, UNIX seconds. */
  readonly asOf: number;
  readonly #candles: readonly FeatureCandle[];
  readonly #context: FeatureContext;
  readonly #spans: CandleSpans;
  #pass: WindowPass | null = null;
  #lastFive: LastCloses | null = null;
  #day: CoveredSpan | null | undefined = undefined;
  #kept: Map<unknown, unknown> | null = null;

  /** @param candles oldest first, also some from before the window: they prove that it is covered. */
  constructor(candles: readonly FeatureCandle[], context: FeatureContext) {
    this.#candles = candles;
    this.#context = context;
    this.#spans = spansOf(candles, context);
    this.window = this.#spans.window;
    this.asOf = this.#spans.asOf;
  }

  /** The newest candle. A figure that needs a candle is asked only where there is one. */
  get last(): FeatureCandle {
    return this.#at(1);
  }

  get beforeLast(): FeatureCandle {
    return this.#at(2);
  }

  /** One walk over the window. */
  get pass(): WindowPass {
    return (this.#pass ??= walkWindow(this.window, this.#at(this.window.length)));
  }

  /** The last 5 closes. */
  get lastFive(): LastCloses {
    return (this.#lastFive ??= lastCloses(this.window, this.last.close, averagePeriod));
  }

  /** How many candles of this length a day has room for; null where the length is not known. */
  get intervalsOfDay(): Figure {
    const seconds = secondsOfCandle(this.#context.granularity);
    return seconds === undefined ? null : daySeconds / seconds;
  }

  /** The candles of the UTC day before the one that the window ends in; null where no series covers it. */
  get previousDay(): readonly FeatureCandle[] | null {
    return previousDayOf(this.#candles, this.#context);
  }

  /** The last 24 hours; null where the candles do not cover them. */
  get day(): CoveredSpan | null {
    if (this.#day === undefined) this.#day = this.#cover(this.#spans.day);
    return this.#day;
  }

  /** The last hours; null where the candles do not cover them. */
  over(hours: number): CoveredSpan | null {
    if (hours === dayHours) return this.day;
    return this.once(hours, () => this.#cover(candlesOver(this.#candles, hours, this.#context)));
  }

  /** Computes what several figures share once. `key` is the function, list or number that it belongs to. */
  once<Value>(key: unknown, compute: () => Value): Value;
  once(key: unknown, compute: () => unknown): unknown {
    const kept = (this.#kept ??= new Map());
    const known = kept.get(key);
    if (known !== undefined) return known;
    const value = compute();
    kept.set(key, value);
    return value;
  }

  #cover(candles: readonly FeatureCandle[] | null): CoveredSpan | null {
    const first = candles?.[0];
    if (candles === null || first === undefined) return null;
    const pass = candles === this.window ? this.pass : walkWindow(candles, first);
    const change = this.last.close - first.open;
    return { candles, pass, change, changePercent: first.open === 0 ? null : (change / first.open) * 100 };
  }

  #at(fromEnd: number): FeatureCandle {
    const candle = this.window[this.window.length - fromEnd];
    if (candle === undefined) throw new RangeError(`The window has no ${fromEnd} candles`);
    return candle;
  }
}
