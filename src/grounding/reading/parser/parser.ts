import type { Lattice } from "./lattice.ts";
import type { Meanings, Tag } from "../meanings.ts";
import { firstOfAll, firstOfAny, union } from "./parser-heads.ts";
import { bitsOf, type Bits } from "./tag-bits.ts";
import type { Way, Ways } from "../ways.ts";

/** Reads something from a place of a sentence, in every way that there is. */
export interface Parser<T> {
  readonly run: (lattice: Lattice, from: number) => Ways<T>;
  /** The tags that it can begin with; null where it may read nothing, and so begin with anything. */
  readonly first: () => Bits | null;
  /** Of what may be nothing: the tags that it begins with where it is something. */
  readonly firstIfSome?: () => Bits | null;
  /** What it means to be nothing, where that is always one of its ways. */
  readonly absent?: { readonly value: T };
}

const none: Ways<never> = [];
/** No place of a sentence has more ways of one kind: it bounds the time that a sentence can take. */
const maxWays = 48;

/** A word or group of words that carries a meaning of a tag. */
export function tag<K extends Tag>(name: K): Parser<Meanings[K]> {
  const bits = bitsOf(name);
  return { run: (lattice, from) => lattice.find(name, from), first: () => bits };
}

/** A tagged word of which only some meanings will do. */
export function tagIf<K extends Tag>(name: K, fits: (meaning: Meanings[K]) => boolean): Parser<Meanings[K]> {
  const bits = bitsOf(name);
  const run = (lattice: Lattice, from: number): Ways<Meanings[K]> => {
    const found = lattice.find(name, from);
    const [only] = found;
    if (only === undefined) return none;
    if (found.length === 1) return fits(only.value) ? found : none;
    return found.filter(({ value }) => fits(value));
  };
  return { run, first: () => bits };
}

/** The same, where nothing with one of these tags stands behind it. */
export function notBefore<T>(parser: Parser<T>, ...names: readonly Tag[]): Parser<T> {
  const bits = union(names.map(bitsOf));
  return {
    run: (lattice, from) => parser.run(lattice, from).filter(({ end }) => !lattice.has(bits, end)),
    first: parser.first,
  };
}

/** The same, where something else stands behind it. */
export function onlyBefore<T>(parser: Parser<T>, next: Parser<unknown>): Parser<T> {
  return {
    run: (lattice, from) => parser.run(lattice, from).filter(({ end }) => next.run(lattice, end).length > 0),
    first: parser.first,
  };
}

/** Nothing at all, which means `value`. */
export function nothing<T>(value: T): Parser<T> {
  return { run: (_, from) => [{ end: from, value }], first: () => null };
}

type ValuesOf<P extends readonly Parser<unknown>[]> = { readonly [K in keyof P]: ValueOf<P[K]> };
type ValueOf<P> = P extends Parser<infer T> ? T : never;

/** One thing after the other. Where `build` gives null they make no sense together. */
export function seq<P extends readonly Parser<unknown>[], R>(
  parsers: readonly [...P],
  build: (...values: ValuesOf<P>) => R | null,
): Parser<R> {
  const parts: readonly Parser<unknown>[] = parsers;
  let heads: readonly (Bits | null)[] | null = null;
  let someHeads: readonly (Bits | null)[] = [];
  /** What each part behind the first that can't be nothing begins with. */
  let needed: readonly Bits[] = [];
  const run = (lattice: Lattice, from: number): Ways<R> => {
    if (heads === null) {
      heads = parts.map((part) => part.first());
      someHeads = parts.map((part) => (part.absent === undefined ? null : (part.firstIfSome?.() ?? null)));
      needed = heads.slice(1).filter((bits) => bits !== null);
    }
    const head = heads[0];
    if (head !== null && head !== undefined && !lattice.has(head, from)) return none;
    for (const bits of needed) if (!lattice.hasFrom(bits, from)) return none;
    const [first] = parts;
    // Most rows end at their first or second part: these need no memory of their own.
    const ways = first === undefined || first.absent !== undefined ? null : first.run(lattice, from);
    if (ways !== null && !mayFollow(ways, heads[1], lattice)) return none;
    const row: Row = {
      lattice,
      parts,
      heads,
      someHeads,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tag, or the parser, says what it is
      build: build as (...values: unknown[]) => unknown,
      values: [],
      found: null,
    };
    if (ways === null) follow(row, 0, from);
    else
      for (const { end, value } of ways) {
        row.values[0] = value;
        follow(row, 1, end);
      }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tag, or the parser, says what it is
    return (row.found as Ways<R> | null) ?? none;
  };
  return { run, first: once(() => firstOfAll(parts)) };
}

