import type { FigureName } from "../../features/index.ts";
import type { Claim, Quantity } from "./claims.ts";
import { dimension } from "./decide.ts";
import { type Meaning, type Mood, phrasesAt, type Scope, type Side, type Size } from "./lexicon.ts";
import type { Token } from "./scan.ts";

/** Every way to go on from a token: the index behind what was read, and what it means. */
type Ways<T> = readonly (readonly [end: number, value: T])[];

interface FigureRef {
  readonly names: readonly FigureName[];
  readonly quantity: Quantity | null;
}

type Subject =
  | { readonly is: "figures"; readonly refs: readonly FigureRef[]; readonly group: "bands" | "range" | "averages" | null }
  | { readonly is: "product" }
  | { readonly is: "move"; readonly claim: Extract<Claim, { is: "moved" }> }
  | { readonly is: "mood"; readonly scope: Scope }
  | { readonly is: "event" };

interface State {
  readonly subject: Subject | null;
  readonly scope: Scope;
}

/** A whole reading of a sentence. */
export interface Reading {
  readonly claims: readonly Claim[];
  /** How many pieces it took: of two readings the one of larger pieces is the better one. */
  readonly pieces: number;
}

const single = (name: FigureName): FigureRef => ({ names: [name], quantity: null });
const product: Subject = { is: "product" };
const maxReadings = 24;

/** Reads a sentence into claims: every reading that leaves nothing over. Empty where there is none. */
export function parseSentence(tokens: readonly Token[], productWords: ReadonlySet<string>): readonly Reading[] {
  return new Parser(tokens, productWords).readings();
}

class Parser {
  private readonly tokens: readonly Token[];
  private readonly productWords: ReadonlySet<string>;
  private readonly memo = new Map<string, readonly Reading[]>();
  private readonly phrases: (ReturnType<typeof phrasesAt> | undefined)[] = [];
  private readonly lists = new Map<number, Ways<Subject>>();
  private steps = 0;

  constructor(tokens: readonly Token[], productWords: ReadonlySet<string>) {
    this.tokens = tokens;
    this.productWords = productWords;
  }

  readings(): readonly Reading[] {
    return this.segments(0, { subject: null, scope: "any" }, true);
  }

  // ---- lexical ----

  private at(index: number): ReturnType<typeof phrasesAt> {
    return (this.phrases[index] ??= phrasesAt(this.tokens, index));
  }

  private mark(index: number): string | null {
    const token = this.tokens[index];
    return token?.is === "mark" ? token.text : null;
  }

  /** All starts that are reached by leaving out words that carry nothing. */
  private skip(from: number): number[] {
    const starts = [from];
    for (let n = 0; n < starts.length && n < 6; n++) {
      const start = starts[n] ?? from;
      for (const { meanings, end } of this.at(start)) {
        if (meanings.some((meaning) => meaning.tag === "degree" && meaning.size === "none") && !starts.includes(end)) starts.push(end);
      }
    }
    return starts;
  }

  private find<M extends Meaning["tag"]>(from: number, tag: M): (readonly [number, Extract<Meaning, { tag: M }>])[] {
    const found: (readonly [number, Extract<Meaning, { tag: M }>])[] = [];
    for (const start of this.skip(from)) {
      for (const { meanings, end } of this.at(start)) {
        for (const meaning of meanings) if (meaning.tag === tag) found.push([end, meaning as Extract<Meaning, { tag: M }>]);
      }
    }
    return found;
  }

  private word(from: number, word: string): number[] {
    return this.find(from, "word")
      .filter(([, meaning]) => meaning.word === word)
      .map(([end]) => end);
  }

  /** A degree before something, if there is one: "slightly", "well". */
  private degree(from: number): Ways<Size> {
    const ways: (readonly [number, Size])[] = [[from, "none"]];
    for (const [end, { size }] of this.find(from, "degree")) {
      if (size === "none") continue;
      ways.push([end, size]);
      for (const [end2, { size: size2 }] of this.find(end, "degree")) if (size2 === size) ways.push([end2, size]);
    }
    return ways;
  }

  private maybe(from: number, ends: readonly number[]): number[] {
    return [from, ...ends];
  }

  private number(from: number): Ways<Quantity> {
    const ways: (readonly [number, Quantity])[] = [];
    for (const start of this.skip(from)) {
      const starts: [number, boolean][] = [[start, false]];
      for (const { meanings, end } of this.at(start)) if (meanings.some(({ tag }) => tag === "approx")) starts.push([end, true]);
      if (this.mark(start) === "~") starts.push([start + 1, true]);
      for (const [end, { size }] of this.find(start, "degree")) if (size === "small" || size === "none") starts.push([end, false]);
      for (const [at, approx] of starts) {
        const token = this.tokens[at];
        if (token?.is !== "number") continue;
        const { number } = token;
        const plain: Quantity = { ...number, approx };
        ways.push([at + 1, plain]);
        for (const [end, { unit }] of this.find(at + 1, "unit")) {
          if (number.unit === "none" || number.unit === unit) ways.push([end, { ...plain, unit }]);
        }
      }
    }
    return ways;
  }

  /** `2602.48 (-5.24 %)`, `0.16 or 2.30 %`, or one number. */
  private numbers(from: number): Ways<readonly Quantity[]> {
    const ways: (readonly [number, readonly Quantity[]])[] = [];
    for (const [end, first] of this.number(from)) {
      ways.push([end, [first]]);
      if (this.mark(end) === "(") {
        for (const [end2, second] of this.number(end + 1)) if (this.mark(end2) === ")") ways.push([end2 + 1, [first, second]]);
      }
      const or = this.tokens[end];
      const orAt = or?.is === "mark" && or.text === "," ? end + 1 : end;
      const orToken = this.tokens[orAt];
      if (orToken?.is === "word" && orToken.text === "or") for (const [end2, second] of this.number(orAt + 1)) ways.push([end2, [first, second]]);
      if (this.mark(end) === "/") for (const [end2, second] of this.number(end + 1)) ways.push([end2, [first, second]]);
    }
    return ways;
  }

  // ---- noun phrases ----

