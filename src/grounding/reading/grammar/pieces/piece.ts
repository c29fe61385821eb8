import {
  comparable,
  type Figures,
  isPriceChange,
  nameOf,
  namesOf,
  type Predicate,
  product,
  type Subject,
} from "../subjects.ts";
import { figureOf } from "../../../../features/index.ts";
import { type Parser, alt, map, opt, rule, seq, tag } from "../../parser/parser.ts";
import { tradedScopeOf } from "../levels/edges.ts";
import { isOfHours, scopeOfSpan } from "../../scopes.ts";
import type { Edges, Scope, Statement } from "../../statement.ts";

/** What a sentence has told so far. */
export interface Told {
  readonly subject: Subject | null;
  readonly scope: Scope;
  /** The figures that were named last. */
  readonly last: Figures | null;
  /** The two or more figures that were named last. */
  readonly they: Figures | null;
  /** The last candle was spoken of. */
  readonly candle: boolean;
  /** The product was a subject. */
  readonly hasProduct: boolean;
  /** A comma, a dash or a word like "and" stands between what was told and what follows. */
  readonly isJoined: boolean;
  /** A span was told, and nothing said of it yet. */
  readonly pending: boolean;
  /** The figures that the piece before named: what "which" stands next to. */
  readonly named: Figures | null;
  /** The movement that was told last: "fell 0.05 in the last candle and 0.22 % over 24 hours". */
  readonly move: Extract<Statement, { is: "moved" }> | null;
  /** The comparison that was told last: "tops the EMA by 3.02 and the average by 2.22". */
  readonly comparison: Extract<Statement, { is: "compare" }> | null;
  /** The span of the change that was told last, by its name or as a movement. */
  readonly changeScope: Scope | null;
  /** The two spans that changes were told of together, in the order in which they were named. */
  readonly spans: readonly [Scope, Scope] | null;
  /** Two spans of which it was told how they stand to one another. */
  readonly ways: Extract<Statement, { is: "ways" }> | null;
  /** The level that was given a place or a part to play last: what "followed by" goes on from. */
  readonly role: Extract<Statement, { is: "role" }> | null;
  /** The ranges that were spoken of, each once: `the former`, `each`. */
  readonly ranges: readonly Edges[];
  /** An oscillator was said to be in no zone: what a trend can stand against, or be in line with. */
  readonly isNeutral: boolean;
  /** The mood that was told last: "and so is the 24-hour trend". */
  readonly mood: Extract<Statement, { is: "mood" }> | null;
}

export interface Step {
  readonly claims: readonly Statement[];
  readonly told: Told;
}

/** A piece of a sentence: what it adds to what was told; null where it can't follow on that. */
export interface Piece {
  readonly cost: number;
  readonly after: (told: Told) => Step | null;
}

export const piece = (after: Piece["after"], cost = 1): Piece => ({ cost, after });

export const none: readonly Statement[] = [];

export function remember(told: Told, subject: Subject | null, last: Figures | null): Told {
  const own = subject?.is === "figures" ? subject : null;
  const they =
    last !== null && last.refs.length > 1
      ? last
      : own !== null && own.refs.length > 1
        ? own
        : (bothOf(own, last) ?? joinedOf(told, own));
  const hasProduct = told.hasProduct || subject?.is === "product";
  return {
    ...told,
    hasProduct,
    subject: subject ?? told.subject,
    last: last ?? own ?? told.last,
    they,
    named: last ?? own,
  };
}

/** A figure and the one that it was compared with. */
function bothOf(own: Figures | null, last: Figures | null): Figures | null {
  if (
    own === null ||
    last === null ||
    own.refs.length !== 1 ||
    last.refs.length !== 1 ||
    !comparable(namesOf(own), namesOf(last))
  )
    return null;
  return { is: "figures", refs: [...own.refs, ...last.refs], group: null, more: [] };
}

