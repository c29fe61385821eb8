import { catalogue, type FigureName } from "../../../features/index.ts";
import type { Claim, Decision, Part, PlaceClaim } from "../claim.ts";
import { holdsOr, unknown } from "../decision.ts";
import { compareClaim } from "./compare.ts";
import { type Figures, type Range, ranges, sideOf, valueOf } from "../figures.ts";
import { type Quantity, quantityOf, readsAs } from "../quantity.ts";
import { closers, deny, isClose, type Naming, plainly, rangeOf, sentence, withValues } from "../phrases.ts";

/** A part of a range ends where it ends; this much is for the last bits of a division. */
const partRoom = 1e-9;

/** Decides where a level lies between two edges. */
export function decidePlace({ figure, low, high, part }: PlaceClaim, figures: Figures): Decision {
  const [value, bottom, top] = [valueOf(figure, figures), valueOf(low, figures), valueOf(high, figures)];
  const [toLow, toHigh] = [sideOf(figure, low, figures), sideOf(figure, high, figures)];
  if (value === null || bottom === null || top === null || toLow === null || toHigh === null) return unknown;
  const truth = (): string => sentence(placeInWords(figure, low, high, figures));
  if (part === "above") return holdsOr(toHigh === "above" && toLow === "above", truth);
  if (part === "below") return holdsOr(toLow === "below" && toHigh === "below", truth);
  const isInside = toLow !== "below" && toHigh !== "above";
  if (part === "inside") return holdsOr(isInside, truth);
  if (part === "outside") return holdsOr(!isInside, truth);
  // Edges that read the same have no parts, whatever their last bits say.
  if (sideOf(low, high, figures) === "at") return unknown;
  if ("nearer" in part) {
    const [fromLow, fromHigh] = [Math.abs(value - bottom), Math.abs(top - value)];
    return holdsOr(part.nearer === "low" ? fromLow < fromHigh : fromHigh < fromLow, truth);
  }
  if (top <= bottom) return unknown;
  if ("share" in part) return holdsOr(isInside && isShare(part.share, figure, low, high, figures), truth);
  const share = (value - bottom) / (top - bottom);
  return holdsOr(isInside && share >= part.from - partRoom && share <= part.to + partRoom, truth);
}

/** How many points of percent a share of rounded prices may be off that of the prices. */
const maxRounding = 5;

/** How many percent of the way from the bottom to the top a value is. */
function wayUp([value = 0, bottom = 0, top = 0]: readonly number[]): number {
  return top <= bottom ? 0 : ((value - bottom) / (top - bottom)) * 100;
}

/** Whether a level is so many percent of the way up: of the prices, or of what a reader sees of them. 0 and 100 are the edges. */
function isShare(quantity: Quantity, figure: FigureName, low: FigureName, high: FigureName, figures: Figures): boolean {
  if (quantity.unit !== "percent" || quantity.sign !== 0) return false;
  if (quantity.size === 0) return sideOf(figure, low, figures) === "at";
  if (quantity.size === 100) return sideOf(figure, high, figures) === "at";
  const names = [figure, low, high];
  const real = wayUp(names.map((name) => valueOf(name, figures) ?? 0));
  const shown = wayUp(names.map((name) => Number(figures.texts[name])));
  return readsAs(quantity, real, null) || (Math.abs(shown - real) <= maxRounding && readsAs(quantity, shown, null));
}

/** Where a level lies between two edges, in any words: "the last close of 5.00 is between A and B, 43 % of the way up". */
export function placeInWords(figure: FigureName, low: FigureName, high: FigureName, figures: Figures): string {
  const naming = withValues(figures);
  const [toLow, toHigh] = [sideOf(figure, low, figures), sideOf(figure, high, figures)];
  if (toHigh !== "below") return `${naming(figure)} is ${toHigh} ${naming(high)}`;
  if (toLow !== "above") return `${naming(figure)} is ${toLow} ${naming(low)}`;
  const [value, bottom, top] = [valueOf(figure, figures) ?? 0, valueOf(low, figures) ?? 0, valueOf(high, figures) ?? 0];
  const share = Math.round(((value - bottom) / (top - bottom)) * 100);
  return `${naming(figure)} is between ${naming(low)} and ${naming(high)}, ${share} % of the way up`;
}

const partWords: readonly (readonly [words: string, from: number, to: number])[] = [
  ["lower half", 0, 0.5],
  ["upper half", 0.5, 1],
  ["lower third", 0, 1 / 3],
  ["middle third", 1 / 3, 2 / 3],
  ["upper third", 2 / 3, 1],
  ["lower quarter", 0, 0.25],
  ["upper quarter", 0.75, 1],
  ["lower fifth", 0, 0.2],
  ["upper fifth", 0.8, 1],
  ["lower tenth", 0, 0.1],
  ["upper tenth", 0.9, 1],
];