  /** A figure with its value, where one is told. */
  private figure(from: number): Ways<Subject> {
    const ways: (readonly [number, Subject])[] = [];
    for (const owned of this.owner(from)) {
      for (const [end, meaning] of this.find(owned, "figure")) {
        const { figures, group } = meaning;
        if (group !== undefined) {
          const [low, high] = figures;
          if (low === undefined || high === undefined) continue;
          const refs = (a: Quantity | null, b: Quantity | null): FigureRef[] => [
            { names: [low], quantity: a },
            { names: [high], quantity: b },
          ];
          ways.push([end, { is: "figures", refs: refs(null, null), group }]);
          for (const [end2, pair] of this.pair(end)) {
            const ordered = group === "averages" ? pair : [...pair].sort((a, b) => a.size - b.size);
            ways.push([end2, { is: "figures", refs: refs(ordered[0] ?? null, ordered[1] ?? null), group }]);
          }
          continue;
        }
        for (const [end2, quantities] of this.valueOf(end)) ways.push([end2, figureSubject(figures, quantities)]);
      }
      // "a 29.90 RSI", "the 56,355.91 close"
      for (const [end, quantity] of this.number(owned)) {
        for (const [end2, meaning] of this.find(end, "figure")) {
          if (meaning.group === undefined) ways.push([end2, figureSubject(meaning.figures, [quantity])]);
        }
      }
    }
    return ways;
  }

  /** `BTC-USD's`, `the stock's`, `its`. */
  private owner(from: number): number[] {
    const starts = [from];
    for (const start of this.skip(from)) {
      const token = this.tokens[start];
      if (token?.is !== "word") continue;
      if (token.text.endsWith("'s") && (this.productWords.has(token.text.slice(0, -2)) || ["stock's", "asset's", "market's", "product's", "coin's", "token's", "pair's"].includes(token.text))) starts.push(start + 1);
      else if (this.productWords.has(token.text)) starts.push(start + 1);
    }
    return starts;
  }

  /** What may stand behind a figure's name: nothing, or its value. */
  private valueOf(from: number): Ways<readonly Quantity[]> {
    const ways: (readonly [number, readonly Quantity[]])[] = [[from, []]];
    const starts = [from, ...this.word(from, "of"), ...this.word(from, "at")];
    const mark = this.mark(from);
    if (mark === ",") {
      for (const at of this.word(from + 1, "at")) {
        for (const [end, quantities] of this.numbers(at)) {
          ways.push([end, quantities]);
          if (this.mark(end) === ",") ways.push([end + 1, quantities]);
        }
      }
    }
    if (mark === "=" || mark === ":") starts.push(from + 1);
    for (const start of starts) {
      for (const way of this.numbers(start)) ways.push(way);
    }
    if (mark === "(") {
      for (const start of [from + 1, ...this.word(from + 1, "at")]) {
        for (const [end, quantities] of this.numbers(start)) if (this.mark(end) === ")") ways.push([end + 1, quantities]);
      }
    }
    return ways;
  }

  /** Two values: `of A and B`, `(A–B)`, `between A and B`, `from A to B`. */
  private pair(from: number): Ways<readonly Quantity[]> {
    const ways: (readonly [number, readonly Quantity[]])[] = [];
    const isOpen = this.mark(from) === "(";
    const inner = isOpen ? from + 1 : from;
    const mark = this.mark(inner);
    const starts = [inner, ...this.word(inner, "of"), ...this.word(inner, "at"), ...this.word(inner, "between"), ...this.word(inner, "from")];
    if (mark === "," || mark === ":") starts.push(inner + 1, ...this.word(inner + 1, "from"), ...this.word(inner + 1, "between"), ...this.word(inner + 1, "at"));
    for (const start of starts) {
      for (const [end, first] of this.number(start)) {
        const joins = [...this.word(end, "and"), ...this.word(end, "to")];
        const dash = this.mark(end);
        if (dash === "–" || dash === "-" || dash === "—" || dash === "/" || (isOpen && dash === ",")) joins.push(end + 1);
        for (const join of joins) {
          for (const [end2, second] of this.number(join)) {
            if (!isOpen) {
              ways.push([end2, [first, second]]);
              for (const end3 of this.word(end2, "respectively")) ways.push([end3, [first, second]]);
            } else if (this.mark(end2) === ")") ways.push([end2 + 1, [first, second]]);
          }
        }
      }
    }
    return ways;
  }

  /** One or several figures: `both the rolling average of A and the EMA of B`. */
  private list(from: number): Ways<Subject> {
    const known = this.lists.get(from);
    if (known !== undefined) return known;
    const ways: (readonly [number, Subject])[] = [];
    const starts = this.skip(from);
    for (const start of [...starts]) {
      const token = this.tokens[start];
      if (token?.is === "word" && (token.text === "both" || token.text === "either" || token.text === "neither")) starts.push(start + 1, ...this.word(start + 1, "of"));
    }
    for (const start of starts) {
      for (const [end, first] of this.figure(start)) {
        ways.push([end, first]);
        if (first.is !== "figures") continue;
        this.moreOfList(end, first.refs, ways);
      }
    }
    const unique = dedupe(ways);
    this.lists.set(from, unique);
    return unique;
  }

  private moreOfList(from: number, refs: readonly FigureRef[], ways: (readonly [number, Subject])[]): void {
    if (refs.length > 5) return;
    const joins = [...this.word(from, "and")];
    const token = this.tokens[from];
    if (token?.is === "word" && (token.text === "or" || token.text === "nor")) joins.push(from + 1);
    if (this.mark(from) === ",") joins.push(from + 1, ...this.word(from + 1, "and"));
    for (const join of joins) {
      for (const [end, next] of this.figure(join)) {
        if (next.is !== "figures" || next.group !== null) continue;
        const all = [...refs, ...next.refs];
        const subject: Subject = { is: "figures", refs: all, group: null };
        ways.push([end, subject]);
        // "A and B of 1 and 2", "A and B, both at 1", "A and B at 1 and 2, respectively"
        if (all.length === 2 && all.every(({ quantity }) => quantity === null)) {
          for (const [end2, [a, b]] of this.pair(end)) {
            const [one, two] = all;
            if (one !== undefined && two !== undefined) ways.push([end2, { is: "figures", refs: [{ ...one, quantity: a ?? null }, { ...two, quantity: b ?? null }], group: null }]);
          }
        }
        for (const [end2, quantity] of this.bothAt(end)) {
          ways.push([end2, { is: "figures", refs: all.map((ref) => ({ ...ref, quantity: ref.quantity ?? quantity })), group: null }]);
        }
        this.moreOfList(end, all, ways);
      }
    }
  }

  /** `, both at 0.1638`, `(both 0.1638)`, `of 0.1638` said of several. */
  private bothAt(from: number): Ways<Quantity> {
    const ways: (readonly [number, Quantity])[] = [];
    const isOpen = this.mark(from) === "(";
    const start = isOpen || this.mark(from) === "," ? from + 1 : from;
    for (const at of this.skip(start)) {
      const token = this.tokens[at];
      if (token?.is !== "word" || token.text !== "both") continue;
      for (const value of [at + 1, ...this.word(at + 1, "at"), ...this.word(at + 1, "of"), ...this.word(at + 1, "be").flatMap((end) => [end, ...this.word(end, "at")])]) {
        for (const [end, quantity] of this.number(value)) {
          if (!isOpen) ways.push([end, quantity]);
          else if (this.mark(end) === ")") ways.push([end + 1, quantity]);
        }
      }
    }
    return ways;
  }

