import type { Figures, Range } from "./claims/figures.ts";
import { plainly, shownValue } from "./claims/phrases.ts";
import { placesIn } from "./claims/kinds/place.ts";
import { say } from "./claims/say.ts";
import type { Finding } from "./plain-finding.ts";

/**
 * Says where the price closed in a traded range, as the end of a clause: "in the upper half of the day's range of 49500.00 to
 * 51500.00". Where an edge is not known, the other one is told.
 */
export function describePlace(range: Range, figures: Figures): Finding | null {
  const { name, low, high } = range;
  const [bottom, top] = [shownValue(low, figures), shownValue(high, figures)];
  const claims = placesIn(range, figures);
  const [first] = claims;
  if (bottom === null || top === null || first === undefined) return null;
  if (first.is === "compare") {
    if (claims.length > 1) return { clause: `at both ${plainly(low)} and ${plainly(high)}`, claims };
    const [other, shown] = first.right === low ? [high, top] : [low, bottom];
    return { clause: `at ${plainly(first.right)}, with ${plainly(other)} at ${shown}`, claims };
  }
  // A part says more than that the close is inside.
  const told = claims.at(-1) ?? first;
  const words = say(told, figures)
    .map((form) => form.split(" closed ")[1])
    .find((form) => form !== undefined);
  return { clause: `${words ?? `inside the ${name}`} of ${bottom} to ${top}`, claims: [told] };
}
