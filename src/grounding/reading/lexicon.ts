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
import { relations } from "./lexicon/relations/relations.ts";
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

const { byFirstWord, vocabulary } = index();
/** What is known of each first word so far: most of them are in no text. */
const trees = new Map<string, Node>();
const nothing: Found[] = [];

/** Every phrase that begins at a token. */
export function entriesAt(tokens: readonly Token[], from: number): readonly Found[] {
  const first = tokens[from];
  let node = first === undefined || !hasText(first) ? undefined : treeOf(first.text);
  let found: Found[] | null = null;
  for (let at = from; node !== undefined;) {
    at++;
    if (node.meanings.length > 0 || node.isInert)
      (found ??= []).push({ end: at, meanings: node.meanings, isInert: node.isInert });
    const token = tokens[at];
    node = token === undefined || !hasText(token) ? undefined : node.next.get(token.text);
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

function hasText(token: Token): token is Extract<Token, { readonly is: "word" | "number" }> {
  return token.is === "word" || token.is === "number";
}

/** A phrase with what it means; null where it is inert. */
type Phrase = readonly [phrase: string, meant: Meant | null];

/** The phrases by their first words. A container's first text waits for this, so their trees are made when they are needed. */
function index(): {
  readonly byFirstWord: ReadonlyMap<string, readonly Phrase[]>;
  readonly vocabulary: ReadonlySet<string>;
} {
  const found = new Map<string, Phrase[]>();
  const words = new Set<string>();
  const add = (phrases: string, meant: Meant | null): void => {
    for (const phrase of phrases.split("|")) {
      const end = phrase.indexOf(" ");
      const first = end === -1 ? phrase : phrase.slice(0, end);
      const known = found.get(first);
      if (known === undefined) found.set(first, [[phrase, meant]]);
      else known.push([phrase, meant]);
      if (end === -1) words.add(phrase);
      else for (const word of phrase.split(" ")) words.add(word);
    }
  };
  for (const [phrases, tag, meaning] of entries) add(phrases, { tag, meaning });
  for (const { words: phrases } of inertWords) add(phrases, null);
  return { byFirstWord: found, vocabulary: words };
}

function treeOf(word: string): Node | undefined {
  const known = trees.get(word);
  if (known !== undefined) return known;
  const phrases = byFirstWord.get(word);
  if (phrases === undefined) return undefined;
  const tree = emptyNode();
  for (const [phrase, meant] of phrases) {
    const node = nodeOf(tree, phrase);
    if (meant === null) node.isInert = true;
    else node.meanings.push(meant);
  }
  trees.set(word, tree);
  return tree;
}

/** The node of a phrase in the tree of its first word. */
function nodeOf(tree: Node, phrase: string): Node {
  let node = tree;
  for (const word of phrase.split(" ").slice(1)) {
    let next = node.next.get(word);
    if (next === undefined) node.next.set(word, (next = emptyNode()));
    node = next;
  }
  return node;
}

function emptyNode(): Node {
  return { next: new Map(), meanings: [], isInert: false };
}