  /** `BTC-USD`, `the BTC-USD stock`, `it`. */
  private productName(from: number): number[] {
    const ends: number[] = [];
    for (const start of this.skip(from)) {
      const token = this.tokens[start];
      if (token?.is === "word" && this.productWords.has(token.text)) {
        ends.push(start + 1);
        for (const [end] of this.find(start + 1, "product")) ends.push(end);
      }
    }
    for (const [end] of this.find(from, "product")) ends.push(end);
    for (const start of this.skip(from)) {
      const token = this.tokens[start];
      if (token?.is === "word" && (token.text === "it" || token.text === "which")) ends.push(start + 1);
    }
    return ends;
  }

  private isPronoun(index: number): boolean {
    const token = this.tokens[index];
    return token?.is === "word" && (token.text === "it" || token.text === "which");
  }

  private scopes(from: number): Ways<Scope> {
    const ways: (readonly [number, Scope])[] = [];
    for (const start of this.skip(from)) {
      for (const { meanings, end } of this.at(start)) {
        for (const meaning of meanings) if (meaning.tag === "scope") ways.push([end, meaning.scope]);
      }
    }
    return ways;
  }

  private maybeScope(from: number, fallback: Scope): Ways<Scope> {
    return [[from, fallback], ...this.scopes(from)];
  }

  /** A move as a noun: `a 24-hour gain of 1.88 %`, `the volume decline of 73.80 in the latest candle`. */
  private moveNoun(from: number, around: Scope): Ways<Extract<Claim, { is: "moved" }>> {
    const ways: (readonly [number, Extract<Claim, { is: "moved" }>])[] = [];
    for (const [afterNumber, ahead] of [[from, []] as const, ...this.numbers(from)]) {
      for (const [afterScope, scope] of this.maybeScope(afterNumber, around)) {
        for (const [afterDegree, size] of this.degree(afterScope)) {
          const kinds: [number, "price" | "volume"][] = [[afterDegree, "price"]];
          for (const [end, { figures }] of this.find(afterDegree, "figure")) {
            if (figures[0] === "volume_change") kinds.push([end, "volume"]);
            if (figures[0] === "last_close") kinds.push([end, "price"]);
          }
          for (const [afterKind, of] of kinds) {
            for (const [end, { way, form }] of this.find(afterKind, "move")) {
              if (form !== "noun") continue;
              this.moveTail(end, { is: "moved", of, way, quantities: ahead, scope, size, denied: false }, ways);
            }
          }
        }
      }
    }
    return ways;
  }

  private moveTail(from: number, claim: Extract<Claim, { is: "moved" }>, ways: (readonly [number, Extract<Claim, { is: "moved" }>])[]): void {
    const ofs: [number, "price" | "volume"][] = [[from, claim.of]];
    for (const end of [...this.word(from, "in"), ...this.word(from, "of")]) {
      for (const [end2, { figures }] of this.find(end, "figure")) {
        if (figures[0] === "volume_change") ofs.push([end2, "volume"]);
        if (figures[0] === "last_close") ofs.push([end2, "price"]);
      }
    }
    for (const [end, of] of ofs) {
      const values: (readonly [number, readonly Quantity[]])[] = [[end, claim.quantities]];
      if (claim.quantities.length === 0) {
        for (const start of [end, ...this.word(end, "of"), ...this.word(end, "by"), ...this.word(end, "at")]) values.push(...this.numbers(start));
        if (this.mark(end) === "(") for (const [end2, quantities] of this.numbers(end + 1)) if (this.mark(end2) === ")") values.push([end2 + 1, quantities]);
      }
      for (const [end2, quantities] of values) {
        for (const [end3, scope] of this.maybeScope(end2, claim.scope)) {
          ways.push([end3, { ...claim, of, quantities, scope }]);
          // "over 24 hours to 56,355.91"
        }
      }
    }
  }

  /** `bearish sentiment`, `a mixed picture`, `short-term weakness`, `the overall trend`. */
  private moodPhrase(from: number, around: Scope): Ways<{ mood: Mood | null; scope: Scope; size: Size; of: FigureName | null }> {
    const ways: (readonly [number, { mood: Mood | null; scope: Scope; size: Size; of: FigureName | null }])[] = [];
    const openings: [number, Scope, Size][] = [];
    for (const [a, size] of this.degree(from)) {
      for (const [b, scope] of this.maybeScope(a, around)) {
        for (const [c, size2] of this.degree(b)) openings.push([c, scope, size2 === "none" ? size : size2]);
      }
    }
    const finish = (end: number, mood: Mood | null, scope: Scope, size: Size): void => {
      ways.push([end, { mood, scope, size, of: null }]);
      for (const [e, s] of this.scopes(end)) ways.push([e, { mood, scope: s, size, of: null }]);
      for (const p of [...this.word(end, "in"), ...this.word(end, "for"), ...this.word(end, "of")]) {
        for (const e of this.productName(p)) ways.push([e, { mood, scope, size, of: null }]);
      }
    };
    for (const [start, scope, size] of openings) {
      for (const [end, meaning] of this.find(start, "mood")) {
        finish(end, meaning.mood, scope, size);
        // "bearish short-term market sentiment", "neutral to bullish"
        for (const [end1, scope2] of this.maybeScope(end, scope)) {
          for (const start2 of [end1, ...this.productName(end1)]) {
            for (const [end2] of this.find(start2, "moodNoun")) {
              finish(end2, meaning.mood, scope2, size);
              for (const [end3] of this.find(end2, "moodNoun")) finish(end3, meaning.mood, scope2, size);
            }
          }
          for (const [end2, meaning2] of this.find(end1, "mood")) {
            if (meaning2.mood === meaning.mood || meaning.mood === "cautious") {
              finish(end2, meaning2.mood, scope2, size);
              for (const [end3] of this.find(end2, "moodNoun")) finish(end3, meaning2.mood, scope2, size);
            }
          }
        }
      }
      // "the overall sentiment", as a subject
      for (const start2 of [start, ...this.productName(start)]) {
        for (const [end] of this.find(start2, "moodNoun")) finish(end, null, scope, size);
      }
    }
    return ways;
  }

  // ---- sentence ----

