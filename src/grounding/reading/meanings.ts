import type { FigureName } from "../../features/index.ts";
import type { Mood, Quantity, Scope, Side, Size, Way, Zone } from "./statement.ts";

/** A figure, or two that are named together. */
export interface FigureMeaning {
  readonly names: readonly FigureName[];
  /** Set where the name means two figures: the lower one stands first. */
  readonly pair: readonly [FigureName, FigureName] | null;
  readonly group: Group | null;
}
/** Volume itself, of which no value is known: only its change. */
export const volumeItself: readonly FigureName[] = ["volume_change"];
export type Group = "bands" | "range" | "averages" | "sums";

/** Words whose meaning is what they do in a sentence. */
const wordTags = [
  "be",
  "show",
  "have",
  "with",
  "lead",
  "not",
  "no",
  "and",
  "but",
  "because",
  "to",
  "fromWord",
  "than",
  "by",
  "of",
  "at",
  "in",
  "on",
  "across",
  "between",
  "within",
  "outside",
  "closer",
  "against",
  "halfway",
  "same",
  "respectively",
  "runs",
  "or",
  "nor",
  "neither",
  "either",
  "both",
  "difference",
  "away",
  "it",
  "they",
  "that",
  "this",
  "product",
  "owner",
  "productNoun",
  "moodNoun",
  "day",
  "candle",
  "candleBefore",
  "candles",
  "change",
  "approx",
  "as",
  "leave",
  "comma",
  "open",
  "close",
  "dash",
  "colon",
  "semicolon",
  "slash",
  "equals",
  "two",
  "side_",
  "level_",
  "sumUp",
  "bring",
  "each",
  "one",
  "fit",
  "without",
  "way_",
  "extreme_",
  "question",
  "time",
  "where",
  "scaleMiddle",
  "percentSign",
  "all",
  "closes",
  "neitherSide",
  "notByMuch",
  "around",
  "inOnly",
  "overhead",
  "closeBase",
  "wide",
  "inside_",
  "times",
  "positive_",
  "way_up",
  "separate",
  "reach",
  "moodNouns",
  "moodSign",
  "lean",
  "width",
  "soIs",
  "favor",
  "contain",
  "dayBefore",
  "story",
  "contrast",
  "inMomentum",
  "agree",
] as const;
export type WordTag = (typeof wordTags)[number];

export const tags = [
  ...wordTags,
  "figure",
  "number",
  "unit",
  "bound",
  "degree",
  "side",
  "compareVerb",
  "moveVerb",
  "moveNoun",
  "moveAdjective",
  "zone",
  "mood",
  "span",
  "spanAdjective",
  "comparative",
  "part",
  "fraction",
  "extremeOf",
  "multiple",
  "height",
] as const;
export type Tag = (typeof tags)[number];

/** What a word or a group of words means, by its tag. */
export type Meanings = { readonly [K in WordTag]: null } & {
  readonly figure: FigureMeaning;
  readonly number: Quantity;
  readonly unit: Quantity["unit"];
  readonly bound: "under" | "over";
  readonly degree: Exclude<Size, "none">;
  readonly side: Side;
  readonly compareVerb: Side;
  readonly moveVerb: { readonly way: Way; readonly size: Size };
  readonly moveNoun: { readonly way: Way; readonly size: Size };
  readonly moveAdjective: Way;
  readonly zone: Zone;
  readonly mood: Mood;
  readonly span: Scope;
  readonly spanAdjective: Scope;
  readonly comparative: "above" | "below";
  readonly part: readonly [from: number, to: number];
  readonly fraction: number;
  readonly extremeOf: "high" | "low";
  readonly multiple: number;
  /** How high an oscillator stands. */
  readonly height: "high" | "low";
};

/** A phrase of the lexicon, or several with one meaning, separated by `|`. */
export type Entry = { readonly [K in Tag]: readonly [phrases: string, tag: K, meaning: Meanings[K]] }[Tag];
