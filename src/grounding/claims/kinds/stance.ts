import {
  catalogue,
  type CatalogueFigure,
  figureOf,
  type FigureName,
  isFigureName,
  type Span,
} from "../../../features/index.ts";
import { bounds } from "../bounds.ts";
import { balanceShare } from "./balance.ts";
import type { Claim, ClaimSpan, Decision, Stance, StanceClaim } from "../claim.ts";
import { holdsOr, unknown } from "../decision.ts";
import { type Figures, intervalOf, signOf, sideOf, valueOf } from "../figures.ts";
import { isClose, kindOf, plainly, sentence } from "../phrases.ts";
import { hoursInWords, spanFits } from "../spans.ts";

/** What one figure speaks for: 1 for a rise, -1 for a fall, 0 for neither. */
export interface Vote {
  readonly figure: FigureName;
  readonly span: Span;
  /** The length of the candles that it is of. */
  readonly interval: string;
  readonly way: -1 | 0 | 1;
}

/**
 * What each figure speaks for: the close above an average, a change, an oscillator away from its middle, a line above zero, the
 * larger sum. A change in two units has one vote.
 */
export function votesOf(figures: Figures): Vote[] {
  return catalogue.flatMap((figure: CatalogueFigure): Vote[] => {
    const way = valueOf(figure.name, figures) === null ? null : wayOf(figure, figures);
    return way === null
      ? []
      : [{ figure: figure.name, span: figure.span, interval: intervalOf(figure.name, figures), way }];
  });
}

const close = catalogue.find(({ name }) => isClose(name))?.name ?? "last_close";

function wayOf({ name, kind, unit }: CatalogueFigure, figures: Figures): -1 | 0 | 1 | null {
  const value = valueOf(name, figures) ?? 0;
  switch (kind.is) {
    case "level":
      return kind.role === "average" ? wayBetween(close, name, figures) : null;
    case "change":
      return kind.of === "price" && unit === "quote" ? signOf(name, figures) : null;
    case "oscillator": {
      const off = value - kind.middle;
      const room = (bounds.oscillatorMiddle * (kind.max - kind.min)) / 100;
      return off > room ? 1 : off < -room ? -1 : 0;
    }
    case "zero_line":
      return kind.signalOf === undefined ? signOf(name, figures) : null;
    case "sum":
      return kind.means === "up" && isFigureName(kind.against) ? wayBetween(name, kind.against, figures) : null;
    case "width":
    case "count":
      break;
  }
  return null;
}

function wayBetween(left: FigureName, right: FigureName, figures: Figures): -1 | 0 | 1 | null {
  const side = sideOf(left, right, figures);
  return side === null ? null : side === "above" ? 1 : side === "below" ? -1 : 0;
}

/** Decides a stance by the votes of the figures that it is said of. */
export function decideStance(claim: StanceClaim, figures: Figures): Decision {
  const all = votesOf(figures);
  if (claim.of !== null) return decideOf(claim, claim.of, all, figures);
  const votes = all.filter(({ span, interval }) => spanFits(claim.span, span, interval));
  const [ups, downs] = [count(votes, 1), count(votes, -1)];
  if (votes.length === 0) return unknown;
  const truth = (): string => sentence(sayOf(claim.span, stanceOf(ups, downs)));
  const takesSide = claim.stance === "bullish" || claim.stance === "bearish";
  // Where the spans disagree, the whole is clearly neither.
  if (claim.span === null && takesSide && claim.size !== "small" && spansDisagree(votes))
    return claim.size === "large" ? holdsOr(false, truth) : unknown;
  const isLarge = (more: number, less: number): boolean =>
    claim.size !== "large" || (more >= 2 * less && isMuch(claim.span, figures));
  if (claim.stance === "neutral" && claim.size !== "none") return unknown;
  // The trend of a span is what its figures agree on; where they don't, it leans to a side at most.
  if (takesSide && claim.span !== null && claim.size !== "small" && ups > 0 && downs > 0) return holdsOr(false, truth);
  switch (claim.stance) {
    case "bullish":
      return holdsOr(ups > downs && isLarge(ups, downs), truth);
    case "bearish":
      return holdsOr(downs > ups && isLarge(downs, ups), truth);
    case "mixed":
      return holdsOr(ups > 0 && downs > 0, truth);
    case "neutral":
      return holdsOr(
        (ups > 0 && downs > 0) || (ups === 0 && downs === 0) || isQuiet(claim.span, figures, claim.span === null),
        truth,
      );
    case "cautious":
      break;
  }
  return holdsOr(downs > 0 || isQuiet(claim.span, figures, true) || isExtreme(claim.span, figures), truth);
}

/** The last candles speak for one side and a longer span for the other: neither is that of the whole. */
function spansDisagree(votes: readonly Vote[]): boolean {
  const bySpan = Map.groupBy(votes, ({ span }) => (typeof span !== "string" && "hours" in span ? span.hours : 0));
  const sides = new Set(Array.from(bySpan.values(), (own) => Math.sign(count(own, 1) - count(own, -1))));
  return sides.has(1) && sides.has(-1);
}