  /** Reads from a token to the end, piece by piece. */
  private segments(from: number, state: State, isFirst: boolean): readonly Reading[] {
    if (from >= this.tokens.length) return isFirst ? [] : [{ claims: [], pieces: 0 }];
    if (++this.steps > 4_000) return [];
    const key = `${from}|${subjectKey(state.subject)}|${state.scope}|${isFirst ? 1 : 0}`;
    const known = this.memo.get(key);
    if (known !== undefined) return known;
    this.memo.set(key, []);
    const found: Reading[] = [];
    const add = (end: number, claims: readonly Claim[], next: State, cost = 1): void => {
      if (end <= from && !isFirst) return;
      for (const rest of this.segments(end, next, false)) {
        if (found.length < 200) found.push({ claims: [...claims, ...rest.claims], pieces: rest.pieces + cost });
      }
    };
    for (const start of isFirst ? this.openings(from) : this.connectors(from)) {
      this.piece(start, state, add);
    }
    const best = keepBest(found);
    this.memo.set(key, best);
    return best;
  }

  private openings(from: number): number[] {
    const starts = [from];
    for (const word of ["and", "but", "because", "with"]) starts.push(...this.word(from, word));
    for (const start of this.skip(from)) if (start > from && this.mark(start) === ",") starts.push(start + 1);
    return starts;
  }

  /** What joins two pieces: marks and conjunctions, in any order, at most four. None at all is allowed. */
  private connectors(from: number): number[] {
    const starts = [from];
    for (let n = 0; n < starts.length && n < 12; n++) {
      const at = starts[n] ?? from;
      const mark = this.mark(at);
      const ends: number[] = [];
      if (mark === "," || mark === ";" || mark === ":" || mark === "–" || mark === "—" || mark === "-") ends.push(at + 1);
      for (const word of ["and", "but", "because", "with"]) ends.push(...this.word(at, word));
      for (const end of ends) if (!starts.includes(end)) starts.push(end);
    }
    return starts;
  }

  private piece(from: number, state: State, add: (end: number, claims: readonly Claim[], next: State, cost?: number) => void): void {
    // A span ahead: "Over 24 hours, ..."
    for (const [end, scope] of this.scopes(from)) {
      add(end, [], { ...state, scope });
      const next: State = { subject: product, scope };
      for (const [end2, more] of this.predicate(end, product, next)) add(end2, more, { ...next, scope: state.scope });
    }

    // A clause with its subject
    for (const [end, subject] of this.list(from)) {
      const claims = valueClaims(subject);
      const next: State = { subject, scope: state.scope };
      for (const [end2, scope] of this.maybeScope(end, state.scope)) {
        for (const [end3, more] of this.predicate(end2, subject, { ...next, scope })) add(end3, [...claims, ...more], next);
      }
      if (claims.length > 0 && claims.length === (subject.is === "figures" ? subject.refs.length : 0)) add(end, claims, next);
    }
    for (const end of this.productName(from)) {
      const next: State = { subject: product, scope: state.scope };
      // "It" is what was spoken of last, where that can be.
      const cost = this.isPronoun(end - 1) && state.subject !== null && state.subject.is !== "product" ? 1.8 : 1;
      for (const [end2, more] of this.predicate(end, product, next)) add(end2, more, next, cost);
      if (end >= this.tokens.length - 0) continue;
      // "BTC-USD, at 56,355.91, is ..."
      for (const at of this.word(end, "at")) {
        for (const [end2, quantity] of this.number(at)) {
          const value: Claim = { is: "value", figures: ["last_close"], quantity, way: null };
          add(end2, [value], next);
          for (const [end3, more] of this.predicate(end2, product, next)) add(end3, [value, ...more], next);
        }
      }
    }
    // "At 56,355.91, the price is ..."
    for (const at of this.word(from, "at")) {
      for (const [end, quantity] of this.number(at)) if (state.subject !== null) add(end, [{ is: "value", figures: state.subject.is === "figures" ? (state.subject.refs[0]?.names ?? ["last_close"]) : ["last_close"], quantity, way: null }], state);
    }
    for (const at of this.word(from, "at")) {
      for (const [end, quantity] of this.number(at)) {
        for (const start of this.mark(end) === "," ? [end + 1] : [end]) {
          for (const [end2, subject] of this.list(start)) {
            if (subject.is !== "figures" || subject.refs.length !== 1 || subject.refs[0]?.quantity !== null) continue;
            const value: Claim = { is: "value", figures: subject.refs[0].names, quantity, way: null };
            for (const [end3, more] of this.predicate(end2, subject, { subject, scope: state.scope })) add(end3, [value, ...more], { subject, scope: state.scope });
          }
          for (const end2 of this.productName(start)) {
            const value: Claim = { is: "value", figures: ["last_close"], quantity, way: null };
            for (const [end3, more] of this.predicate(end2, product, { subject: product, scope: state.scope })) add(end3, [value, ...more], { subject: product, scope: state.scope });
          }
        }
      }
    }
    for (const [end, claim] of this.moveNoun(from, state.scope)) {
      const subject: Subject = { is: "move", claim };
      add(end, [claim], { ...state });
      for (const [end2, more] of this.predicate(end, subject, state)) add(end2, [claim, ...more], state);
    }
    for (const [end, phrase] of this.moodPhrase(from, state.scope)) {
      const subject: Subject = { is: "mood", scope: phrase.scope };
      const claims: Claim[] = phrase.mood === null ? [] : [moodClaim(phrase.mood, phrase.scope, phrase.size, false, phrase.of)];
      if (claims.length > 0) add(end, claims, state);
      for (const [end2, more] of this.predicate(end, subject, { ...state, scope: phrase.scope })) add(end2, [...claims, ...more], state);
    }
    // "with", "having"
    for (const end of this.word(from, "have")) {
      for (const way of this.having(end, state)) add(way[0], way[1], way[2]);
    }
    for (const end of this.word(from, "against")) {
      for (const [end2, subject] of this.list(end)) {
        const claims = valueClaims(subject);
        if (claims.length > 0) add(end2, claims, state);
      }
      const left = state.subject === null ? null : figuresOf(state.subject)[0];
      if (left === "buying_momentum" || left === "selling_momentum") {
        const other: FigureName = left === "buying_momentum" ? "selling_momentum" : "buying_momentum";
        for (const [end2, quantity] of this.number(end)) add(end2, [{ is: "value", figures: [other], quantity, way: null }], state);
      }
    }
    // A pronoun for what was said: "which suggests", "this is"
    for (const [end] of this.find(from, "pronoun")) {
      const subject = state.subject ?? product;
      for (const [end2, more] of this.predicate(end, subject, state)) add(end2, more, state);
      for (const [end2, more] of this.predicate(end, { is: "event" }, state)) add(end2, more, state, 1.2);
    }
    // What is said of the subject before
    const subject = state.subject;
    if (subject !== null) {
      for (const [end, more] of this.predicate(from, subject, state)) add(end, more, state);
      if (subject.is === "figures" && subject.refs[0]?.names[0] !== "last_close") for (const [end, more] of this.predicate(from, product, state)) add(end, more, state, 1.1);
    } else {
      for (const [end, more] of this.predicate(from, product, state)) add(end, more, { ...state, subject: product }, 1.1);
    }
    // The word "showing" and what follows
    for (const end of [...this.word(from, "showing"), ...this.word(from, "show")]) {
      for (const [end2, more] of this.shown(end, { is: "event" }, state)) add(end2, more, state);
    }
    // "288 of 288 candles"
    for (const [end, count] of this.number(from)) {
      for (const of of this.word(end, "of")) {
        for (const [end2, expected] of this.number(of)) {
          for (const end3 of this.word(end2, "candles")) add(end3, [{ is: "coverage", count, expected }], state);
        }
      }
    }
  }