/** Says a place: "BTC-USD closed between the Bollinger Bands". Nothing where a part has no name. */
export function sayPlace(
  { figure, low, high, part, denied }: PlaceClaim & Claim,
  figures: Figures,
  naming: Naming = plainly,
): string[] {
  const where = wordsOfPart(part, low, high, naming);
  const starts = closers(figure, naming, figures);
  return where.flatMap((words) => starts.map((start) => `${denied ? deny(start) : start} ${words}`));
}

function wordsOfPart(part: Part, low: FigureName, high: FigureName, naming: Naming): string[] {
  const name = rangeOf(low, high)?.name;
  const edges = `${naming(low)} and ${naming(high)}`;
  const both = name === undefined || naming !== plainly ? edges : `the ${name}`;
  switch (part) {
    case "inside":
      return both === edges
        ? [`between ${edges}`]
        : [`${name?.endsWith("s") === true ? "between" : "inside"} the ${name}`, `within the ${name}`];
    case "outside":
      return [`outside ${both === edges ? `the range between ${edges}` : both}`];
    case "above":
    case "below":
      return [`${part} ${name === undefined ? `both ${edges}` : `the ${name}`}`];
    default: {
      if ("share" in part) return name === undefined ? [] : [`${writeShare(part.share)} of the way up the ${name}`];
      if ("nearer" in part) {
        const [to, than] = part.nearer === "low" ? [low, high] : [high, low];
        return [`nearer to ${naming(to)} than to ${naming(than)}`, `closer to ${naming(to)} than to ${naming(than)}`];
      }
      const known = partWords.find(([, from, to]) => from === part.from && to === part.to);
      return known === undefined || name === undefined ? [] : [`in the ${known[0]} of the ${name}`];
    }
  }
}

/** "27 %": a share of a way. */
function writeShare({ size }: Quantity): string {
  return `${size} %`;
}

/** How many percent of the way up each range the close lies, in whole percent. */
export function listShares(figures: Figures): Claim[] {
  const close = catalogue.find(({ name }) => isClose(name))?.name;
  if (close === undefined) return [];
  return ranges.flatMap(({ low, high }): Claim[] => {
    const [value, bottom, top] = [valueOf(close, figures), valueOf(low, figures), valueOf(high, figures)];
    if (value === null || bottom === null || top === null || top <= bottom) return [];
    const share = Math.round(((value - bottom) / (top - bottom)) * 100);
    if (share <= 0 || share >= 100) return [];
    const part: Part = { share: quantityOf(String(share), "percent") };
    return [{ is: "place", figure: close, low, high, part, denied: false }];
  });
}

/** Where the close lies in each range: outside, at an edge, or in which part. */
export function listPlace(figures: Figures): Claim[] {
  return ranges.flatMap((range) => placesIn(range, figures));
}

/** Where the close lies in a range: outside it, at one of its edges or both, or inside and in which part of it. */
export function placesIn({ low, high }: Range, figures: Figures): Claim[] {
  const close = catalogue.find(({ name }) => isClose(name))?.name;
  if (close === undefined) return [];
  const [toLow, toHigh] = [sideOf(close, low, figures), sideOf(close, high, figures)];
  const place = (part: Part): Claim => ({ is: "place", figure: close, low, high, part, denied: false });
  if (toLow === null || toHigh === null) return [];
  if (toLow === "at" || toHigh === "at") {
    return [...(toLow === "at" ? [low] : []), ...(toHigh === "at" ? [high] : [])].map((edge) =>
      compareClaim(close, "at", edge),
    );
  }
  if (toHigh === "above") return toLow === "above" ? [place("above")] : [];
  if (toLow === "below") return [place("below")];
  return [place("inside"), ...partsOf(close, low, high, figures).map(place)];
}

/** The narrowest of the usual parts that a level lies in; nearer to which edge it is. */
function partsOf(figure: FigureName, low: FigureName, high: FigureName, figures: Figures): Part[] {
  const [value, bottom, top] = [valueOf(figure, figures), valueOf(low, figures), valueOf(high, figures)];
  if (value === null || bottom === null || top === null || top <= bottom) return [];
  const share = (value - bottom) / (top - bottom);
  const usual = [
    { from: 0, to: 0.25 },
    { from: 0.75, to: 1 },
    { from: 0, to: 0.5 },
    { from: 0.5, to: 1 },
  ];
  return usual.filter(({ from, to }) => share >= from && share <= to && share !== 0.5).slice(0, 1);
}
