import type { Features } from "../features/index.ts";
import { listBalance } from "./claims/kinds/balance.ts";
import type { Claim } from "./claims/claim.ts";
import { listCoverage } from "./claims/kinds/coverage.ts";
import { decide } from "./claims/decide.ts";
import { type Figures, prepareFigures, ranges, type Range } from "./claims/figures.ts";
import { hoursOfMove, listMoved } from "./claims/kinds/moved.ts";
import { isClose, sentence } from "./claims/phrases.ts";
import { say, sayWithValues } from "./claims/say.ts";
import { listValues } from "./claims/kinds/value.ts";
import type { Finding } from "./plain-finding.ts";
import { describePlace } from "./plain-place.ts";
import { describeLevels } from "./plain-levels.ts";
import { describeMeasures } from "./plain-measures.ts";
import { describeShortTerm } from "./plain-short-term.ts";
import { describeExtremes } from "./plain-extremes.ts";

/** What a reader takes in at a glance. */
const maxWords = 100;

/**
 * Writes the insight that needs no model: from the figures alone, the same for the same figures, one paragraph of at most 100
 * words. Every statement in it is a claim that is true of the figures, so it holds with any of them null. When it was true,
 * and that it is automated, is the footer's to say.
 *
 * @param productId as the payload names it.
 */
export function writePlainInsight(productId: string, features: Features): string {
  const clauses = findingsOf(prepareFigures(productId, features)).map(({ clause }) => clause);
  const { candle_count: count, expected_count: expected } = features;
  const hasFigures = clauses.length > (count < expected ? 1 : 0);
  const all = hasFigures ? clauses : [`there are too few candles of ${productId} for any figure`, ...clauses];
  const [opening = "", ...others] = all.map(sentence);
  return withinLimit([opening.includes(productId) ? opening : `${productId}: ${opening}`, ...others]);
}

/**
 * Picks what matters, the most important first: how far the price moved and where that leaves it, what stands at an extreme,
 * which side outweighs the other, what the last candles speak for, and which data lack.
 */
export function findingsOf(figures: Figures): Finding[] {
  const extremes = describeExtremes(figures);
  const isNotable = extremes.some(({ isNotable: notable }) => notable);
  return [
    ...describeMoves(figures),
    ...listCoverage(figures).flatMap((claim) => findingOf(claim, say(claim, figures)[0])),
    ...(isNotable ? extremes : []),
    ...describeBalance(figures),
    ...describeShortTerm(figures),
    ...(isNotable ? [] : extremes),
    ...describeMeasures(figures),
    ...describeLevels(figures),
  ];
}

/** Where it would be too long, the last sentences are left out. */
function withinLimit(sentences: readonly string[]): string {
  let kept = sentences;
  while (kept.length > 1 && kept.join(" ").split(" ").length > maxWords) kept = kept.slice(0, -1);
  return kept.join(" ");
}

function findingOf(claim: Claim, clause: string | undefined): Finding[] {
  return clause === undefined ? [] : [{ clause, claims: [claim] }];
}

/** For each span of hours, the longest first: the change over it, and where in its range the price closed. */
function describeMoves(figures: Figures): Finding[] {
  const moves = listMoved(figures);
  const spans = [...new Set([...moves.map(hoursOfMove), ...tradedSpans(figures)])].filter((hours) => hours > 0);
  const close = listValues(figures).find((claim) => claim.is === "value" && isClose(claim.figure));
  const findings = spans
    .toSorted((one, other) => other - one)
    .flatMap((hours, index) => {
      const move = moves.find((claim) => hoursOfMove(claim) === hours);
      return describeSpan(move, index === 0 ? close : undefined, rangeOver(hours), figures);
    });
  if (findings.length > 0 || close === undefined) return findings;
  return findingOf(close, say(close, figures)[0]);
}

function rangeOver(hours: number): Range | undefined {
  return ranges.find((range) => range.isTraded && range.hours === hours);
}

function tradedSpans(figures: Figures): number[] {
  return ranges.flatMap((range) => (range.isTraded && figures.texts[range.high] !== null ? [range.hours] : []));
}

/** "BTC-USD is down 2.43 % over 24 hours and last closed at 50250.00, in the lower half of the day's range of ...". */
function describeSpan(
  move: Claim | undefined,
  close: Claim | undefined,
  range: Range | undefined,
  figures: Figures,
): Finding[] {
  const { productId } = figures;
  const place = range === undefined ? null : describePlace(range, figures);
  const moved = move === undefined ? null : (say(move, figures)[0] ?? null);
  const closed = close === undefined ? null : (say(close, figures)[0] ?? null);
  const claims = [
    ...(move === undefined ? [] : [move]),
    ...(close === undefined ? [] : [close]),
    ...(place?.claims ?? []),
  ];
  const lead = [moved, closed === null || moved === null ? closed : closed.replace(`${productId} `, "")].filter(
    (part) => part !== null,
  );
  if (lead.length === 0) return place === null ? [] : [{ clause: `${productId} closed ${place.clause}`, claims }];
  const clause = lead.join(" and ");
  if (place === null) return [{ clause, claims }];
  return [{ clause: `${clause}${closed === null ? " and closed " : ", "}${place.clause}`, claims }];
}

/** "Buying momentum of 1000.00 clearly outweighs selling momentum of 500.00". */
function describeBalance(figures: Figures): Finding[] {
  return listBalance(figures).flatMap((claim) => {
    if (claim.is !== "balance") return [];
    const sized = (["small", "large"] as const).map((size): Claim => ({ ...claim, size }));
    const best = claim.relation === "above" ? sized.find((each) => decide(each, figures).is === "true") : undefined;
    return findingOf(best ?? claim, sayWithValues(best ?? claim, figures)[0]);
  });
}
