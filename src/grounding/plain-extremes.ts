import { figureOf } from "../features/index.ts";
import type { Claim } from "./claims/claim.ts";
import { type Figures, type Range, ranges } from "./claims/figures.ts";
import { plainly, withValues } from "./claims/phrases.ts";
import { placesIn } from "./claims/kinds/place.ts";
import { say, sayWithValues } from "./claims/say.ts";
import { listValues } from "./claims/kinds/value.ts";
import { listZone } from "./claims/kinds/zone.ts";
import type { Finding } from "./plain-finding.ts";

/** A finding that comes early where something stands at an extreme. */
export interface ExtremeFinding extends Finding {
  readonly isNotable: boolean;
}

/** Bands that the close is at or beyond, and the zones of oscillators: "..., and the RSI of 72.10 is overbought". */
export function describeExtremes(figures: Figures): ExtremeFinding[] {
  const parts = [
    ...ranges.filter(({ isTraded }) => !isTraded).flatMap((range) => describeBands(range, figures)),
    ...describeZones(figures),
  ];
  if (parts.length === 0) return [];
  parts.sort((one, other) => Number(other.isNotable) - Number(one.isNotable));
  return [
    {
      clause: parts.map(({ clause }) => clause).join(", and "),
      claims: parts.flatMap(({ claims }) => claims),
      isNotable: parts.some(({ isNotable }) => isNotable),
    },
  ];
}

function describeBands(range: Range, figures: Figures): ExtremeFinding[] {
  const { low, high } = range;
  const claims = placesIn(range, figures);
  const [first] = claims;
  const naming = withValues(figures);
  if (first === undefined) return [];
  if (first.is === "compare") {
    // Bands that both read like the close are no place to be at.
    if (claims.length > 1) return [];
    return [{ clause: `${plainly(first.left)} is at ${naming(first.right)}`, claims, isNotable: true }];
  }
  if (first.is !== "place") return [];
  const subject = `${plainly(first.figure)} is`;
  if (first.part === "above" || first.part === "below") {
    return [
      {
        clause: `${subject} ${first.part} ${naming(first.part === "above" ? high : low)}`,
        claims: [first],
        isNotable: true,
      },
    ];
  }
  return [];
}

/** Each oscillator with its zone; with its value alone where that reads like the limit of another zone. */
function describeZones(figures: Figures): ExtremeFinding[] {
  const zones = listZone(figures);
  return listValues(figures).flatMap((value): ExtremeFinding[] => {
    if (value.is !== "value") return [];
    const { kind } = figureOf(value.figure);
    if (kind.is !== "oscillator") return [];
    const zone: Claim | undefined = zones.find((claim) => claim.is === "zone" && claim.figure === value.figure);
    const clause = zone === undefined ? say(value, figures)[0] : sayWithValues(zone, figures)[0];
    if (clause === undefined) return [];
    return [
      {
        clause,
        claims: zone === undefined ? [value] : [zone],
        isNotable: zone?.is === "zone" && zone.zone !== kind.between,
      },
    ];
  });
}
