import { figureOf, type FigureName } from "../../features/index.ts";
import { bounds } from "../claims/bounds.ts";
import type { Claim, ClaimSpan, Decision, MovedClaim, StanceClaim } from "../claims/claim.ts";
import { decide } from "../claims/decide.ts";
import { type Figures, intervalOf, signOf, valueOf } from "../claims/figures.ts";
import { isClose, kindOf } from "../claims/phrases.ts";
import { spanFits, spanOf as spanOfFigure } from "../claims/spans.ts";
import { isSideOfZero } from "./is-side-of-zero.ts";
import { misstatesDegree } from "./refusals/misstates-degree.ts";

/**
 * Decides the claims of one reading together: what a sentence itself tells bears out what it concludes from that. "The close
 * is below both averages, which is a bearish sign" is true in a market that is bullish elsewhere.
 */
export function decideTogether(claims: readonly Claim[], figures: Figures): readonly Decision[] {
  const alone = claims.map((claim) => decide(claim, figures));
  return claims.map((claim, index): Decision => {
    const own = alone[index] ?? { is: "unknown" };
    const isNotClearly = claim.denied && claim.is === "stance" && claim.size === "large";
    if (own.is === "true" && !isNotClearly && isOpenStance(claim) && speaksAgainst(claim, claims, alone, figures))
      return { is: "unknown" };
    if (own.is === "true" && misstatesDegree(claim, claims, figures)) return { is: "unknown" };
    if (own.is === "true" && isOfAnotherSpan(claim, claims.slice(0, index), figures)) return { is: "unknown" };
    if (own.is === "false" && isOfLineAtZero(claim, claims, alone, figures)) return { is: "true" };
    if (own.is === "true" || !isConclusion(claim)) return own;
    const evidence = claims.filter(
      (other, at) =>
        at !== index &&
        alone[at]?.is === "true" &&
        (!isConclusion(other) || other.is === "moved") &&
        isOfSpan(other, spanOf(claim), figures),
    );
    // "The price fell, and the close is under both averages", of a price that rose over every span.
    if (claim.is === "moved" && own.is === "false") return own;
    if (claim.is === "moved" && own.is === "unknown" && isSoOverOneSpan(claim, claims, figures)) return { is: "true" };
    if (claim.is === "moved" && claim.way === "flat")
      return evidence.some((other) => tellsStandstill(other, figures)) ? { is: "true" } : own;
    // "Slipped slightly, losing 5.24 % over 24 hours": the loss that it speaks of was no slight one.
    if (claim.is === "moved" && claim.size !== "none" && !evidence.every((other) => isOfSize(other, claim, figures)))
      return own;
    const way = wayOf(claim, figures);
    const ways = evidence.map((other) => wayOf(other, figures)).filter((other) => other !== 0);
    // "Bullish, with a bullish day and a bearish short term": what it says itself speaks against it.
    if (
      claim.is === "stance" &&
      claim.span === null &&
      alone.some((each, at) => each.is === "true" && isAgainst(way, claims[at], figures))
    )
      return own;
    return way !== 0 && ways.length > 0 && ways.every((other) => other === way) ? { is: "true" } : own;
  });
}

/**
 * "The volume fell in the last candle, but the price rose 0.0005": a reader takes it for the candle's, and it is the day's. No
 * candle's change is told in percent.
 */
function isOfAnotherSpan(claim: Claim, before: readonly Claim[], figures: Figures): boolean {
  if (claim.is !== "moved" || claim.span !== null || claim.quantities.length === 0) return false;
  const last = before.findLast((other) => other.is === "moved" && other.span !== null && !other.denied);
  if (last?.is !== "moved" || last.span === null) return false;
  // No candle's change is told in percent: "a bullish trend over the last candle, having risen 3.35 %" is none either.
  if (last.span === "last_candle" && claim.quantities.every(({ unit }) => unit === "percent"))
    return last.of === "price" && last.quantities.length === 0 && last.way === claim.way && before.at(-1) === last;
  return decide({ ...claim, span: last.span }, figures).is === "false";
}

