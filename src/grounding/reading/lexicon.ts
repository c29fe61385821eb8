import { activity } from "./lexicon/activity.ts";
import { degrees } from "./lexicon/degrees.ts";
import { edges } from "./lexicon/edges.ts";
import { figures } from "./lexicon/figures.ts";
import { functionWords } from "./lexicon/function-words.ts";
import { inertWords } from "./lexicon/inert-words.ts";
import { moods } from "./lexicon/moods.ts";
import { movements } from "./lexicon/movements.ts";
import { numbers } from "./lexicon/numbers.ts";
import { openings } from "./lexicon/openings.ts";
import { parts } from "./lexicon/parts.ts";
import { relations } from "./lexicon/relations.ts";
import { sides } from "./lexicon/sides.ts";
import { levels } from "./lexicon/levels.ts";
import { spans } from "./lexicon/spans.ts";
import { hourSpans } from "./lexicon/hour-spans.ts";
import { strengths } from "./lexicon/strengths.ts";
import type { Entry, Meanings, Tag } from "./meanings.ts";
import type { Token } from "./parser/scanner.ts";

interface Meant {
  readonly tag: Tag;
  readonly meaning: Meanings[Tag];
}

interface Node {
  readonly next: Map<string, Node>;
  readonly meanings: Meant[];
  isInert: boolean;
}

/** A phrase that stands at a place of a sentence. */
export interface Found {
  readonly end: number;
  readonly meanings: readonly Meant[];
  readonly isInert: boolean;
}

/** Every phrase that means something, but for those that carry no claim. */
export const entries: readonly Entry[] = [
  ...figures,
  ...sides,
  ...movements,
  ...moods,
  ...spans,
  ...openings,
  ...activity,
  ...edges,
  ...parts,
  ...numbers,
  ...degrees,
  ...functionWords,
  ...hourSpans,
  ...strengths,
  ...levels,
  ...relations,
];

const root = build(entries);
const nothing: Found[] = [];

/** Every phrase that begins at a token. */
export function entriesAt(tokens: readonly Token[], from: number): readonly Found[] {
  let node: Node | undefined = root;
  let found: Found[] | null = null;
  for (let at = from; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined || (token.is !== "word" && token.is !== "number")) break;
    node = node.next.get(token.text);
    if (node === undefined) break;
    if (node.meanings.length > 0 || node.isInert)
      (found ??= []).push({ end: at + 1, meanings: node.meanings, isInert: node.isInert });
  }
  return found ?? nothing;
}

/** Every word of the lexicon. */
export function lexiconWords(): readonly string[] {
  return [...vocabulary];
}

/** Whether a word stands anywhere in the lexicon. */
export function isWord(word: string): boolean {
  return vocabulary.has(word);
}

const vocabulary: ReadonlySet<string> = collect(root, new Set());

function build(phrasesOfMeaning: readonly Entry[]): Node {
  const top: Node = { next: new Map(), meanings: [], isInert: false };
  for (const [phrases, tag, meaning] of phrasesOfMeaning) {
    for (const phrase of phrases.split("|")) nodeOf(top, phrase).meanings.push({ tag, meaning });
  }
  for (const { words } of inertWords) for (const phrase of words.split("|")) nodeOf(top, phrase).isInert = true;
  return top;
}

function nodeOf(top: Node, phrase: string): Node {
  let node = top;
  for (const word of phrase.split(" ")) {
    let next = node.next.get(word);
    if (next === undefined) node.next.set(word, (next = { next: new Map(), meanings: [], isInert: false }));
    node = next;
  }
  return node;
}

function collect(node: Node, words: Set<string>): Set<string> {
  for (const [word, next] of node.next) {
    words.add(word);
    collect(next, words);
  }
  return words;
}