  /** What follows "with" or "has". */
  private having(from: number, state: State): readonly (readonly [number, readonly Claim[], State])[] {
    const ways: (readonly [number, readonly Claim[], State])[] = [];
    for (const [end, subject] of this.list(from)) {
      const claims = valueClaims(subject);
      if (claims.length > 0) ways.push([end, claims, { ...state, subject: state.subject ?? product }]);
      for (const [end2, more] of this.predicate(end, subject, state)) ways.push([end2, [...claims, ...more], { ...state, subject }]);
    }
    for (const end of this.productName(from)) {
      for (const [end2, more] of this.predicate(end, product, state)) ways.push([end2, more, { ...state, subject: product }]);
    }
    return ways;
  }

  // ---- predicates ----

  private predicate(from: number, subject: Subject, state: State): Ways<readonly Claim[]> {
    const ways: (readonly [number, readonly Claim[]])[] = [];
    const starts: [number, boolean][] = [[from, false]];
    for (const end of this.word(from, "be")) {
      starts.push([end, false]);
      for (const not of this.word(end, "not")) starts.push([not, true]);
      for (const end2 of this.word(end, "be")) starts.push([end2, false]);
    }
    for (const not of this.word(from, "not")) {
      starts.push([not, true]);
      for (const end of this.word(not, "be")) starts.push([end, true]);
    }
    const isOpen = starts.length === 1;
    for (const [start, denied] of starts) {
      ways.push(...this.attribute(start, subject, state, denied, isOpen || start === from));
    }
    for (const [start, denied] of starts) if (!denied) ways.push(...this.action(start, subject, state));
    return dedupe(ways);
  }

