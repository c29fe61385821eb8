import { catalogue, type CatalogueFigure, type FigureName } from "../../../features/index.ts";
import type { Claim, Decision, LevelRole, RoleClaim } from "../claim.ts";
import { holdsOr, unknown } from "../decision.ts";
import { type Figures, sideOf, valueOf } from "../figures.ts";
import { isClose, kindOf, type Naming, plainly, sentence, withValues, writeQuantity } from "../phrases.ts";
import { type Quantity, unitFits } from "../quantity.ts";
import { figureReadsAs } from "./value.ts";

const close: FigureName = catalogue.find(({ name }) => isClose(name))?.name ?? "last_close";
const levels: readonly CatalogueFigure[] = catalogue.filter(
  ({ name, kind }: CatalogueFigure) => kind.is === "level" && !isClose(name),
);

/**
 * Decides what a level is called. A given level is support where it lies below the last close, or at it, and resistance where
 * it lies above, or at it. Where the text may name no levels, none is.
 */
export function decideRole(claim: RoleClaim & Pick<Claim, "denied">, figures: Figures): Decision {
  const { role, figure, quantity, rank } = claim;
  // What may not be said at all is not made true by a "not".
  if ((role === "support" || role === "resistance") && !figures.namesLevels)
    return claim.denied ? unknown : { is: "false", truth: "No level may be called support or resistance here." };
  if (valueOf(close, figures) === null) return unknown;
  if (figure === null) {
    const named = quantity === null ? [] : levels.filter((level) => isNumberOf(quantity, level, figures));
    if (named.some(({ name }) => isRole(role, rank, name, figures))) return { is: "true" };
    return {
      is: "false",
      truth: named[0] === undefined ? "No given level is that number." : placeOf(named[0].name, figures),
    };
  }
  if (kindOf(figure).is !== "level" || isClose(figure) || valueOf(figure, figures) === null) return unknown;
  return holdsOr(isRole(role, rank, figure, figures), () => placeOf(figure, figures));
}

function isNumberOf(quantity: Quantity, level: CatalogueFigure, figures: Figures): boolean {
  const value = valueOf(level.name, figures);
  return (
    value !== null &&
    quantity.sign === 0 &&
    quantity.bound === undefined &&
    unitFits(quantity.unit, level, figures.quote) &&
    figureReadsAs(level, quantity, value, figures)
  );
}

function isRole(role: LevelRole, rank: number | null, figure: FigureName, figures: Figures): boolean {
  const side = sideOf(figure, close, figures);
  if (side === null) return false;
  if (role === "highest" || role === "lowest") {
    const beyond = role === "highest" ? "above" : "below";
    return rank === null && levels.every(({ name }) => sideOf(name, figure, figures) !== beyond);
  }
  const wanted =
    role === "support" || role === "below" ? "below" : role === "resistance" || role === "above" ? "above" : null;
  const mayBeAt = role === "support" || role === "resistance";
  if (wanted !== null && side !== wanted && !(side === "at" && mayBeAt)) return false;
  return rank === null || isRanked(figure, wanted, rank, figures);
}

/** Whether so many levels, less one, lie between a level and the close. Levels that read the same are one. */
function isRanked(figure: FigureName, side: "above" | "below" | null, rank: number, figures: Figures): boolean {
  const [own, at] = [valueOf(figure, figures), valueOf(close, figures)];
  if (own === null || at === null) return false;
  const between = levels.flatMap(({ name }) => {
    const value = valueOf(name, figures);
    if (value === null || figures.texts[name] === figures.texts[figure]) return [];
    // What reads as the close lies on neither side of it.
    if (side !== null && sideOf(name, close, figures) === "at") return [];
    const isNearer = Math.abs(value - at) < Math.abs(own - at);
    const isOnSide = side === "above" ? value >= at : side === "below" ? value <= at : true;
    return isNearer && isOnSide ? [figures.texts[name]] : [];
  });
  return new Set(between).size === rank - 1;
}

function placeOf(figure: FigureName, figures: Figures): string {
  const naming = withValues(figures);
  return sentence(`${naming(figure)} is ${sideOf(figure, close, figures) ?? "at"} ${naming(close)}`);
}

const roleWords: Readonly<Record<LevelRole, string>> = {
  support: "support",
  resistance: "resistance",
  above: "level above the price",
  below: "level below the price",
  level: "key level",
  highest: "highest level",
  lowest: "lowest level",
};

const ranks = ["next", "second", "third"];

/** Says what a level is: "the next support is the pivot S1", "the pivot S1 is support". */
export function sayRole(
  { role, figure, quantity, rank, denied }: RoleClaim & Claim,
  figures: Figures,
  naming: Naming = plainly,
): string[] {
  const what = figure !== null ? naming(figure) : quantity !== null ? `at ${writeQuantity(quantity, figures)}` : "";
  const not = denied ? " not" : "";
  const order = rank === null ? "" : `${ranks[rank - 1] ?? "further"} `;
  if (role === "support" || role === "resistance") {
    if (rank === null) return figure === null ? [`${role} is${not} ${what}`] : [`${what} is${not} ${role}`];
    return [`the ${order}${role} is${not} ${what}`];
  }
  if (role === "highest" || role === "lowest") return [`${what} is${not} the ${roleWords[role]}`];
  return rank === null && role === "level"
    ? [`a ${roleWords[role]} is${not} ${what}`]
    : [`the ${order}${roleWords[role]} is${not} ${what}`];
}

/** The next level on each side of the close, where levels may be named. */
export function listRole(figures: Figures): Claim[] {
  if (!figures.namesLevels) return [];
  return (["resistance", "support"] as const).flatMap((role) => {
    // What reads as the close would be both.
    const next = levels.find(
      ({ name }) =>
        valueOf(name, figures) !== null && sideOf(name, close, figures) !== "at" && isRole(role, 1, name, figures),
    );
    return next === undefined
      ? []
      : [{ is: "role" as const, role, figure: next.name, quantity: null, rank: 1, denied: false }];
  });
}
