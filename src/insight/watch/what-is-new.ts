import type { MarketMark } from "./market-mark.ts";
import { defaultMoveAtr, type MaterialBounds } from "./watch.ts";

/** A change that is worth a text. */
export interface Change {
  readonly kind: "first" | "move" | "rsi_zone" | "high" | "low" | "average" | "bands" | "refusal" | "time";
  /** In words, for receipts. */
  readonly said: string;
}

/**
 * What has changed in a market since a watch's last post: a move of the price, another zone of the RSI, a high or low beyond the
 * day's of then, a crossing of average or band that held for two candles, or mere time. None: it has nothing to say.
 */
export function whatIsNew(now: MarketMark, last: MarketMark, bounds: MaterialBounds): readonly Change[] {
  const changes: (Change | null)[] = [
    moved(now, last, bounds),
    now.rsi_zone === null || last.rsi_zone === null || now.rsi_zone === last.rsi_zone
      ? null
      : { kind: "rsi_zone", said: `the RSI is ${now.rsi_zone}, and was ${last.rsi_zone}` },
    isBeyond(now.daily_high, last.daily_high, 1)
      ? { kind: "high", said: `the day's high is ${now.daily_high}, and was ${last.daily_high}` }
      : null,
    isBeyond(now.daily_low, last.daily_low, -1)
      ? { kind: "low", said: `the day's low is ${now.daily_low}, and was ${last.daily_low}` }
      : null,
    crossed("average", now, last),
    crossed("bands", now, last),
    hasPassed(now.as_of - last.as_of, bounds),
  ];
  return changes.filter((change) => change !== null);
}

/** The change that is time alone, where a watch speaks after some of it. */
export function hasPassed(seconds: number, { atLeastEverySeconds }: MaterialBounds): Change | null {
  if (atLeastEverySeconds === undefined || seconds < atLeastEverySeconds) return null;
  return { kind: "time", said: `its last post is ${Math.round(seconds / 60)} minutes old` };
}

function moved(now: MarketMark, last: MarketMark, bounds: MaterialBounds): Change | null {
  const { percent } = bounds;
  const atr = bounds.atr ?? (percent === undefined ? defaultMoveAtr : undefined);
  const distance = Math.abs(now.close - last.close);
  const inAtr = now.atr === null || now.atr === 0 ? null : distance / now.atr;
  const inPercent = (100 * distance) / last.close;
  const isFarInAtr = atr !== undefined && inAtr !== null && inAtr >= atr;
  const isFarInPercent = percent !== undefined && inPercent >= percent;
  if (!isFarInAtr && !isFarInPercent) return null;
  const ofAtr = inAtr === null ? "" : ` and ${inAtr.toFixed(2)} ATR`;
  return { kind: "move", said: `the price is ${now.close}, and was ${last.close}: ${inPercent.toFixed(2)} %${ofAtr}` };
}

function isBeyond(now: number | null, last: number | null, sign: 1 | -1): boolean {
  return now !== null && last !== null && (now - last) * sign > 0;
}

const names = { average: "average of 20 closes", bands: "Bollinger Bands" } as const;

function crossed(of: keyof typeof names, now: MarketMark, last: MarketMark): Change | null {
  const [is, was] = [now[of], last[of]];
  if (is === null || was === null || is === was) return null;
  return { kind: of, said: `two candles closed ${is} the ${names[of]}, before it was ${was}` };
}
