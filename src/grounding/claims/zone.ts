import { catalogue, type CatalogueFigure, type Kind } from "../../features/index.ts";
import { bounds } from "./bounds.ts";
import type { Claim, Decision, ThresholdClaim, ZoneClaim } from "./claim.ts";
import { holdsOr, unknown } from "./decision.ts";
import { type Figures, valueOf } from "./figures.ts";
import { deny, kindOf, type Naming, plainly, sentence, withValues, writeQuantity } from "./phrases.ts";
import { relationWords, sizeWord } from "./compare.ts";

type Oscillator = Extract<Kind, { is: "oscillator" }>;

/** Decides which zone an oscillator is in. A zone begins at its limit. */
export function decideZone({ figure, zone, size }: ZoneClaim, figures: Figures): Decision {
  const kind = kindOf(figure);
  const value = valueOf(figure, figures);
  if (kind.is !== "oscillator" || value === null) return unknown;
  const own = zoneOf(kind, value);
  const truth = (): string => sentence(`${withValues(figures)(figure)} is ${own.name}`);
  if (zone === "extreme") return holdsOr(own.depth > 0 || own.name !== kind.between, truth);
  if (zone !== kind.between && !kind.zones.some(({ name }) => name === zone)) return unknown;
  if (own.name !== zone) return holdsOr(false, truth);
  if (size === "none" || zone === kind.between) return { is: "true" };
  return holdsOr(own.depth < bounds.zone * scaleOf(kind) === (size === "small"), truth);
}

function scaleOf({ min, max }: Oscillator): number {
  return (max - min) / 100;
}

function zoneOf(kind: Oscillator, value: number): { readonly name: string; readonly depth: number } {
  for (const { name, from, to } of kind.zones) {
    if (from !== undefined && value >= from) return { name, depth: value - from };
    if (to !== undefined && value <= to) return { name, depth: to - value };
  }
  return { name: kind.between, depth: 0 };
}

/** Says a zone: "the RSI is overbought". */
export function sayZone(
  { figure, zone, size, denied }: ZoneClaim & Claim,
  _figures: Figures,
  naming: Naming = plainly,
): string[] {
  const start = denied ? deny(`${naming(figure)} is`) : `${naming(figure)} is`;
  if (zone === "extreme") return [`${start} at an extreme`];
  const degree = size === "small" ? "slightly " : size === "large" ? "deeply " : "";
  return [`${start} ${degree}${zone}`, ...(size === "none" ? [`${start} in ${zone} territory`] : [])];
}

/** The zone of each oscillator; none whose readers would take it for a mistake: 69.999 is neutral and reads 70.00. */
export function listZone(figures: Figures): Claim[] {
  return catalogue.flatMap(({ name, kind }: CatalogueFigure): Claim[] => {
    const value = valueOf(name, figures);
    if (kind.is !== "oscillator" || value === null) return [];
    const own = zoneOf(kind, value);
    if (zoneOf(kind, Number(figures.texts[name])).name !== own.name) return [];
    return [{ is: "zone", figure: name, zone: own.name, size: "none", denied: false }];
  });
}

/** The limits that an oscillator may be held against: those of its zones and its middle. */
function limitsOf(kind: Kind): readonly number[] {
  if (kind.is === "zero_line") return [0];
  if (kind.is !== "oscillator") return [];
  return [kind.middle, ...kind.zones.flatMap(({ from, to }) => [from, to].filter((limit) => limit !== undefined))];
}

/** Decides on which side of one of its limits an oscillator is. Another number is no limit of it. */
export function decideThreshold({ figure, relation, limit, size }: ThresholdClaim, figures: Figures): Decision {
  const kind = kindOf(figure);
  const value = valueOf(figure, figures);
  const shown = figures.texts[figure];
  const limits = limitsOf(kind);
  if (value === null || shown === null || limits.length === 0) return unknown;
  const at = limit.sign < 0 ? -limit.size : limit.size;
  const side = Number(shown) === at ? "at" : value > at ? "above" : "below";
  const truth = (): string => sentence(`${withValues(figures)(figure)} is ${side} ${at}`);
  if (!limits.includes(at) || (limit.unit !== "none" && limit.unit !== "points")) return unknown;
  const distance = Math.abs(value - at);
  if (relation === "near")
    return holdsOr(kind.is === "oscillator" && distance <= bounds.nearThreshold * scaleOf(kind), truth);
  if (side !== relation) return holdsOr(false, truth);
  if (size === "none" || relation === "at") return { is: "true" };
  if (kind.is !== "oscillator") return unknown;
  return holdsOr(distance < bounds.threshold * scaleOf(kind) === (size === "small"), truth);
}

/** Says a threshold: "the RSI is below 70". */
export function sayThreshold(claim: ThresholdClaim & Claim, figures: Figures, naming: Naming = plainly): string[] {
  const { figure, relation, limit, size, denied } = claim;
  const start = denied ? deny(`${naming(figure)} is`) : `${naming(figure)} is`;
  return [`${start} ${sizeWord(size)}${relationWords[relation]} ${writeQuantity(limit, figures)}`];
}
