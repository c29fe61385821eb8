import type { Edges, Scope, Statement } from "./statement.ts";
import type { Step, Told } from "./grammar/pieces/piece.ts";
import { anyPiece, joint, opening } from "./grammar/pieces/pieces.ts";
import { type FigureName, figureOf } from "../../features/index.ts";
import { isPriceChange } from "./grammar/subjects.ts";
import { isOfHours, scopeOfSpan } from "./scopes.ts";
import type { Lattice } from "./parser/lattice.ts";

/** What a sentence can mean. */
export type Reading = readonly Statement[];

/** What was read of a sentence. */
export interface Read {
  /** Every reading that leaves nothing over. */
  readonly readings: readonly Reading[];
  /** The token up to which it could be read at all. */
  readonly reached: number;
}

interface Partial {
  readonly claims: readonly Statement[];
  readonly told: Told;
  readonly cost: number;
}

/** No place keeps more readings, and of those only what is nearly as simple as the simplest. */
const maxPartials = 12;
const slack = 0.5;
/** A sentence that takes more steps is too tangled to be read: of a thousand sentences of market texts one takes 400. */
const maxApplied = 600;
const start: Told = {
  subject: null,
  scope: "any",
  last: null,
  they: null,
  candle: false,
  hasProduct: false,
  isJoined: true,
  pending: false,
  named: null,
  move: null,
  comparison: null,
  mood: null,
  ways: null,
  spans: null,
  changeScope: null,
  role: null,
  isNeutral: false,
  ranges: [],
};

/** Reads a sentence piece by piece. Of readings that are as good as simple, all are kept: truth never chooses. */
export function readSentence(lattice: Lattice): Read {
  const partials: Partial[][] = [];
  for (let at = 0; at <= lattice.length; at++) partials.push([]);
  partials[0] = [{ claims: [], told: start, cost: 0 }];
  const finished: Partial[] = [];
  let applied = 0;
  for (let at = 0; at <= lattice.length; at++) {
    const here = best(partials[at] ?? []);
    if (here.length === 0) continue;
    if (at > 0 && lattice.isEnd(at)) finished.push(...here.filter(({ told }) => !told.pending));
    for (const from of startsOf(lattice, at)) {
      for (const { end, value: piece } of anyPiece.run(lattice, from)) {
        if (end <= at) continue;
        const there = partials[end];
        if (there === undefined) continue;
        for (const partial of here) {
          if (++applied > maxApplied) return { readings: [], reached: at };
          const step = piece.after(joined(partial.told, at === 0 || from > at));
          if (step === null || (partial.told.pending && clashes(step.claims, partial.told.scope))) continue;
          if (from === at && isTornOff(step.claims, partial.claims.at(-1))) continue;
          there.push({
            claims: step.claims.length === 0 ? partial.claims : [...partial.claims, ...step.claims],
            told: toldBy(step, partial.told),
            cost: partial.cost + piece.cost,
          });
        }
      }
    }
  }
  if (!lattice.mayGoOn()) return { readings: [], reached: reachedBy(partials) };
  return {
    readings: best(finished)
      .map(({ claims }) => claims)
      .filter((claims) => claims.length > 0),
    reached: reachedBy(partials),
  };
}

function joined(told: Told, isJoined: boolean): Told {
  return told.isJoined === isJoined ? told : { ...told, isJoined };
}

function reachedBy(partials: readonly (readonly Partial[])[]): number {
  for (let at = partials.length - 1; at > 0; at--) if ((partials[at] ?? []).length > 0) return at;
  return 0;
}

function toldBy({ claims, told }: Step, before: Told): Told {
  if (claims.length === 0) return told;
  let { candle, move, mood, comparison, ways, role, isNeutral, spans, changeScope, ranges } = told;
  for (const claim of claims) {
    ranges = withRanges(ranges, claim);
    const scope = scopeOfChange(claim);
    if (scope !== null) {
      if (changeScope !== null && changeScope !== scope) spans = [changeScope, scope];
      changeScope = scope;
    }
    if (claim.is === "moved") {
      if (claim.scope === "candle") candle = true;
      if (!claim.denied) move = claim;
    } else if (claim.is === "mood" && !claim.denied) mood = claim;
    else if (claim.is === "compare" && !claim.denied) comparison = claim;
    else if (claim.is === "zone") isNeutral = claim.zone === "neutral" && !claim.denied;
    else if (claim.is === "extent") spans = spansOfSizes(claim) ?? spans;
    else if (claim.is === "ways") {
      ways = claim;
      spans = claim.scopes;
    } else if (claim.is === "role" && !claim.denied) role = claim;
  }
  const named = told.named === before.named ? null : told.named;
  const isSame =
    candle === told.candle &&
    move === told.move &&
    mood === told.mood &&
    comparison === told.comparison &&
    ways === told.ways &&
    spans === told.spans &&
    changeScope === told.changeScope &&
    role === told.role &&
    isNeutral === told.isNeutral &&
    ranges === told.ranges &&
    named === told.named;
  return isSame && !told.pending
    ? told
    : {
        ...told,
        candle,
        move,
        mood,
        comparison,
        ways,
        spans,
        changeScope,
        role,
        isNeutral,
        ranges,
        named,
        pending: false,
      };
}