/** Of a line that reads as zero, its side of the line that follows it tells the way, where a sentence tells that. */
function isOfLineAtZero(claim: Claim, claims: readonly Claim[], alone: readonly Decision[], figures: Figures): boolean {
  if (claim.is !== "stance" || claim.of === null || claim.denied || claim.size === "large") return false;
  if (kindOf(claim.of).is !== "zero_line" || signOf(claim.of, figures) !== 0) return false;
  const way = wayOf(claim, figures);
  return claims.some(
    (other, at) =>
      other.is === "compare" &&
      other.left === claim.of &&
      alone[at]?.is === "true" &&
      way !== 0 &&
      wayOf(other, figures) === way,
  );
}

/** A stance of no span and no figure that takes a side: "a positive thing". */
function isOpenStance(claim: Claim): claim is Claim & StanceClaim {
  return (
    claim.is === "stance" &&
    claim.span === null &&
    claim.of === null &&
    (claim.stance === "bullish" || claim.stance === "bearish")
  );
}

/** All that a sentence tells beside its stance speaks another way: "more was bought than sold, which is a negative thing". */
function speaksAgainst(
  told: Claim & StanceClaim,
  claims: readonly Claim[],
  alone: readonly Decision[],
  figures: Figures,
): boolean {
  const ways = claims.flatMap((other, at) =>
    alone[at]?.is === "true" && other !== told && !isConclusion(other) && !isSideOfZero(other, claims)
      ? [wayOf(other, figures)].filter((way) => way !== 0)
      : [],
  );
  const [way] = ways;
  if (way === undefined || ways.some((other) => other !== way)) return false;
  const { stance, denied } = told;
  return (stance === (way === 1 ? "bullish" : "bearish")) === denied;
}

/** Whether what was told of a span is as slight, or as sharp, as is said of it. */
function isOfSize(other: Claim, claim: Claim & MovedClaim, figures: Figures): boolean {
  if (other.is !== "moved") return false;
  const spans: readonly ClaimSpan[] = other.span === null ? ["last_candle", { hours: 24 }] : [other.span];
  return spans.some(
    (span) => decide({ ...other, span }, figures).is === "true" && decide({ ...claim, span }, figures).is === "true",
  );
}

function isAgainst(way: number, claim: Claim | undefined, figures: Figures): boolean {
  return claim?.is === "stance" && !claim.denied && way !== 0 && wayOf(claim, figures) === -way;
}

/** "The volume rose in the last candle, while the price was unchanged": of the one span that movements of it are told of. */
function isSoOverOneSpan(claim: Claim & MovedClaim, claims: readonly Claim[], figures: Figures): boolean {
  const spans = new Set(claims.flatMap((other) => (other.is === "moved" && other.span !== null ? [other.span] : [])));
  const [span] = spans;
  return spans.size === 1 && span === "last_candle" && decide({ ...claim, span }, figures).is === "true";
}

/** What can follow from what stands beside it: a stance of no day, a movement without span and number. */
function isConclusion(claim: Claim): boolean {
  if (claim.denied) return false;
  if (claim.is === "stance")
    return (
      claim.size !== "large" &&
      claim.of === null &&
      claim.ofTrend !== true &&
      (claim.span === null || (claim.span === "short" && claim.size === "small"))
    );
  return claim.is === "moved" && claim.of === "price" && claim.span === null && claim.quantities.length === 0;
}

function spanOf(claim: Claim): ClaimSpan {
  return claim.is === "stance" || claim.is === "moved" ? claim.span : null;
}

