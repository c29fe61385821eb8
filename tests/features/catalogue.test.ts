import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  catalogue,
  type CatalogueFigure,
  computeFeatures,
  defaultFigures,
  figureOf,
  isFigureName,
} from "../../src/features/index.ts";
import { dayOf, tickSeries } from "./support/candle-samples.ts";
import * as fc from "fast-check";

const figures: readonly CatalogueFigure[] = catalogue;

/** The table of docs/figures.md, as the catalogue has it. */
function tableOf(): string {
  const rows = figures.map(({ name, label, unit, span, needs, source }) => {
    const over =
      typeof span === "string"
        ? span.replace("_", " ")
        : "candles" in span
          ? `${span.candles} candles`
          : `${span.hours} h`;
    return `| \`${name}\` | ${label} | ${unit} | ${over} | ${needs} | ${source} |`;
  });
  return ["| figure | called | unit | over | candles | source |", "|---|---|---|---|---|---|", ...rows].join("\n");
}

describe("the catalogue of figures", () => {
  it("has the default figures first, in their order", () => {
    expect(figures.map(({ name }) => name).slice(0, defaultFigures.length)).toEqual([...defaultFigures]);
  });

  it.each(figures)("declares $name once, with words that no other figure has", ({ name, label, aliases, source }) => {
    expect(name).toMatch(/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/u);
    expect(figureOf(name).label).toBe(label);
    expect(aliases.filter((alias) => alias !== alias.toLowerCase())).toEqual([]);
    expect(source).not.toBe("");
    const words = [label.toLowerCase(), ...aliases];
    const others = new Set(
      figures.flatMap((other) => (other.name === name ? [] : [other.label.toLowerCase(), ...other.aliases])),
    );
    expect(words.filter((word) => others.has(word))).toEqual([]);
    expect(new Set(words).size).toBe(words.length);
  });

  it("weighs each sum against one that is weighed against it", () => {
    const pairs = figures.flatMap(({ name, kind }) => (kind.is === "sum" ? [`${name} ${kind.against}`] : []));
    expect(pairs.map((pair) => pair.split(" ").toReversed().join(" ")).toSorted()).toEqual(pairs.toSorted());
  });

  it("has a low and a high edge of each range", () => {
    const edges = figures.flatMap(({ kind }) => (kind.is === "level" && kind.role === "edge" ? [kind] : []));
    for (const [, sides] of Map.groupBy(edges, ({ of }) => of)) {
      expect(sides.map(({ side }) => side).toSorted()).toEqual(["high", "low"]);
    }
  });

  it("gives null for a figure with fewer candles than it needs, and computes only what is asked for", () => {
    fc.assert(
      fc.property(tickSeries, fc.constantFrom(...catalogue.map(({ name }) => name)), (candles, name) => {
        const { needs } = figureOf(name);
        const [known, context] = dayOf(candles.slice(0, Math.max(0, needs - 1)));
        const few = computeFeatures(needs <= 1 ? [] : known.slice(-(needs - 1)), { ...context, figures: [name] });
        expect(few).toEqual({ ...few, [name]: null });
        expect(Object.keys(few)[0]).toBe(name);
        expect(Object.keys(few)).toHaveLength(6);
      }),
    );
  });

  it("does not know a name that is none", () => {
    expect(isFigureName("nope")).toBe(false);
  });

  it("is given in docs/figures.md (npm run figures:table writes it)", async () => {
    const page = fileURLToPath(new URL("../../docs/figures.md", import.meta.url));
    const text = readFileSync(page, "utf8");
    await expect(`${text.slice(0, text.indexOf("| figure |"))}${tableOf()}\n`).toMatchFileSnapshot(page);
  });
});
