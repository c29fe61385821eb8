import type { FigureName } from "../../features/index.ts";
import type { LevelRole } from "../claims/claim.ts";
import type { RelationWord } from "./relation-words.ts";
import type { Mood, Quantity, Scope, Side, Size, Way, Zone } from "./statement.ts";

/** A figure, or two that are named together. */
export interface FigureMeaning {
  readonly names: readonly FigureName[];
  /** Set where the name means two figures: the lower one stands first. */
  readonly pair: readonly [FigureName, FigureName] | null;
  readonly group: Group | null;
  /** What else the name means where figures of that kind are known: "the average" of 20 candles. */
  readonly others?: readonly FigureMeaning[];
  /** Where one of the others is known, it means those alone: "band width" is the figure that tells it. */
  readonly prefersOthers?: true;
  /** It is a figure's very name, and means another one only where that is not known. */
  readonly prefersItself?: true;
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
  "sumUp",
  "bring",
  "each",
  "one",
  "where",
  "scaleMiddle",
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
  "zeroLine",
  "strengthOf",
  "actAs",
  "find",
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
  "sign",
  "strength",
  "relation",
  "spansTold",
  "ofTwo",
  "levelRole",
  "rank",
  "hours",
  "interval",
  "qualifier",
  "per",
] as const;
export type Tag = (typeof tags)[number];

/** `larger in size`, of two changes over spans: signs count where it is no size that is spoken of. */
export interface LargerOfTwo {
  readonly side: "above" | "below";
  readonly isOfSize: boolean;
  readonly scopes: readonly [Scope, Scope];
}

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
  /** On which side of zero a number is. */
  readonly sign: "above" | "below";
  /** How strong a movement is, whichever way it goes: the name of a zone. */
  readonly strength: string;
  readonly relation: RelationWord;
  /** The two spans that changes of the price are known of: `both spans`. */
  readonly spansTold: readonly [Scope, Scope];
  /** The larger or smaller one of the two changes whose spans these are. */
  readonly ofTwo: LargerOfTwo;
  readonly levelRole: LevelRole;
  /** 1 for the next level. */
  readonly rank: number;
  /** A span of hours as a noun: `hour`, `last 7 days`. */
  readonly hours: Scope;
  /** How long candles are, in hours: `hourly`, `15-minute`. */
  readonly interval: number;
  /** What only figures of one span are: `of the previous day`, `of 14 candles`. */
  readonly qualifier: "previous_day" | number;
  readonly per: "day" | "price";
};

/** A phrase of the lexicon, or several with one meaning, separated by `|`. */
export type Entry = { readonly [K in Tag]: readonly [phrases: string, tag: K, meaning: Meanings[K]] }[Tag];