  /** What is said after "is": a side, a zone, a mood, a place, a value. */
  private attribute(from: number, subject: Subject, state: State, denied: boolean, isBare: boolean): Ways<readonly Claim[]> {
    const ways: (readonly [number, readonly Claim[]])[] = [];
    const lefts = figuresOf(subject);

    // A value: "is 29.90", "at 29.90"
    if (subject.is === "figures" || subject.is === "product") {
      const refs = subject.is === "product" ? [single("last_close")] : subject.refs;
      const valueStarts = isBare ? this.word(from, "at") : [from, ...this.word(from, "at")];
      if (!denied) {
        for (const start of valueStarts) {
          for (const [end, quantities] of this.numbers(start)) {
            if (refs.length === 1 || refs.every((ref) => ref.quantity === null)) {
              const claims = refs.flatMap((ref) => quantities.map((quantity): Claim => ({ is: "value", figures: ref.names, quantity, way: null })));
              if (quantities.length === 1 || refs.length === 1) ways.push([end, claims]);
            }
          }
          if (refs.length === 2) {
            for (const [end, [a, b]] of this.pair(start)) {
              const [one, two] = refs;
              if (a === undefined || b === undefined || one === undefined || two === undefined) continue;
              ways.push([end, [{ is: "value", figures: one.names, quantity: a, way: null }, { is: "value", figures: two.names, quantity: b, way: null }]]);
            }
          }
        }
      }
    }

    // "The 24-hour gain is 6.92 %"
    if (subject.is === "move" && !denied && subject.claim.quantities.length === 0) {
      for (const start of [from, ...this.word(from, "at")]) {
        for (const [end, quantities] of this.numbers(start)) ways.push([end, [{ ...subject.claim, quantities }]]);
      }
    }
    // "is a decrease"
    if (moverOf(subject) !== null || subject.is === "event") {
      const kind = moverOf(subject) ?? "price";
      for (const [end, claim] of this.moveNoun(from, scopeOf(subject, state.scope))) ways.push([end, [{ ...claim, of: claim.of === "price" ? kind : claim.of }]]);
    }

    // A side of other figures, perhaps with the distance: "(355) above the average"
    for (const [afterDistance, distance] of [[from, null] as const, ...this.number(from)]) {
      for (const [afterDegree, size] of this.degree(afterDistance)) {
        const sides: [number, Side][] = this.find(afterDegree, "side").map(([end, { side }]) => [end, side]);
        for (const end of this.word(afterDegree, "at")) sides.push([end, "at"]);
        for (const [end, { way, form }] of this.find(afterDegree, "move")) if (form === "adjective" && way !== "flat") for (const than of this.word(end, "than")) sides.push([than, way === "up" ? "above" : "below"]);
        for (const [end, side] of sides) {
          for (const [end2, right] of this.list(end)) {
            if (right.is !== "figures") continue;
            const claims = valueClaims(right);
            if (!comparable(lefts, right)) continue;
            for (const left of lefts) for (const ref of right.refs) claims.push(...compareClaims(left, side, ref.names, size, distance, denied));
            if (lefts.length > 0) ways.push([end2, claims]);
          }
          // "below 30", "above its 70 line": levels of the RSI
          if (lefts.includes("rsi")) {
            for (const [end2, part] of this.find(end, "part")) {
              if (part.from !== 0.4) continue;
              const middle: Claim = { is: "level", side, quantity: { size: 50, sign: 0, step: 1, unit: "none", approx: false }, figure: "rsi", denied, size };
              ways.push([end2, [middle]]);
              for (const of of this.word(end2, "of")) for (const [end3, quantity] of this.number(of)) if (quantity.size === 50) ways.push([end3, [middle]]);
            }
            for (const [end2, quantity] of side === "at" ? [] : this.number(end)) {
              const claim: Claim = { is: "level", side, quantity, figure: "rsi", denied, size };
              ways.push([end2, [claim]]);
              for (const [end3] of this.find(end2, "moodNoun")) ways.push([end3, [claim]]);
            }
            // "near overbought"
            for (const [end2, { zone }] of this.find(end, "zone")) {
              const ends = [end2, ...this.find(end2, "moodNoun").map(([e]) => e)];
              const limit = zone === "overbought" ? 70 : 30;
              for (const e of ends) ways.push([e, [{ is: "level", side, quantity: { size: limit, sign: 0, step: 1, unit: "none", approx: false }, figure: "rsi", denied, size }]]);
            }
          }
          // "above buying at 12822.18": handled by list. "above 12822.18" as the other sum's value
          if (lefts.length === 1 && (lefts[0] === "buying_momentum" || lefts[0] === "selling_momentum")) {
            const other: FigureName = lefts[0] === "buying_momentum" ? "selling_momentum" : "buying_momentum";
            for (const [end2, quantity] of this.number(end)) ways.push([end2, [{ is: "value", figures: [other], quantity, way: null }, ...compareClaims(lefts[0], side, [other], size, null, denied)]]);
          }
        }
      }
    }

    // "in the lower half of the bands", "near the middle of the range", "in the upper half of its range"
    for (const [start] of [[from] as const, ...this.word(from, "in").map((end) => [end] as const), ...this.find(from, "side").filter(([, m]) => m.side === "near").map(([end]) => [end] as const)]) {
      for (const [end, { from: low, to: high }] of this.find(start, "part")) {
        for (const of of this.word(end, "of")) {
          for (const [end2, whole] of this.list(of)) {
            if (whole.is !== "figures" || (whole.group !== "bands" && whole.group !== "range")) continue;
            const claims = valueClaims(whole);
            for (const left of lefts) if (!denied) ways.push([end2, [...claims, { is: "part", of: whole.group, from: low, to: high, figure: left }]]);
          }
        }
      }
    }

    // "within the bands", "between A and B", "in the bands"
    for (const [start, inside] of this.degree(from).flatMap(([at]) => [...this.word(at, "within").map((end) => [end, true] as const), ...this.word(at, "in").map((end) => [end, true] as const), ...this.word(at, "outside").map((end) => [end, false] as const), ...this.word(at, "between").map((end) => [end, true] as const)])) {
      for (const [end, whole] of this.list(start)) {
        if (whole.is !== "figures") continue;
        const claims = valueClaims(whole);
        for (const left of lefts) {
          if (whole.group === "bands" || whole.group === "range") ways.push([end, [...claims, { is: "within", of: whole.group, inside: inside !== denied, figure: left }]]);
          else if (whole.refs.length === 2 && !denied) {
            const [low, high] = whole.refs.map(({ names }) => names[0]);
            if (low !== undefined && high !== undefined) ways.push([end, [...claims, { is: "between", figure: left, low, high }]]);
          }
        }
      }
    }

    // "closer to the lower band than to the upper band"
    for (const [afterDegree] of this.degree(from)) {
      for (const closer of this.word(afterDegree, "closer")) {
        for (const [end, to] of this.figure(closer)) {
          for (const than of this.word(end, "than")) {
            for (const start of this.maybe(than, this.word(than, "to"))) {
              for (const [end2, other] of this.figure(start)) {
                if (to.is !== "figures" || other.is !== "figures") continue;
                const [a, b] = [to.refs[0]?.names[0], other.refs[0]?.names[0]];
                if (a === undefined || b === undefined) continue;
                for (const left of lefts) if (!denied) ways.push([end2, [...valueClaims(to), ...valueClaims(other), { is: "closer", figure: left, to: a, than: b }]]);
              }
            }
          }
        }
      }
    }

    // A zone: "(in) oversold (territory)"
    if (subject.is === "product" || lefts.includes("rsi") || subject.is === "event") {
      for (const [start, before] of this.degree(from).flatMap(([at, size]) => this.maybe(at, [...this.word(at, "in"), ...this.word(at, "within")]).map((end) => [end, size] as const))) {
        for (const [afterDegree, after] of this.degree(start)) {
          const size = before === "none" ? after : before;
          for (const [end, { zone }] of this.find(afterDegree, "zone")) {
            const claim: Claim = { is: "zone", zone, denied, size };
            const ends = [end, ...this.find(end, "moodNoun").map(([e]) => e)];
            for (const e of ends) ways.push([e, [claim]]);
            // "neither overbought nor oversold"
            for (const end2 of ends) {
              const token = this.tokens[end2];
              if (token?.is !== "word" || (token.text !== "nor" && token.text !== "or")) continue;
              for (const [end3, { zone: zone2 }] of this.find(end2 + 1, "zone")) {
                for (const e of [end3, ...this.find(end3, "moodNoun").map(([e2]) => e2)]) if (denied) ways.push([e, [claim, { is: "zone", zone: zone2, denied, size }]]);
              }
            }
          }
        }
      }
    }

    // A mood: "(in a) bearish (trend)"
    if (subject.is !== "figures" || lefts.includes("rsi") || lefts.some((name) => ["change_24h", "price_change", "last_close"].includes(name))) {
      for (const start of this.maybe(from, [...this.word(from, "in")])) {
        for (const [end, phrase] of this.moodPhrase(start, state.scope)) {
          if (phrase.mood === null) continue;
          const of = lefts.includes("rsi") ? ("rsi" as const) : null;
          const claim = moodOf(subject, phrase.mood, phrase.scope, phrase.size, denied, of);
          ways.push([end, [claim]]);
          if (!denied && (phrase.mood === "bullish" || phrase.mood === "bearish")) {
            for (const at of this.word(end, "at")) for (const [end2, quantities] of this.numbers(at)) ways.push([end2, [{ is: "moved", of: "price", way: phrase.mood === "bullish" ? "up" : "down", quantities, scope: subject.is === "mood" ? subject.scope : scopeOf(subject, phrase.scope), size: "none", denied }]]);
          }
          const token = this.tokens[end];
          if (token?.is === "word" && (token.text === "to" || token.text === "or" || token.text === "and")) {
            for (const [end2, phrase2] of this.moodPhrase(end + 1, phrase.scope)) {
              if (phrase2.mood !== null) ways.push([end2, [moodOf(subject, phrase2.mood, phrase2.scope, phrase.size, denied, of)]]);
            }
          }
        }
      }
    }

    // Up or down: "up 2.44 % over 24 hours", "higher", "unchanged"
    const of = moverOf(subject);
    if (of !== null) {
      const ahead: (readonly [number, readonly Quantity[]])[] = [[from, []], ...this.numbers(from)];
      for (const [afterNumber, quantities] of ahead) {
        for (const [afterDegree, size] of this.degree(afterNumber)) {
          for (const [end, { way, form }] of this.find(afterDegree, "move")) {
            if (form !== "adjective") continue;
            this.moveTailClaims(end, { is: "moved", of, way, quantities, scope: scopeOf(subject, state.scope), size, denied }, ways);
          }
        }
      }
    }

    // "is more": volume than before, one sum than the other
    for (const [afterDegree, size] of this.degree(from)) {
      for (const [end, { side }] of this.find(afterDegree, "side")) {
        if (side !== "above" && side !== "below") continue;
        const [left] = lefts;
        if (left === "volume_change") for (const [end2] of this.maybeScope(end, "candle")) ways.push([end2, [{ is: "moved", of: "volume", way: side === "above" ? "up" : "down", quantities: [], scope: "candle", size, denied }]]);
        if (lefts.length === 1 && (left === "buying_momentum" || left === "selling_momentum")) ways.push([end, compareClaims(left, side, [left === "buying_momentum" ? "selling_momentum" : "buying_momentum"], size, null, denied)]);
      }
    }
    // "about the same", said of two
    if (lefts.length === 2) {
      for (const [afterDegree] of this.degree(from)) {
        for (const end of this.word(afterDegree, "same")) {
          const [a, b] = lefts;
          if (a === undefined || b === undefined) continue;
          const claim = compareClaims(a, "near", [b], "none", null, denied);
          ways.push([end, claim]);
          for (const start of [end, ...this.word(end, "at")]) {
            for (const [end2, [x, y]] of this.pair(start)) {
              if (x !== undefined && y !== undefined) ways.push([end2, [...claim, { is: "value", figures: [a], quantity: x, way: null }, { is: "value", figures: [b], quantity: y, way: null }]]);
            }
            for (const [end2, quantity] of this.number(start)) ways.push([end2, [...claim, { is: "value", figures: [a], quantity, way: null }, { is: "value", figures: [b], quantity, way: null }]]);
          }
        }
      }
    }
    return ways;
  }