/** The ranges that were spoken of, and those that a claim speaks of. */
function withRanges(before: readonly Edges[], claim: Statement): readonly Edges[] {
  const named: readonly (readonly FigureName[])[] =
    claim.is === "extent"
      ? [claim.one, claim.other].filter((extent) => extent.length === 2)
      : claim.is === "position" || (claim.is === "part" && claim.of !== "scale")
        ? [claim.of === "scale" ? [] : claim.of]
        : [];
  const added = named.flatMap(([low, high]): readonly Edges[] =>
    low === undefined || high === undefined || before.some((each) => each[0] === low) ? [] : [[low, high]],
  );
  return added.length === 0 ? before : [...before, ...added];
}

/** The hours that a change of the price is told over; null of anything else. */
function scopeOfChange(claim: Statement): Scope | null {
  if (claim.is === "moved") return claim.of === "price" && !claim.denied && isOfHours(claim.scope) ? claim.scope : null;
  const [name] = claim.is === "value" ? claim.figures : [];
  const scope = name === undefined || !isPriceChange(name) ? null : scopeOfSpan(figureOf(name).span);
  return isOfHours(scope) ? scope : null;
}

/** The spans of two changes whose sizes are compared. */
function spansOfSizes({ one, other }: Extract<Statement, { is: "extent" }>): readonly [Scope, Scope] | null {
  const [first, second] = [one, other].map((extent) =>
    extent.length === 1 && isPriceChange(extent[0]) ? scopeOfSpan(figureOf(extent[0]).span) : null,
  );
  return isOfHours(first ?? null) && isOfHours(second ?? null) && first !== second && first && second
    ? [first, second]
    : null;
}

/** "Over 24 hours, the price fell on the last candle" says two spans of one thing. */
function clashes(claims: readonly Statement[], scope: Told["scope"]): boolean {
  return claims.some((claim) => claim.is === "moved" && claim.scope !== scope);
}

/** "Did not slip below the average" denies where the price is, and does not tell it of a price that did not slip. */
function isTornOff(claims: readonly Statement[], before: Statement | undefined): boolean {
  return before?.is === "moved" && before.denied && claims.some(({ is }) => is !== "moved" && is !== "value");
}

function startsOf(lattice: Lattice, at: number): readonly number[] {
  const starts = [at];
  for (const { end } of (at === 0 ? opening : joint).run(lattice, at)) if (!starts.includes(end)) starts.push(end);
  return starts;
}

function best(partials: readonly Partial[]): readonly Partial[] {
  if (partials.length <= 1) return partials;
  let least = Infinity;
  for (const { cost } of partials) if (cost < least) least = cost;
  const seen = new Set<string>();
  const kept: Partial[] = [];
  for (const partial of partials) {
    if (partial.cost > least + slack) continue;
    const key = keyOf(partial);
    if (seen.has(key)) continue;
    seen.add(key);
    kept.push(partial);
  }
  kept.sort((a, b) => a.cost - b.cost);
  return kept.slice(0, maxPartials);
}

function keyOf({ claims, told }: Partial): string {
  let key = `${told.scope}|${told.subject?.is ?? ""}|`;
  if (told.subject?.is === "figures") for (const { names } of told.subject.refs) key += `${names[0] ?? ""},`;
  for (const claim of claims) key += claimKey(claim);
  return key;
}

/** Partial readings share their statements. */
const keys = new WeakMap<Statement, string>();

function claimKey(claim: Statement): string {
  const known = keys.get(claim);
  if (known !== undefined) return known;
  let key = `;${claim.is}`;
  for (const value of Object.values(claim)) {
    if (typeof value === "object" && value !== null)
      key +=
        "size" in value
          ? `:${String(value.size)}${value.unit}${String(value.sign)}${value.approx ? "~" : ""}`
          : // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tag, or the parser, says what it is
            `:${String((value as readonly unknown[]).length)}${String((value as readonly unknown[])[0])}`;
    else key += `:${String(value)}`;
  }
  keys.set(claim, key);
  return key;
}
