import { type CatalogueFigure, type Features, isSameSpan, type Span } from "../../features/index.ts";
import type { ClaimSpan } from "./claim.ts";

const hoursOfInterval: Readonly<Record<string, number>> = {
  ONE_MINUTE: 1 / 60,
  FIVE_MINUTE: 5 / 60,
  FIFTEEN_MINUTE: 15 / 60,
  THIRTY_MINUTE: 30 / 60,
  ONE_HOUR: 1,
  TWO_HOUR: 2,
  FOUR_HOUR: 4,
  SIX_HOUR: 6,
  ONE_DAY: 24,
};

const spelledMinutes: Readonly<Record<number, string>> = { 1: "one", 5: "five", 15: "fifteen", 30: "thirty" };
const spelledHours: Readonly<Record<number, string>> = { 1: "one", 2: "two", 4: "four", 6: "six" };

/** Every known length of candles in hours, with the words for it: `hourly`, `15-minute`. */
export const knownIntervals: readonly { readonly length: number; readonly words: readonly string[] }[] = Object.values(
  hoursOfInterval,
).map((length) => {
  const minutes = Math.round(length * 60);
  if (minutes < 60)
    return {
      length,
      words: [`${minutes}-minute`, `${spelledMinutes[minutes] ?? ""}-minute`, `${minutes}-min`, `${minutes}m`],
    };
  const whole = minutes / 60;
  return {
    length,
    words: [...(whole === 1 ? ["hourly"] : []), `${whole}-hour`, `${spelledHours[whole] ?? ""}-hour`, `${whole}h`],
  };
});

/** How long a candle is; null for a length that is not known. */
export function intervalHours(interval: string): number | null {
  return hoursOfInterval[interval] ?? null;
}

/** What a figure of these is true of: of one over the whole window, the hours of that. */
export function spanOf({ name, span }: CatalogueFigure, features: Features): Span {
  if (span !== "window") return span;
  const interval = features.further?.intervals[name];
  const { interval: own, expected_count: expected } =
    features.further?.counts.find((series) => series.interval === interval) ?? features;
  const each = intervalHours(own);
  return each === null ? span : { hours: each * expected };
}

/** Whether what is said of a span is said of a figure's own. Where nothing is said, it is. */
export function spanFits(said: ClaimSpan, own: Span, interval: string): boolean {
  if (said === null) return true;
  if (said === "short") return own === "last_candle" || (typeof own !== "string" && "candles" in own);
  if (isSameSpan(said, own)) return true;
  const [saidHours, ownHours] = [hoursOf(said, interval), hoursOf(own, interval)];
  return saidHours !== null && ownHours !== null && Math.abs(saidHours - ownHours) < 1e-9;
}

/** How many hours a span covers; null where the candles' length is not known, and of a span that has a name alone. */
export function hoursOf(span: Span, interval: string): number | null {
  if (span === "window" || span === "previous_day") return null;
  if (span !== "last_candle" && "hours" in span) return span.hours;
  const each = intervalHours(interval);
  if (each === null) return null;
  return span === "last_candle" ? each : each * span.candles;
}

/** "over 24 hours", "over 7 days", "in the last candle", "over the last 5 candles". */
export function overSpan(span: Exclude<ClaimSpan, "short" | null>): string {
  if (span === "last_candle") return "in the last candle";
  return "candles" in span ? `over the last ${span.candles} candles` : `over ${hoursInWords(span.hours)}`;
}

/** "24 hours", "7 days", "1 hour". */
export function hoursInWords(hours: number): string {
  if (hours > 24 && hours % 24 === 0) return `${hours / 24} days`;
  return hours === 1 ? "1 hour" : `${hours} hours`;
}
