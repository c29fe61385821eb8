import { figureOf, type FigureName } from "../../../features/index.ts";
import type { Edges, Statement, Mood, Quantity, Scope, Side, Size } from "../statement.ts";
import type { Group } from "../meanings.ts";
import { scopeOfSpan } from "../scopes.ts";

/** A figure that is named, with its value where that is told. */
export interface FigureRef {
  readonly names: readonly FigureName[];
  readonly quantity: Quantity | null;
  /** How far from the close it was told to be, with a sign for the side: `181.25 (+0.51)`. */
  readonly apart?: Quantity;
}

/** One or several figures. */
export interface Figures {
  readonly is: "figures";
  readonly refs: readonly FigureRef[];
  readonly group: Group | null;
  /** Values that are given twice: "0.16 or 2.30 %". */
  readonly more: readonly FigureRef[];
}

/** What something is said of. */
export type Subject =
  | Figures
  | { readonly is: "product" }
  | { readonly is: "candle" }
  | { readonly is: "move"; readonly claim: Extract<Statement, { is: "moved" }> }
  | { readonly is: "mood"; readonly mood: Mood | null; readonly scope: Scope }
  /** How much data there is. Nothing else is said of it. */
  | { readonly is: "data" }
  /** What was said before: "which suggests". */
  | { readonly is: "event" };

/** What a predicate is said of, and of which span. */
export interface Said {
  readonly subject: Subject;
  readonly scope: Scope;
  /** The two or more figures that were named last: what "them" may mean. */
  readonly they: Figures | null;
  /** The ranges that were spoken of so far: "the former", "both". */
  readonly ranges?: readonly Edges[];
}

/** What is said of a subject: its claims, or null where it can't be said of such a subject. */
export interface Predicate {
  readonly of: (said: Said, denied: boolean) => readonly Statement[] | null;
  /** The figures that it names last: what "which" may mean. */
  readonly last: Figures | null;
}

export const product: Subject = { is: "product" };
export const event: Subject = { is: "event" };

export function figures(
  refs: readonly FigureRef[],
  group: Group | null = null,
  more: readonly FigureRef[] = [],
): Figures {
  return { is: "figures", refs, group, more };
}

/** The claims that the values beside figures make. */
export function valuesOf(subject: Subject): readonly Statement[] {
  if (subject.is !== "figures") return [];
  const claims: Statement[] = [];
  for (const { names, quantity, apart } of [...subject.refs, ...subject.more]) {
    if (quantity !== null) claims.push({ is: "value", figures: names, quantity, way: null });
    const [name] = names;
    if (apart === undefined || name === undefined) continue;
    const side = apart.sign > 0 ? "above" : "below";
    const distance: Quantity = { ...apart, sign: 0 };
    claims.push({ is: "compare", left: name, side, right: "last_close", size: "none", distance, denied: false });
  }
  return claims;
}

/** The figures that something is said of. The product is its last close. */
export function namesOf(subject: Subject): readonly FigureName[] {
  if (subject.is === "product") return ["last_close"];
  if (subject.is !== "figures") return [];
  const names: FigureName[] = [];
  for (const {
    names: [name],
  } of subject.refs)
    if (name !== undefined && !names.includes(name)) names.push(name);
  return names;
}

/** The one figure that something is said of, if it is one. */
export function nameOf(subject: Subject): FigureName | null {
  const names = namesOf(subject);
  return names.length === 1 ? (names[0] ?? null) : null;
}

/** What a figure can be compared with: nothing can with changes and volumes. */
function comparableKind(name: FigureName): string | null {
  const { kind, unit } = figureOf(name);
  if (kind.is === "level" || kind.is === "sum") return kind.is;
  if (kind.is === "zero_line") return kind.signalOf ?? name;
  return kind.is === "oscillator" ? name : kind.is === "width" ? `width ${unit}` : null;
}

/** Only figures of one kind can be compared: a price with the RSI is no comparison at all. */
export function comparable(lefts: readonly FigureName[], rights: readonly FigureName[]): boolean {
  const kind = lefts[0] === undefined ? null : comparableKind(lefts[0]);
  if (kind === null || rights.length === 0) return false;
  return (
    lefts.every((name) => comparableKind(name) === kind) &&
    rights.every((name) => comparableKind(name) === kind && !lefts.includes(name))
  );
}

/** Compares each of some figures with each of others. */
export function compareAll(
  lefts: readonly FigureName[],
  side: Side,
  rights: readonly FigureName[],
  size: Size,
  distance: Quantity | null,
  denied: boolean,
): readonly Statement[] {
  return lefts.flatMap((left) =>
    rights.map((right): Statement => ({ is: "compare", left, side, right, size, distance, denied })),
  );
}

/** The other one of the two sums. */
export function otherSum(name: FigureName | null): FigureName | null {
  return name === "buying_momentum" ? "selling_momentum" : name === "selling_momentum" ? "buying_momentum" : null;
}

/** Whether price or volume moved, where something moved. */
export function moverOf(subject: Subject): "price" | "volume" | null {
  if (subject.is === "product" || subject.is === "candle") return "price";
  const name = subject.is === "figures" && subject.group === null ? nameOf(subject) : null;
  if (name === "last_close") return "price";
  const kind = name === null ? null : figureOf(name).kind;
  if (kind?.is === "change" && kind.of === "price") return "price";
  return name === "volume_change" ? "volume" : null;
}

/** Whether a figure is a change of the price. */
export function isPriceChange(name: FigureName | null): boolean {
  const kind = name === null ? null : figureOf(name).kind;
  return kind?.is === "change" && kind.of === "price";
}

/** The span that a subject itself tells. */
export function scopeOf(subject: Subject, scope: Scope): Scope {
  if (subject.is === "candle") return "candle";
  const name = nameOf(subject);
  return (name !== null && isPriceChange(name) ? scopeOfSpan(figureOf(name).span) : null) ?? scope;
}
