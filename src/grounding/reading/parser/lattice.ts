import { figureOf } from "../../../features/index.ts";
import type { KnownFigures } from "../known-figures.ts";
import { entriesAt } from "../lexicon.ts";
import { isStrengthWord } from "../lexicon/strengths.ts";
import type { FigureMeaning, LargerOfTwo, Meanings, Tag, WordTag } from "../meanings.ts";
import type { Token } from "./scanner.ts";
import { isAdjective } from "./is-adjective.ts";
import { isCutShort } from "./is-cut-short.ts";
import { bitsOf, type Bits } from "./tag-bits.ts";
import type { Ways } from "../ways.ts";

/** A sentence with every meaning of its words, from each of its places. */
export interface Lattice {
  readonly length: number;
  /** What begins at a place and has a tag. Words that carry nothing are passed over. */
  readonly find: <K extends Tag>(tag: K, from: number) => Ways<Meanings[K]>;
  /** Whether anything with one of these tags begins at a place. */
  readonly has: (bits: Bits, from: number) => boolean;
  /** Whether anything with one of these tags begins there or later. */
  readonly hasFrom: (bits: Bits, from: number) => boolean;
  /** Whether nothing but inert words stands from a place to the end. */
  readonly isEnd: (from: number) => boolean;
  /** The memory of a rule: what it read from each place. */
  readonly tableOf: (rule: number) => unknown[];
  /** False once a sentence has taken more steps than any sentence should. */
  readonly mayGoOn: () => boolean;
}

type Qualifier = Meanings["qualifier"];

interface Item {
  readonly tag: Tag;
  readonly end: number;
  readonly value: Meanings[Tag];
}

/** No place has more meanings. */
const maxItems = 40;
/** No sentence needs more: of a thousand sentences of market texts one takes 4 100. */
const maxSteps = 6_000;

const tagOfMark: Readonly<Record<string, WordTag>> = {
  ",": "comma",
  "(": "open",
  ")": "close",
  "–": "dash",
  "—": "dash",
  "-": "dash",
  ":": "colon",
  ";": "semicolon",
  "/": "slash",
  "=": "equals",
  "~": "approx",
  "≈": "approx",
};

const moves: ReadonlySet<string> = new Set(["up", "down"]);
const outlooks: ReadonlySet<string> = new Set(["upside", "downside"]);
const the: ReadonlySet<string> = new Set(["the"]);
const on: ReadonlySet<string> = new Set(["on", "to"]);
const spanNouns: ReadonlySet<string> = new Set(["spans", "horizons", "periods"]);

const empty: Ways<never> = [];

/**
 * Looks up the words of a sentence. `productWords` are the names of the product that the text is about; what a figure's name
 * means depends on which figures are known.
 */