  private moveTailClaims(from: number, claim: Extract<Claim, { is: "moved" }>, ways: (readonly [number, readonly Claim[]])[]): void {
    const tails: (readonly [number, Extract<Claim, { is: "moved" }>])[] = [];
    this.moveTail(from, claim, tails);
    for (const [end, moved] of tails) {
      ways.push([end, [moved]]);
      // "to 0.1641"
      if (moved.of === "price") {
        for (const to of [...this.word(end, "to"), ...this.word(end, "at")]) {
          for (const [end2, quantity] of this.number(to)) ways.push([end2, [moved, { is: "value", figures: ["last_close"], quantity, way: null }]]);
        }
      }
    }
  }

  /** What is said by a verb: a comparison, a move, a sign of something. */
  private action(from: number, subject: Subject, state: State): Ways<readonly Claim[]> {
    const ways: (readonly [number, readonly Claim[]])[] = [];
    const lefts = figuresOf(subject);
    for (const not of this.word(from, "not")) {
      for (const end of [...this.word(not, "changed"), ...this.find(not, "move").map(([e]) => e)]) {
        const mover = moverOf(subject);
        if (mover !== null) for (const [end2, scope] of this.maybeScope(end, scopeOf(subject, state.scope))) ways.push([end2, [{ is: "moved", of: mover, way: "flat", quantities: [], scope, size: "none", denied: false }]]);
      }
    }
    for (const have of this.word(from, "have")) {
      for (const not of this.word(have, "not")) {
        for (const [end, { side }] of this.find(not, "compare")) {
          for (const [end2, right] of this.list(end)) {
            if (right.is === "figures") ways.push([end2, [...valueClaims(right), ...lefts.flatMap((left) => right.refs.flatMap((ref) => compareClaims(left, side, ref.names, "none", null, true)))]]);
          }
        }
      }
    }
    for (const [afterDegree, size] of this.degree(from)) {
      for (const [end, { side }] of this.find(afterDegree, "compare")) {
        for (const [end2, size2] of this.degree(end)) {
          for (const [end3, right] of this.list(end2)) {
            if (right.is !== "figures" || lefts.length === 0 || !comparable(lefts, right)) continue;
            const claims = [...valueClaims(right), ...lefts.flatMap((left) => right.refs.flatMap((ref) => compareClaims(left, side, ref.names, size === "none" ? size2 : size, null, false)))];
            ways.push([end3, claims]);
            for (const by of this.word(end3, "by")) {
              for (const [end4, distance] of this.number(by)) {
                ways.push([end4, [...valueClaims(right), ...lefts.flatMap((left) => right.refs.flatMap((ref) => compareClaims(left, side, ref.names, size === "none" ? size2 : size, distance, false)))]]);
              }
            }
            for (const [end4, size3] of this.degree(end3)) if (size3 !== "none") ways.push([end4, [...valueClaims(right), ...lefts.flatMap((left) => right.refs.flatMap((ref) => compareClaims(left, side, ref.names, size3, null, false)))]]);
            for (const [end4, scope] of this.scopes(end3)) if (scope === "day" && lefts.every((left) => dimension(left) === "sum")) ways.push([end4, claims]);
          }
        }
      }
    }
    // "have the upper hand", "in control"
    if (lefts.length === 1 && (lefts[0] === "buying_momentum" || lefts[0] === "selling_momentum")) {
      const other: FigureName = lefts[0] === "buying_momentum" ? "selling_momentum" : "buying_momentum";
      for (const start of this.maybe(from, this.word(from, "have"))) {
        for (const [afterDegree, size] of this.degree(start)) {
          for (const end of this.word(afterDegree, "lead")) {
            const claim = compareClaims(lefts[0], "above", [other], size, null, false);
            ways.push([end, claim]);
            for (const over of [...this.word(end, "against"), ...this.find(end, "side").filter(([, m]) => m.side === "above").map(([e]) => e)]) {
              for (const [end2, right] of this.list(over)) if (right.is === "figures" && figuresOf(right)[0] === other) ways.push([end2, [...claim, ...valueClaims(right)]]);
            }
          }
        }
      }
    }
    // Moves: "rose by 82.30", "has gained 2.44 % over 24 hours"
    const of = moverOf(subject);
    if (of !== null) {
      for (const start of this.maybe(from, this.word(from, "have"))) {
        for (const [afterDegree, size] of this.degree(start)) {
          for (const [end, { way, form }] of this.find(afterDegree, "move")) {
            if (form !== "verb" && form !== "ing") continue;
            for (const [end2, size2] of this.degree(end)) {
              this.moveTailClaims(end2, { is: "moved", of, way, quantities: [], scope: scopeOf(subject, state.scope), size: size === "none" ? size2 : size, denied: false }, ways);
            }
          }
          for (const end of this.word(afterDegree, "changed")) {
            for (const by of this.word(end, "by")) {
              for (const [end2, quantities] of this.numbers(by)) {
                for (const [end3, scope] of this.maybeScope(end2, scopeOf(subject, state.scope))) ways.push([end3, [{ is: "moved", of, way: "any", quantities, scope, size: "none", denied: false }]]);
              }
            }
          }
        }
      }
    }
    // "runs from A to B"
    if (subject.is === "figures" && (subject.group === "range" || subject.group === "bands")) {
      for (const end of this.word(from, "runs")) {
        for (const [end2, pair] of this.pair(end)) {
          const [low, high] = [...pair].sort((a, b) => a.size - b.size);
          const [one, two] = subject.refs;
          if (low === undefined || high === undefined || one === undefined || two === undefined) continue;
          ways.push([end2, [{ is: "value", figures: one.names, quantity: low, way: null }, { is: "value", figures: two.names, quantity: high, way: null }]]);
        }
      }
    }
    // "has an RSI of 29.90"
    if (subject.is === "product") {
      for (const end of this.word(from, "have")) for (const [end2, claims] of this.having(end, state)) ways.push([end2, claims]);
    }
    for (const [afterDegree] of this.degree(from)) {
      for (const end of [...this.word(afterDegree, "show"), ...this.word(afterDegree, "showing")]) ways.push(...this.shown(end, subject, state));
    }
    return ways;
  }

