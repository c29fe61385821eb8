import { figureOf, type FigureName } from "../../features/index.ts";

const saying = new WeakSet<readonly FigureName[]>();

/** The names that a phrase means. "ATR in percent" says the unit itself, so that a number behind it needs none. */
export function namesSaidBy(phrase: string, name: FigureName): readonly FigureName[] {
  const names: readonly FigureName[] = [name];
  if (figureOf(name).unit === "percent" && / in percent$| percentage$/.test(phrase)) saying.add(names);
  return names;
}

/** Whether the phrase that these names were read from says that they are in percent. */
export function areSaidInPercent(names: readonly FigureName[]): boolean {
  return saying.has(names);
}
