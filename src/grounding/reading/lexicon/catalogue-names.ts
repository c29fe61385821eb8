import { catalogue, type CatalogueFigure, figureOf, type FigureName } from "../../../features/index.ts";
import { ranges } from "../../claims/figures.ts";
import type { FigureMeaning } from "../meanings.ts";

/** A name and what it means. */
export type Named = readonly [phrase: string, meaning: FigureMeaning];

const figures: readonly CatalogueFigure[] = catalogue;
const single = (name: FigureName): FigureMeaning => ({ names: [name], pair: null, group: null });

/** What the catalogue calls its figures, and every two of them that belong together. */
export const declaredNames: readonly Named[] = [
  ...figures.flatMap(({ name, label, aliases }) =>
    [label.toLowerCase(), name, ...aliases, ...aliases.map((alias) => `${alias} reading`)]
      .filter((phrase) => !phrase.includes("("))
      .map((phrase): Named => [phrase, single(name)]),
  ),
  ...ranges.flatMap(({ name, low, high, isTraded }) =>
    variants(name.toLowerCase()).map((phrase): Named => [
      phrase,
      { names: [low], pair: [low, high], group: isTraded ? "range" : "bands" },
    ]),
  ),
  ...averagePairs().flatMap(([one, two]) => {
    const [a, b] = [lengthOf(one), lengthOf(two)];
    return ["average", "moving average", "sma", "simple moving average"].flatMap((noun) =>
      ["candle", "period"].flatMap((unit) =>
        [
          `and ${b}-${unit} ${noun}s`,
          `and ${b}-${unit} ${noun}`,
          `and the ${b}-${unit} ${noun}`,
          `and the ${b}-${unit} ${noun}s`,
        ].map((rest): Named => [`${a}-${unit} ${rest}`, { names: [one], pair: [one, two], group: "averages" }]),
      ),
    );
  }),
];

const lengthWord = /(?:^|(?<= ))\d+-(?:candle|period|hour|day) /;

/** The same names without their lengths, "the upper band": they mean whichever of these figures is known. */
export const openNames: readonly Named[] = declaredNames.flatMap(([phrase, meaning]): Named[] =>
  lengthWord.test(phrase) && !phrase.includes(" and ") ? [[phrase.replace(lengthWord, ""), meaning]] : [],
);

/** Every two averages of candles: what "both averages" means where these two are known. */
export const openAverages: readonly FigureMeaning[] = averagePairs().map((two) => ({
  names: [two[0]],
  pair: two,
  group: "averages",
}));

/** "20-candle bands" are the "20-period Bollinger channel", too. */
function variants(name: string): readonly string[] {
  const [, length, rest] = /^(\d+)-candle (.+)$/.exec(name) ?? [];
  if (length === undefined || rest === undefined) return [name];
  const nouns =
    rest === "bollinger bands"
      ? [rest, "bands", "bollinger band", "band", "bollinger range", "bollinger channel", "bollinger band range"]
      : [rest];
  return nouns.flatMap((noun) => [`${length}-candle ${noun}`, `${length}-period ${noun}`]);
}

function averagePairs(): readonly (readonly [FigureName, FigureName])[] {
  const averages = figures.filter(
    ({ kind, span }) => kind.is === "level" && kind.role === "average" && typeof span !== "string" && "candles" in span,
  );
  return averages.flatMap((one, index) =>
    averages.slice(index + 1).map(({ name }): readonly [FigureName, FigureName] => [one.name, name]),
  );
}

function lengthOf(name: FigureName): number {
  const { span } = figureOf(name);
  return typeof span !== "string" && "candles" in span ? span.candles : 0;
}