/** Only what the last candles show bears out what is said of the short term: a gain of the day does not. */
function isOfSpan(claim: Claim, said: ClaimSpan, figures: Figures): boolean {
  if (said === null) return true;
  const { interval } = figures.features;
  switch (claim.is) {
    case "moved":
      if (claim.span === null) return decide({ ...claim, span: "last_candle" }, figures).is === "true";
      return claim.span === "short" ? said === "short" : spanFits(said, claim.span, interval);
    case "stance":
      return claim.span !== null && (claim.span === "short" ? said === "short" : spanFits(said, claim.span, interval));
    case "value":
      return fitsFigure(said, claim.figure, figures);
    case "compare":
    case "balance":
      return [claim.left, claim.right].some((name) => !isClose(name) && fitsFigure(said, name, figures));
    case "coverage":
    case "derived":
    case "place":
    case "threshold":
    case "role":
    case "order":
    case "extent":
    case "ways":
    case "wrong":
    case "zone":
      break;
  }
  return false;
}

/** Whether what is said of a span is said of a figure's own, by its own candles. */
function fitsFigure(said: ClaimSpan, name: FigureName, figures: Figures): boolean {
  return spanFits(said, spanOfFigure(figureOf(name), figures.features), intervalOf(name, figures));
}

/** What a claim speaks for: 1 for a rise, -1 for a fall, 0 for neither. */
// oxlint-disable-next-line typescript/consistent-return -- the switch is exhaustive
export function wayOf(claim: Claim, figures: Figures): -1 | 0 | 1 {
  switch (claim.is) {
    case "balance":
    case "compare":
      return wayOfSides(claim.left, claim.relation, claim.right, claim.denied);
    case "moved": {
      if (claim.of !== "price" || claim.denied) return 0;
      if (claim.way !== "any") return claim.way === "up" ? 1 : claim.way === "down" ? -1 : 0;
      const [quantity] = claim.quantities;
      return quantity === undefined || quantity.size === 0 ? 0 : quantity.sign === 0 ? 1 : quantity.sign;
    }
    case "value":
      return wayOfFigure(claim.figure, figures);
    case "stance":
      return claim.stance === "bullish" ? 1 : claim.stance === "bearish" ? -1 : 0;
    case "coverage":
    case "derived":
    case "place":
    case "threshold":
    case "role":
    case "order":
    case "extent":
    case "ways":
    case "wrong":
    case "zone":
      return 0;
  }
}

function wayOfFigure(name: FigureName, figures: Figures): -1 | 0 | 1 {
  const kind = kindOf(name);
  if (kind.is === "change" && kind.of === "price") return signOf(name, figures);
  if (kind.is === "zero_line") return kind.signalOf === undefined ? signOf(name, figures) : 0;
  if (kind.is !== "oscillator") return 0;
  const off = (valueOf(name, figures) ?? kind.middle) - kind.middle;
  const room = (bounds.oscillatorMiddle * (kind.max - kind.min)) / 100;
  return off > room ? 1 : off < -room ? -1 : 0;
}

function wayOfSides(left: FigureName, relation: string, right: FigureName, denied: boolean): -1 | 0 | 1 {
  if (relation !== "above" && relation !== "below") return 0;
  const up = (relation === "above") === denied ? -1 : 1;
  const [one, two] = [kindOf(left), kindOf(right)];
  if (one.is === "sum") return one.means === "up" ? up : up === 1 ? -1 : 1;
  // A line above the one that follows it speaks for a rise.
  if (one.is === "zero_line" && two.is === "zero_line")
    return two.signalOf === left ? up : one.signalOf === right ? (up === 1 ? -1 : 1) : 0;
  if (one.is !== "level" || two.is !== "level") return 0;
  if (one.role === "close" && two.role === "average") return up;
  return one.role === "average" && two.role === "close" ? (up === 1 ? -1 : 1) : 0;
}

/** Tells that the price did not change. */
function tellsStandstill(claim: Claim, figures: Figures): boolean {
  if (claim.is === "value") {
    const kind = kindOf(claim.figure);
    return kind.is === "change" && kind.of === "price" && signOf(claim.figure, figures) === 0;
  }
  return (
    claim.is === "moved" &&
    claim.of === "price" &&
    claim.quantities.every(({ size }) => size === 0) &&
    claim.way !== "up" &&
    claim.way !== "down"
  );
}