function count(votes: readonly Vote[], way: number): number {
  return votes.filter((vote) => vote.way === way).length;
}

function stanceOf(ups: number, downs: number): Stance {
  if (ups > 0 && downs > 0) return "mixed";
  return ups > 0 ? "bullish" : downs > 0 ? "bearish" : "neutral";
}

/** What one figure says. An oscillator is neutral in the middle of its scale. */
function decideOf({ stance, size }: StanceClaim, of: FigureName, votes: readonly Vote[], figures: Figures): Decision {
  const kind = kindOf(of);
  const value = valueOf(of, figures);
  if (value === null) return unknown;
  if (kind.is === "oscillator" && stance === "neutral") {
    const room = (15 * (kind.max - kind.min)) / 100;
    return holdsOr(Math.abs(value - kind.middle) < room, () =>
      sentence(`${plainly(of)} is ${figures.texts[of] ?? ""}`),
    );
  }
  if (kind.is === "oscillator") {
    const room = size === "small" ? bounds.oscillatorMiddle : bounds.nearThreshold;
    if (Math.abs(value - kind.middle) <= (room * (kind.max - kind.min)) / 100) return unknown;
  }
  const vote = votes.find(({ figure }) => figure === of);
  if (vote === undefined || stance === "mixed" || stance === "cautious") return unknown;
  const own = stanceOf(vote.way > 0 ? 1 : 0, vote.way < 0 ? 1 : 0);
  return holdsOr(own === stance, () =>
    sentence(`${plainly(of)} speaks ${own === "neutral" ? "for neither side" : `for a ${own} view`}`),
  );
}

/**
 * Neither the day's change nor the balance of its sums is much; of a span that is named, next to nothing. A quiet day says
 * nothing of a week or of the last candles.
 */
function isQuiet(span: ClaimSpan, figures: Figures, isOfAll: boolean): boolean {
  if (!spanFits(span, figureOf("change_24h_pct").span, figures.features.interval)) return false;
  const share = balanceShare("buying_momentum", "selling_momentum", figures);
  const percent = valueOf("change_24h_pct", figures);
  return (
    share !== null &&
    share < bounds.quietSum &&
    percent !== null &&
    Math.abs(percent) < (isOfAll ? bounds.quietDayPercent : bounds.flatDayPercent)
  );
}

/** A day speaks strongly for a side where it changed by much. */
function isMuch(span: ClaimSpan, figures: Figures): boolean {
  if (span === null || typeof span === "string" || !("hours" in span) || span.hours !== 24) return true;
  const percent = valueOf("change_24h_pct", figures);
  return percent !== null && Math.abs(percent) >= bounds.dayChangePercent;
}

/** An oscillator of that span is in one of its zones. */
function isExtreme(said: ClaimSpan, figures: Figures): boolean {
  return catalogue.some(({ name, kind, span }: CatalogueFigure) => {
    const value = valueOf(name, figures);
    if (kind.is !== "oscillator" || value === null || !spanFits(said, span, figures.features.interval)) return false;
    return kind.zones.some(
      ({ from, to }) => (from !== undefined && value >= from) || (to !== undefined && value <= to),
    );
  });
}

/** Says a stance: "the short-term trend is bullish". */
export function sayStance({ stance, span, size, of, denied }: StanceClaim & Claim): string[] {
  const not = denied ? " not" : "";
  const degree = size === "small" ? "slightly " : size === "large" ? "strongly " : "";
  if (of !== null) return [`${plainly(of)} is${not} ${degree}${stance}`];
  return [sayOf(span, `${degree}${stance}`, not), sayOf(span, `${degree}${stance}`, not, "sentiment")];
}

function sayOf(span: ClaimSpan, stance: string, not = "", noun = "trend"): string {
  const of = spanAdjective(span);
  return `the ${of === "" ? "" : `${of} `}${noun} is${not} ${stance}`;
}

function spanAdjective(span: ClaimSpan): string {
  if (span === null) return "";
  if (span === "short") return "short-term";
  if (span === "last_candle") return "last candle's";
  return "candles" in span ? `${span.candles}-candle` : hoursInWords(span.hours).replace(" ", "-").replace(/s$/, "");
}

/** What the last candles and each longer span speak for, where all that speaks agrees, or where it is mixed. */
export function listStance(figures: Figures): Claim[] {
  const votes = votesOf(figures);
  const hours = votes.flatMap(({ span }) => (typeof span !== "string" && "hours" in span ? [span.hours] : []));
  const spans: ClaimSpan[] = ["short", ...[...new Set(hours)].map((each) => ({ hours: each }))];
  return spans.flatMap((span): Claim[] => {
    const own = votes.filter((vote) => spanFits(span, vote.span, vote.interval));
    const [ups, downs] = [count(own, 1), count(own, -1)];
    if (own.length < 2) return [];
    return [{ is: "stance", stance: stanceOf(ups, downs), span, size: "none", of: null, denied: false, ofTrend: true }];
  });
}