  /** What something shows: a mood, a zone, or another claim. */
  private shown(from: number, subject: Subject, state: State): Ways<readonly Claim[]> {
    const ways: (readonly [number, readonly Claim[]])[] = [];
    const lefts = figuresOf(subject);
    const of = lefts.length === 1 && lefts[0] === "rsi" ? ("rsi" as const) : null;
    const token = this.tokens[from];
    const start = token?.is === "word" && token.text === "that" ? from + 1 : from;
    for (const [end, phrase] of this.moodPhrase(start, state.scope)) {
      if (phrase.mood !== null) ways.push([end, [moodOf(subject, phrase.mood, phrase.scope, phrase.size, false, of)]]);
    }
    for (const [afterDegree, size] of this.degree(start)) {
      for (const [end, { zone }] of this.find(afterDegree, "zone")) {
        for (const e of [end, ...this.find(end, "moodNoun").map(([x]) => x)]) ways.push([e, [{ is: "zone", zone, denied: false, size }]]);
      }
    }
    for (const [end, claim] of this.moveNoun(start, state.scope)) ways.push([end, [claim]]);
    for (const end of this.productName(start)) for (const [end2, claims] of this.predicate(end, product, state)) ways.push([end2, claims]);
    for (const [end, inner] of this.list(start)) for (const [end2, claims] of this.predicate(end, inner, state)) ways.push([end2, [...valueClaims(inner), ...claims]]);
    for (const [end, phrase] of this.moodPhrase(start, state.scope)) {
      for (const [end2, claims] of this.predicate(end, { is: "mood", scope: phrase.scope }, { ...state, scope: phrase.scope })) ways.push([end2, [...(phrase.mood === null ? [] : [moodClaim(phrase.mood, phrase.scope, phrase.size, false, null)]), ...claims]]);
    }
    return ways;
  }
}

function figureSubject(names: readonly FigureName[], quantities: readonly Quantity[]): Subject {
  const refs = quantities.length === 0 ? [{ names, quantity: null }] : quantities.map((quantity) => ({ names, quantity }));
  return { is: "figures", refs, group: null };
}

function valueClaims(subject: Subject): Claim[] {
  if (subject.is !== "figures") return [];
  return subject.refs.flatMap(({ names, quantity }) => (quantity === null ? [] : [{ is: "value" as const, figures: names, quantity, way: null }]));
}

/** The figures that something is said of. */
function figuresOf(subject: Subject): FigureName[] {
  if (subject.is === "product") return ["last_close"];
  if (subject.is !== "figures") return [];
  return [...new Set(subject.refs.flatMap(({ names }) => names.slice(0, 1)))];
}

/** Only figures of one kind can be compared: a price with the RSI is no comparison at all. */
function comparable(lefts: readonly FigureName[], right: Extract<Subject, { is: "figures" }>): boolean {
  const kinds = new Set([...lefts, ...right.refs.flatMap(({ names }) => names.slice(0, 1))].map(dimension));
  return kinds.size === 1 && !kinds.has("volume");
}

function compareClaims(left: FigureName, side: Side, rights: readonly FigureName[], size: Size, distance: Quantity | null, denied: boolean): Claim[] {
  const right = rights[0];
  return right === undefined ? [] : [{ is: "compare", left, side, right, size, distance, denied }];
}

function moodClaim(mood: Mood, scope: Scope, size: Size, denied: boolean, of: FigureName | null): Claim {
  return { is: "mood", mood, scope, denied, size, of };
}

/** A change that is "negative" is one that fell; anything else that is negative is a mood. */
function moodOf(subject: Subject, mood: Mood, scope: Scope, size: Size, denied: boolean, of: FigureName | null): Claim {
  const [first] = figuresOf(subject);
  if (subject.is === "figures" && (first === "change_24h" || first === "price_change") && (mood === "bullish" || mood === "bearish")) {
    return { is: "moved", of: "price", way: mood === "bullish" ? "up" : "down", quantities: [], scope: first === "change_24h" ? "day" : "candle", size: "none", denied };
  }
  return moodClaim(mood, scope, size, denied, of);
}

function moverOf(subject: Subject): "price" | "volume" | null {
  if (subject.is === "product") return "price";
  if (subject.is !== "figures" || subject.refs.length !== 1) return null;
  const name = subject.refs[0]?.names[0];
  if (name === "last_close" || name === "price_change" || name === "change_24h") return "price";
  return name === "volume_change" ? "volume" : null;
}

function scopeOf(subject: Subject, scope: Scope): Scope {
  if (subject.is !== "figures") return scope;
  const name = subject.refs[0]?.names[0];
  return name === "change_24h" ? "day" : name === "price_change" ? "candle" : scope;
}

function subjectKey(subject: Subject | null): string {
  if (subject === null) return "-";
  if (subject.is === "figures") return subject.refs.map(({ names }) => names[0]).join("+") + (subject.group ?? "");
  return subject.is;
}

function dedupe<T>(ways: Ways<T>): Ways<T> {
  const seen = new Set<string>();
  return ways.filter(([end, value]) => {
    const key = `${end}|${JSON.stringify(value)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Of readings that claim the same, the one of the fewest pieces; and of all, those of the fewest pieces. */
function keepBest(readings: readonly Reading[]): readonly Reading[] {
  if (readings.length <= 1) return readings;
  const least = Math.min(...readings.map(({ pieces }) => pieces));
  const best = readings.filter(({ pieces }) => pieces <= least + 0.5);
  const seen = new Set<string>();
  return best
    .filter(({ claims }) => {
      const key = JSON.stringify(claims);
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, maxReadings);
}