function mayFollow(ways: Ways<unknown>, head: Bits | null | undefined, lattice: Lattice): boolean {
  if (head === null || head === undefined) return ways.length > 0;
  for (const { end } of ways) if (lattice.has(head, end)) return true;
  return false;
}

/** A row of parts while it is read. */
interface Row {
  readonly lattice: Lattice;
  readonly parts: readonly Parser<unknown>[];
  readonly heads: readonly (Bits | null)[];
  /** Of parts that may be nothing: what they begin with where they are something. */
  readonly someHeads: readonly (Bits | null)[];
  readonly build: (...values: unknown[]) => unknown;
  readonly values: unknown[];
  found: Way<unknown>[] | null;
}

/** Reads the rest of a row in every way. */
function follow(row: Row, index: number, at: number): void {
  if (!row.lattice.mayGoOn()) return;
  const part = row.parts[index];
  if (part === undefined) {
    const value = row.build(...row.values);
    if (value === null) return;
    if (row.found === null) row.found = [{ end: at, value }];
    else if (row.found.length < maxWays) row.found.push({ end: at, value });
    return;
  }
  const head = row.heads[index];
  if (head !== null && head !== undefined && !row.lattice.has(head, at)) return;
  const { absent } = part;
  if (absent !== undefined) {
    const some = row.someHeads[index];
    if (some !== null && some !== undefined && !row.lattice.has(some, at)) {
      row.values[index] = absent.value;
      follow(row, index + 1, at);
      return;
    }
  }
  for (const { end, value } of part.run(row.lattice, at)) {
    row.values[index] = value;
    follow(row, index + 1, end);
  }
}

/** Any of several. */
export function alt<P extends readonly Parser<unknown>[]>(...all: P): Parser<ValueOf<P[number]>> {
  type T = ValueOf<P[number]>;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tag, or the parser, says what it is
  const parsers = all as readonly Parser<T>[];
  let heads: readonly (Bits | null)[] | null = null;
  const run = (lattice: Lattice, from: number): Ways<T> => {
    heads ??= parsers.map((parser) => parser.first());
    let found: Way<T>[] | null = null;
    let only: Ways<T> = none;
    for (let index = 0; index < parsers.length; index++) {
      const head = heads[index];
      if (head !== null && head !== undefined && !lattice.has(head, from)) continue;
      const ways = parsers[index]?.run(lattice, from) ?? none;
      if (ways.length === 0) continue;
      if (only.length === 0) only = ways;
      else {
        found ??= only.slice();
        for (const way of ways) if (found.length < maxWays) found.push(way);
      }
    }
    return found ?? only;
  };
  return { run, first: once(() => firstOfAny(parsers)) };
}

/** Something, or nothing at all, which means `value`. */
export function opt<T, N>(parser: Parser<T>, value: N): Parser<T | N> {
  let head: Bits | null | undefined;
  return {
    run: (lattice, from) => {
      const absent: Way<T | N> = { end: from, value };
      if (head === undefined) head = parser.first();
      if (head !== null && !lattice.has(head, from)) return [absent];
      const ways = parser.run(lattice, from);
      return ways.length === 0 ? [absent] : [absent, ...ways];
    },
    first: () => null,
    firstIfSome: parser.first,
    absent: { value },
  };
}

/** The same with another meaning. Where `build` gives null it is none. */
export function map<T, R>(parser: Parser<T>, build: (value: T) => R | null): Parser<R> {
  return seq([parser], build);
}

/** A parser that is declared later: grammars go in circles. */
export function later<T>(parser: () => Parser<T>): Parser<T> {
  let found: Parser<T> | null = null;
  let busy = false;
  return {
    run: (lattice, from) => (found ??= parser()).run(lattice, from),
    first: () => {
      if (busy) return null;
      busy = true;
      const bits = (found ??= parser()).first();
      busy = false;
      return bits;
    },
  };
}

let rules = 0;
/** A parser that reads from each place of a sentence once. */
export function rule<T>(parser: Parser<T>): Parser<T> {
  const id = rules++;
  let head: Bits | null | undefined;
  return {
    run: (lattice, from) => {
      const table = lattice.tableOf(id);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tag, or the parser, says what it is
      const known = table[from] as Ways<T> | undefined;
      if (known !== undefined) return known;
      if (head === undefined) head = parser.first();
      const ways = head === null || lattice.has(head, from) ? parser.run(lattice, from) : none;
      table[from] = ways;
      return ways;
    },
    first: parser.first,
    ...(parser.firstIfSome && { firstIfSome: parser.firstIfSome }),
    ...(parser.absent && { absent: parser.absent }),
  };
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | null = null;
  return () => (known ??= { value: compute() }).value;
}
