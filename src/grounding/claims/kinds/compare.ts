import { catalogue, type CatalogueFigure, figureOf, type FigureName, isFigureName } from "../../../features/index.ts";
import { bounds } from "../bounds.ts";
import type { Claim, CompareClaim, Decision, Relation, Size } from "../claim.ts";
import { holdsOr, unknown } from "../decision.ts";
import { decideDistance } from "../distance.ts";
import { type Figures, ranges, sideOf, tradedWidth, valueOf } from "../figures.ts";
import { closers, deny, kindOf, type Naming, plainly, sentence, withValues, writeQuantity } from "../phrases.ts";

/** Decides how one level stands to another. */
export function decideCompare(claim: CompareClaim, figures: Figures): Decision {
  const { left, right, relation, size, distance } = claim;
  if (!isComparable(left, right)) return unknown;
  const side = sideOf(left, right, figures);
  const width = tradedWidth(figures, [left, right]);
  if (side === null) return unknown;
  const truth = (): string =>
    sentence(`${withValues(figures)(left)} is ${relationWords[side]} ${withValues(figures)(right)}`);
  if (relation === "near" && side !== "at" && width === null && kindOf(left).is === "level") return unknown;
  const share = distanceShare(left, right, figures, width);
  const holds =
    relation === "near"
      ? side === "at" || (share !== null && share <= nearShare(left, right, figures, width))
      : side === relation;
  if (!holds) return holdsOr(false, truth);
  if (size !== "none" && (relation === "above" || relation === "below")) {
    if (share === null) return unknown;
    const most = kindOf(left).is === "level" ? bounds.price : bounds.width;
    if (share < most !== (size === "small")) return holdsOr(false, truth);
  }
  return distance === null ? { is: "true" } : decideDistance(left, right, distance, figures);
}

/** Levels are compared with levels, widths of one unit with one another, and a line with its signal line. */
function isComparable(left: FigureName, right: FigureName): boolean {
  const [one, other] = [figureOf(left), figureOf(right)];
  if (one.kind.is === "level") return other.kind.is === "level";
  if (one.kind.is === "zero_line" && other.kind.is === "zero_line") {
    return one.kind.signalOf === other.name || other.kind.signalOf === one.name;
  }
  return (
    (one.kind.is === "width" || one.kind.is === "count") && other.kind.is === one.kind.is && one.unit === other.unit
  );
}

function distanceShare(left: FigureName, right: FigureName, figures: Figures, width: number | null): number | null {
  const [a, b] = [valueOf(left, figures), valueOf(right, figures)];
  if (a === null || b === null) return null;
  // A width is held against a width, and not against the range of prices.
  if (kindOf(left).is !== "level") {
    const larger = Math.max(Math.abs(a), Math.abs(b));
    return larger === 0 ? 0 : Math.abs(a - b) / larger;
  }
  if (width === null) return null;
  return width === 0 ? 0 : Math.abs(a - b) / width;
}

/**
 * Beside a band, near is what is near for the bands' width; beside a traded edge, for the traded range. Of two edges the
 * stricter one decides, so that A is near B where B is near A.
 */
function nearShare(left: FigureName, right: FigureName, figures: Figures, width: number | null): number {
  const edges = [left, right].map(figureOf).filter(({ kind }) => kind.is === "level" && kind.role === "edge");
  if (edges.length === 0) return bounds.nearPrice;
  return Math.min(...edges.map((edge) => nearEdgeShare(edge, figures, width)));
}

function nearEdgeShare(edge: CatalogueFigure, figures: Figures, width: number | null): number {
  if (edge.kind.is === "level" && edge.kind.traded === true) return bounds.nearTradedEdge;
  const range = ranges.find(({ low, high }) => low === edge.name || high === edge.name);
  const [low, high] = range === undefined ? [null, null] : [valueOf(range.low, figures), valueOf(range.high, figures)];
  if (low === null || high === null || width === null || width === 0) return bounds.nearPrice;
  return ((high - low) / width) * bounds.nearBandOfWidth;
}

export const relationWords: Readonly<Record<Relation, string>> = {
  above: "above",
  below: "below",
  at: "at",
  near: "near",
};

export function sizeWord(size: Size): string {
  return size === "small" ? "slightly " : size === "large" ? "well " : "";
}

/** Says a comparison: "BTC-USD closed slightly above the EMA". */
export function sayCompare(claim: CompareClaim & Claim, figures: Figures, naming: Naming = plainly): string[] {
  const { left, right, relation, size, distance, denied } = claim;
  const far = distance === null ? sizeWord(size) : `${writeQuantity(distance, figures, false)} `;
  const starts = closers(left, naming, figures);
  return starts.map((start) => `${denied ? deny(start) : start} ${far}${relationWords[relation]} ${naming(right)}`);
}

/** How the close stands to each average and pivot, and each line to its signal line. */
export function listCompare(figures: Figures): Claim[] {
  return [...listLevels(figures), ...listSignals(figures)];
}

function listSignals(figures: Figures): Claim[] {
  return catalogue.flatMap(({ name, kind }: CatalogueFigure): Claim[] => {
    if (kind.is !== "zero_line" || kind.signalOf === undefined || !isFigureName(kind.signalOf)) return [];
    const side = sideOf(kind.signalOf, name, figures);
    return side === null ? [] : [compareClaim(kind.signalOf, side, name)];
  });
}

function listLevels(figures: Figures): Claim[] {
  const close = catalogue.find(({ name }) => valueOf(name, figures) !== null && isCloseLevel(name));
  if (close === undefined) return [];
  return catalogue.flatMap((figure: CatalogueFigure): Claim[] => {
    if (figure.kind.is !== "level" || figure.kind.role === "close" || figure.kind.role === "edge") return [];
    const side = sideOf(close.name, figure.name, figures);
    return side === null ? [] : [compareClaim(close.name, side, figure.name)];
  });
}

function isCloseLevel(name: FigureName): boolean {
  const kind = kindOf(name);
  return kind.is === "level" && kind.role === "close";
}

/** The claim that one figure stands so to another. */
export function compareClaim(left: FigureName, relation: Relation, right: FigureName): Claim {
  return { is: "compare", left, relation, right, size: "none", distance: null, denied: false };
}
