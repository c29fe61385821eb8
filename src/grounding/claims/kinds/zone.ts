import { catalogue, type CatalogueFigure, type Kind } from "../../../features/index.ts";
import { bounds } from "../bounds.ts";
import type { Claim, Decision, ThresholdClaim, ZoneClaim } from "../claim.ts";
import { holdsOr, unknown } from "../decision.ts";
import { type Figures, valueOf } from "../figures.ts";
import { deny, kindOf, type Naming, plainly, sentence, withValues, writeQuantity } from "../phrases.ts";
import { quantityOf } from "../quantity.ts";
import { relationWords, sizeWord } from "./compare.ts";

type Zone = Extract<Kind, { is: "oscillator" }>["zones"][number];

/** A scale with zones that have names. */
interface Scale {
  readonly zones: readonly Zone[];
  readonly between: string;
  /** What is one hundredth of it. A strength beyond 50 is rare, so that ten points into a zone are deep. */
  readonly step: number;
}

function scaleOf(kind: Kind): Scale | null {
  if (kind.is === "oscillator") return { zones: kind.zones, between: kind.between, step: (kind.max - kind.min) / 100 };
  if (kind.is !== "width" || kind.zones === undefined || kind.between === undefined) return null;
  return { zones: kind.zones, between: kind.between, step: 2 };
}

/** Decides which zone an oscillator is in. A zone begins at its limit. */
export function decideZone({ figure, zone, size }: ZoneClaim, figures: Figures): Decision {
  const kind = kindOf(figure);
  const value = valueOf(figure, figures);
  const scale = scaleOf(kind);
  if (scale === null || value === null) return unknown;
  const own = zoneOf(scale, value);
  const truth = (): string => sentence(`${withValues(figures)(figure)} is ${own.name}`);
  if (zone === "extreme")
    return kind.is === "width" ? unknown : holdsOr(own.depth > 0 || own.name !== scale.between, truth);
  if (zone !== scale.between && !scale.zones.some(({ name }) => name === zone)) return unknown;
  if (own.name !== zone && !isBarelyBeyond(kind, own, zone, value)) return holdsOr(false, truth);
  if (own.name !== zone) return size === "none" ? { is: "true" } : unknown;
  if (size === "none" || (zone === scale.between && kind.is !== "width")) return { is: "true" };
  return holdsOr(own.depth < bounds.zone * scale.step === (size === "small"), truth);
}

/** A strength just beyond the middle zone is called moderate as well as strong. */
function isBarelyBeyond(kind: Kind, own: { readonly depth: number }, zone: string, value: number): boolean {
  if (kind.is !== "width" || zone !== kind.between) return false;
  return own.depth < bounds.threshold && (kind.zones ?? []).some(({ from }) => from !== undefined && value >= from);
}

function zoneOf({ zones, between }: Scale, value: number): { readonly name: string; readonly depth: number } {
  for (const { name, from, to, below } of zones) {
    if (below !== undefined && value < below) return { name, depth: below - value };
    if (from !== undefined && value >= from) return { name, depth: value - from };
    if (to !== undefined && value <= to) return { name, depth: to - value };
  }
  return { name: between, depth: 0 };
}

/** Says a zone: "the RSI is overbought". */
export function sayZone(
  { figure, zone, size, denied }: ZoneClaim & Claim,
  _figures: Figures,
  naming: Naming = plainly,
): string[] {
  const start = denied ? deny(`${naming(figure)} is`) : `${naming(figure)} is`;
  if (kindOf(figure).is === "width") {
    const shows = denied ? "does not show" : "shows";
    return [`${naming(figure)} ${shows} a ${zone} trend`];
  }
  if (zone === "extreme") return [`${start} at an extreme`];
  const degree = size === "small" ? "slightly " : size === "large" ? "deeply " : "";
  return [`${start} ${degree}${zone}`, ...(size === "none" ? [`${start} in ${zone} territory`] : [])];
}

/** The zone of each oscillator; none whose readers would take it for a mistake: 69.999 is neutral and reads 70.00. */
export function listZone(figures: Figures): Claim[] {
  return catalogue.flatMap(({ name, kind }: CatalogueFigure): Claim[] => {
    const value = valueOf(name, figures);
    const scale = scaleOf(kind);
    if (scale === null || value === null) return [];
    const own = zoneOf(scale, value);
    if (zoneOf(scale, Number(figures.texts[name])).name !== own.name) return [];
    return [{ is: "zone", figure: name, zone: own.name, size: "none", denied: false }];
  });
}

/** The limits that an oscillator may be held against: those of its zones and its middle. */
export function limitsOf(kind: Kind): readonly number[] {
  if (kind.is === "zero_line") return [0];
  const zones = scaleOf(kind)?.zones ?? [];
  const limits = zones.flatMap(({ from, to, below }) => [from, to, below].filter((limit) => limit !== undefined));
  return kind.is === "oscillator" ? [kind.middle, ...limits] : limits;
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
    return holdsOr(kind.is === "oscillator" && distance <= bounds.nearThreshold * ((kind.max - kind.min) / 100), truth);
  if (side !== relation) return holdsOr(false, truth);
  if (size === "none" || relation === "at") return { is: "true" };
  const step = kind.is === "oscillator" ? (kind.max - kind.min) / 100 : kind.is === "width" ? 1 : null;
  if (step === null) return unknown;
  return holdsOr(distance < bounds.threshold * step === (size === "small"), truth);
}

/** Says a threshold: "the RSI is below 70". */
export function sayThreshold(claim: ThresholdClaim & Claim, figures: Figures, naming: Naming = plainly): string[] {
  const { figure, relation, limit, size, denied } = claim;
  const start = denied ? deny(`${naming(figure)} is`) : `${naming(figure)} is`;
  return [`${start} ${sizeWord(size)}${relationWords[relation]} ${writeQuantity(limit, figures)}`];
}

/** On which side of its middle each oscillator is, and of zero each line that no other follows. */
export function listSides(figures: Figures): Claim[] {
  return catalogue.flatMap(({ name, kind }: CatalogueFigure): Claim[] => {
    const value = valueOf(name, figures);
    const at =
      kind.is === "oscillator" ? kind.middle : kind.is === "zero_line" && kind.signalOf === undefined ? 0 : null;
    if (value === null || at === null || Number(figures.texts[name]) === at) return [];
    const relation = value > at ? "above" : "below";
    return [
      { is: "threshold", figure: name, relation, limit: quantityOf(String(at), "none"), size: "none", denied: false },
    ];
  });
}