export function createLattice(
  tokens: readonly Token[],
  productWords: ReadonlySet<string>,
  known: KnownFigures,
): Lattice {
  const length = tokens.length;
  const items: Item[][] = Array.from({ length: length + 1 }, (): Item[] => []);
  const bits = new Int32Array((length + 1) * 4);
  const ends: boolean[] = Array.from({ length: length + 1 }, () => false);
  items[length] = [];
  /** Where "of the previous day" ends, by where it begins. */
  const qualifiers = new Map<number, { readonly end: number; readonly of: Qualifier }[]>();
  const addFigure = (meaning: FigureMeaning, end: number, add: (item: Item) => void): void => {
    for (const value of known.meaningsOf(meaning)) {
      add({ tag: "figure", end, value });
      // "The pivot of the previous day", "the RSI of 14 candles"
      for (const behind of qualifiers.get(end) ?? [])
        if (isQualifiedBy(behind.of, value)) add({ tag: "figure", end: behind.end, value });
    }
  };
  const isWord = (from: number, to: number, words: ReadonlySet<string>): boolean => {
    const token = tokens[from];
    return to === from + 1 && token?.is === "word" && words.has(token.text);
  };
  /** Where changes are known over two spans, "up" is a movement, and "both spans" are those. */
  const isOfChanges = (tag: Tag, from: number, to: number): boolean =>
    known.changeScopes !== null &&
    ((tag === "mood" && isWord(from, to, moves)) || (tag === "moodNouns" && isWord(from, to, spanNouns)));
  /** "On the downside, the pivot is next" tells a side, and no mood. */
  const isOutlook = (tag: Tag, from: number, to: number): boolean =>
    tag === "mood" && isWord(from, to, outlooks) && isWord(from - 1, from, the) && isWord(from - 2, from - 1, on);
  const fitsStrength = (tag: Tag, its: readonly Token[], from: number, to: number, meaning: Meanings[Tag]): boolean => {
    if (tag === "strength" || tag === "strengthOf") return known.hasStrength;
    if (!known.hasStrength) return true;
    // "A strong bullish trend" would be strong whatever the figure says.
    if (tag === "degree") return !isStrengthDegree(its, from, to);
    if (tag !== "mood" || (meaning !== "bullish" && meaning !== "bearish" && meaning !== "neutral")) return true;
    return !isStrengthWord(
      its
        .slice(from, to)
        .map((token) => (token.is === "word" ? token.text : ""))
        .join(" "),
    );
  };
  ends[length] = true;
  for (let at = length - 1; at >= 0; at--) {
    const here: Item[] = [];
    const add = (item: Item): void => {
      if (here.length >= maxItems) return;
      here.push(item);
      const own = bitsOf(item.tag);
      for (let word = 0; word < 4; word++) bits[at * 4 + word] = (bits[at * 4 + word] ?? 0) | (own[word] ?? 0);
    };
    const token = tokens[at];
    if (token?.is === "number") add({ tag: "number", end: at + 1, value: { ...token.number, approx: false } });
    else if (token?.is === "mark") {
      const tag = tagOfMark[token.text];
      if (token.text === ">" || token.text === "<")
        add({ tag: "side", end: at + 1, value: token.text === ">" ? "above" : "below" });
      if (tag !== undefined) add({ tag, end: at + 1, value: null });
      const after = tokens[at + 1];
      const isThough = after?.is === "word" && after.text === "though";
      if (tag === "comma")
        for (const { end, isInert } of entriesAt(tokens, at + 1)) {
          // ", however,", ", though,": as if it were not there.
          const next = tokens[end];
          if (!(isInert || isThough) || next?.is !== "mark" || next.text !== ",") continue;
          for (const item of items[end + 1] ?? []) add(item);
        }
    } else if (token?.is === "word") {
      if (productWords.has(token.text)) add({ tag: "product", end: at + 1, value: null });
      else if (token.text.endsWith("'s") && productWords.has(token.text.slice(0, -2)))
        add({ tag: "owner", end: at + 1, value: null });
    }
    for (const { end, meanings, isInert } of entriesAt(tokens, at)) {
      for (const meant of meanings) {
        const { tag, meaning } = meant;
        if (tag === "figure") {
          if (isFigure(meaning) && !isAdjective(tokens, at, end) && !isCutShort(meaning, tokens[end]))
            addFigure(meaning, end, add);
        } else if (tag === "interval" || tag === "qualifier") {
          // "The hourly RSI": whether it is so is decided of the whole sentence.
          for (const item of items[end] ?? []) if (item.tag === "figure" && fitsBefore(tag, meaning, item)) add(item);
          if (tag === "qualifier" && isQualifier(meaning))
            qualifiers.set(at, [...(qualifiers.get(at) ?? []), { end, of: meaning }]);
          add({ tag, end, value: meaning });
        } else if (tag === "spansTold") {
          if (known.changeScopes !== null) add({ tag, end, value: known.changeScopes });
        } else if (tag === "ofTwo") {
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tag says what it is
          const told = meaning as LargerOfTwo;
          if (known.changeScopes !== null) add({ tag, end, value: { ...told, scopes: known.changeScopes } });
        } else if (
          !isOfChanges(tag, at, end) &&
          !isOutlook(tag, at, end) &&
          fitsStrength(tag, tokens, at, end, meaning)
        )
          add({ tag, end, value: meaning });
      }
      if (!isInert) continue;
      for (const item of items[end] ?? []) add(item);
      if (ends[end] === true) ends[at] = true;
    }
    items[at] = here;
  }
  const bitsFrom = bits.slice();
  for (let at = (length - 1) * 4 + 3; at >= 0; at--) bitsFrom[at] = (bitsFrom[at] ?? 0) | (bitsFrom[at + 4] ?? 0);
  const has = (some: Bits, from: number): boolean => isAny(bits, some, from);
  let steps = 0;
  const tables: unknown[][] = [];
  const foundBefore = Array.from({ length: length + 1 }, () => new Map<Tag, Ways<Meanings[Tag]>>());
  return {
    length,
    find: <K extends Tag>(tag: K, from: number) => {
      if (!has(bitsOf(tag), from)) return empty;
      const before = foundBefore[from]?.get(tag);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tag, or the parser, says what it is
      if (before !== undefined) return before as unknown as Ways<Meanings[K]>;
      const found: Item[] = [];
      for (const item of items[from] ?? []) if (item.tag === tag) found.push(item);
      foundBefore[from]?.set(tag, found);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tag, or the parser, says what it is
      return found as unknown as Ways<Meanings[K]>;
    },
    has,
    hasFrom: (some, from) => isAny(bitsFrom, some, from),
    isEnd: (from) => ends[from] === true,
    tableOf: (rule) => (tables[rule] ??= []),
    mayGoOn: () => ++steps <= maxSteps,
  };
}

function isAny(bits: Int32Array, some: Bits, at: number): boolean {
  const base = at * 4;
  return (
    (((bits[base] ?? 0) & some[0]) |
      ((bits[base + 1] ?? 0) & some[1]) |
      ((bits[base + 2] ?? 0) & some[2]) |
      ((bits[base + 3] ?? 0) & some[3])) !==
    0
  );
}

function fitsBefore(tag: "interval" | "qualifier", meaning: Meanings[Tag], { value }: Item): boolean {
  if (!isFigure(value)) return false;
  return tag === "interval" ? isOfCandles(value) : meaning === "previous_day" && isQualifiedBy(meaning, value);
}

function isQualifier(meaning: Meanings[Tag]): meaning is Qualifier {
  return meaning === "previous_day" || typeof meaning === "number";
}

/** Whether a figure is of the previous day, or of so many candles. */
export function isQualifiedBy(qualifier: Qualifier, { names, pair }: FigureMeaning): boolean {
  return (pair ?? names).every((name) => {
    const { span } = figureOf(name);
    if (qualifier === "previous_day") return span === qualifier;
    return typeof span !== "string" && "candles" in span && span.candles === qualifier;
  });
}

function isStrengthDegree(tokens: readonly Token[], from: number, to: number): boolean {
  const token = tokens[from];
  return to === from + 1 && token?.is === "word" && token.text !== "strongly" && isStrengthWord(token.text);
}

function isFigure(value: Meanings[Tag]): value is FigureMeaning {
  return typeof value === "object" && value !== null && "names" in value;
}

function isOfCandles({ names, pair }: FigureMeaning): boolean {
  return (pair ?? names).every((name) => {
    const { span } = figureOf(name);
    return typeof span !== "string" && "candles" in span;
  });
}