/** Two figures that were told one after the other: "the high is A and the low is B, they ...". */
function joinedOf(told: Told, own: Figures | null): Figures | null {
  const before = told.subject?.is === "figures" ? told.subject : null;
  if (own === null || before === null || own.refs.length !== 1 || before.refs.length !== 1) return told.they;
  if (nameOf(own) === nameOf(before) || !comparable(namesOf(own), namesOf(before))) return told.they;
  return { is: "figures", refs: [...before.refs, ...own.refs], group: null, more: [] };
}

/** Says something of a subject. */
export function clause(
  subject: Subject,
  claims: readonly Statement[],
  said: Predicate,
  scope: Scope | null,
  cost = 1,
): Piece {
  return piece((told) => {
    const around = scope ?? told.scope;
    if (!fitsSpan(subject, around) || (scope === "day" && namesOf(subject).includes("volume_change"))) return null;
    const found = said.of({ subject, scope: around, they: told.they, ranges: told.ranges }, false);
    if (found === null || (namesAgain(subject, told) && found.every(({ is }) => is === "value"))) return null;
    return { claims: [...claims, ...found], told: remember(told, subject, said.last) };
  }, cost);
}

/** "Below its EMA and EMA at 14.49": what something was just held against is no subject of its own beside it. */
export function namesAgain(subject: Subject, { subject: before, named }: Told): boolean {
  if (subject.is !== "figures" || named === null || before?.is === "figures") return false;
  // "Below its averages: the EMA is 29.90": a pair may be told one by one.
  if (named.group !== null && named.refs.every(({ quantity }) => quantity === null)) return false;
  const names = namesOf(named);
  return namesOf(subject).some((name) => names.includes(name));
}

/** A candle's change is none of a day, and a day's none of a candle. */
export function fitsSpan(subject: Subject, scope: Scope): boolean {
  if (subject.is !== "figures" || scope === "any") return true;
  return subject.refs.every(({ names: [name], quantity: value }) => {
    if (isOfHours(scope) && name !== undefined && (isPriceChange(name) || tradedScopeOf(name) !== null))
      return scopeOfSpan(figureOf(name).span) === scope;
    if (value === null && name !== "price_change" && name !== "change_24h") return true;
    if (name === "price_change" || name === "volume_change") return !isOfHours(scope);
    if (name === "change_24h") return scope === "day";
    if (name === undefined || !isOfHours(scope)) return true;
    const own = scopeOfSpan(figureOf(name).span);
    return scope === "day" || own !== null || figureOf(name).span === "window";
  });
}

/** What has no direction shows none: "The ADX of 33.09 shows a bullish trend" is no conclusion. */
function mayFollow(found: readonly Statement[], { subject }: Told): boolean {
  const names = subject === null || subject.is !== "figures" ? [] : namesOf(subject);
  const tellsNoWay = names.length > 0 && names.every((name) => ["width", "count"].includes(figureOf(name).kind.is));
  return !tellsNoWay || found.every((claim) => claim.is !== "mood" && claim.is !== "moved");
}

/** Says something of what was spoken of before. */
export function ofBefore(said: Predicate, pick: (told: Told) => Subject | null, cost: number): Piece {
  return piece((told) => {
    const subject = pick(told);
    if (subject === null) return null;
    const found = said.of({ subject, scope: told.scope, they: told.they, ranges: told.ranges }, false);
    if (found !== null && subject.is === "event" && !mayFollow(found, told)) return null;
    return found === null
      ? null
      : { claims: found, told: remember(told, subject.is === "event" ? told.subject : subject, said.last) };
  }, cost);
}

export const productName: Parser<Subject> = rule(
  map(
    alt(
      tag("product"),
      seq([tag("product"), tag("productNoun")], () => true as const),
      tag("productNoun"),
      seq([tag("owner"), tag("productNoun")], () => true as const),
      seq([tag("productNoun"), tag("product")], () => true as const),
    ),
    () => product,
  ),
);

export function maybeDegree(): Parser<"small" | "large" | null> {
  return opt(tag("degree"), null);
}
