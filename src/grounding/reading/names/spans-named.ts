import { figureOf, type FigureName, type Span } from "../../../features/index.ts";
import type { Claim, ClaimSpan, StanceClaim } from "../../claims/claim.ts";
import { decide } from "../../claims/decide.ts";
import { type Figures, intervalOf } from "../../claims/figures.ts";
import { isClose } from "../../claims/phrases.ts";
import { spanFits, spanOf } from "../../claims/spans.ts";
import { entriesAt } from "../lexicon.ts";
import { isOfHours, spanOfScope } from "../scopes.ts";
import type { FigureMeaning } from "../meanings.ts";
import type { Token } from "../parser/scanner.ts";
import type { Scope } from "../statement.ts";

/** The scopes that one phrase can mean: "intraday" is the day, or the short run. */
type Named = readonly Scope[];

/**
 * Whether all spans that a sentence names are spans of what it claims. "The volume change of the last 24 hours" names
 * one that the volume change has not, and is not true whatever its number is.
 *
 * What is called bullish or bearish without a span must be so over a span that the sentence names, if it names any.
 */
export function bearsItsSpans(
  tokens: readonly Token[],
  readings: readonly (readonly Claim[])[],
  figures: Figures,
): boolean {
  const [named, counts] = [spansNamed(tokens), countsNamed(tokens)];
  return readings.every((claims) => bearsAll(claims, named, counts, figures));
}

function bearsAll(
  claims: readonly Claim[],
  named: readonly Named[],
  counts: readonly number[],
  figures: Figures,
): boolean {
  return (
    counts.every((count) => claims.some((claim) => coversCandles(claim, count))) &&
    (named.length === 0 || named.some((scopes) => !scopes.includes("any"))) &&
    named.every((scopes) =>
      scopes.some((scope) => scope === "any" || claims.some((claim) => bears(claim, scope, figures))),
    ) &&
    claims.every((claim) => !isOpenStance(claim) || holdsOverOne(claim, named, figures))
  );
}

const counted = new Set(["candles", "periods", "closes", "bars"]);
const spelledCounts: Readonly<Record<string, number>> = {
  two: 2,
  three: 3,
  five: 5,
  ten: 10,
  fourteen: 14,
  twenty: 20,
};

/** How many candles a sentence speaks of: "over the last 14 candles". The 288 of a day are told as coverage. */
function countsNamed(tokens: readonly Token[]): readonly number[] {
  return tokens.flatMap((token, at) => {
    const before = tokens[at - 1];
    if (token.is !== "word" || !counted.has(token.text) || before === undefined) return [];
    const count =
      before.is === "number" ? before.number.size : before.is === "word" ? spelledCounts[before.text] : undefined;
    return count === undefined || count > 100 ? [] : [count];
  });
}

/** Whether a claim is of a figure that covers that many candles. */
function coversCandles(claim: Claim, count: number): boolean {
  if (claim.is === "moved" && claim.span === "last_candle") return count === 1;
  if (claim.is === "moved" || claim.is === "coverage" || claim.is === "wrong" || claim.is === "role") return true;
  if (claim.is === "stance") return claim.of === null;
  if (claim.is === "ways") return false;
  return figuresOf(claim).some((name) => isOfCount(name, count));
}

function isOfCount(name: FigureName, count: number): boolean {
  const { span } = figureOf(name);
  return typeof span !== "string" && "candles" in span && span.candles === count;
}

/** The spans that stand in a sentence by themselves. "Day's high" is a figure's name and none of them. */
function spansNamed(tokens: readonly Token[]): readonly Named[] {
  const named: Named[] = [];
  for (let at = 0; at < tokens.length;) {
    const longest = entriesAt(tokens, at).at(-1);
    at = longest?.end ?? at + 1;
    const scopes = (longest?.meanings ?? []).filter(({ tag }) => !isNoun(tag)).map(scopeOf);
    const known = scopes.filter((scope) => scope !== null);
    // "The hourly RSI" tells how long its candles are, and no span.
    if (longest?.meanings.some(({ tag }) => tag === "interval") === true && isOfCandles(tokens, at)) continue;
    if (known.length > 0 && known.length === scopes.length) named.push(known);
  }
  return named;
}

/** A noun that also is a span: what else it is called says nothing. */
function isNoun(tag: string): boolean {
  return tag === "moodNoun" || tag === "productNoun" || tag === "interval";
}

function isOfCandles(tokens: readonly Token[], at: number): boolean {
  return (entriesAt(tokens, at).at(-1)?.meanings ?? []).some(
    ({ tag, meaning }) =>
      tag === "figure" &&
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tag says what it is
      [meaning as FigureMeaning].some(({ names }) => names.some((name) => "candles" in Object(figureOf(name).span))),
  );
}

function scopeOf({ tag, meaning }: { readonly tag: string; readonly meaning: unknown }): Scope | null {
  if (tag === "day") return "day";
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tag says what it is
  if (tag === "hours") return meaning as Scope;
  if (tag === "candle" || tag === "candleBefore") return "candle";
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tag, or the parser, says what it is
  return tag === "span" || tag === "spanAdjective" ? (meaning as Scope) : null;
}

function bears(claim: Claim, scope: Scope, figures: Figures): boolean {
  if (claim.is === "moved" || claim.is === "stance")
    return claim.span === null || isOf(scope, claim.span) || claim.span === spanOfScope(scope);
  if (claim.is === "ways") return claim.spans.some((span) => span !== null && isOf(scope, span));
  if (claim.is === "coverage" || claim.is === "wrong" || claim.is === "role") return isOfHours(scope);
  return figuresOf(claim).some((name) => isOfFigure(name, scope, figures));
}

function isOf(scope: Scope, said: Exclude<ClaimSpan, null>): boolean {
  const isShort = said === "short" || said === "last_candle" || "candles" in said;
  if (scope === "short" || scope === "candle") return isShort;
  const own = spanOfScope(scope);
  return own !== null && own !== "short" && own !== "last_candle" && "hours" in own && isSameHours(said, own.hours);
}

function isSameHours(said: Exclude<ClaimSpan, null>, hours: number): boolean {
  return said !== "short" && said !== "last_candle" && "hours" in said && said.hours === hours;
}

function isOfFigure(name: FigureName, scope: Scope, figures: Figures): boolean {
  const own: Span = spanOf(figureOf(name), figures.features);
  if (isClose(name)) return scope === "candle" || scope === "short";
  if (scope === "candle") return spanFits("short", own, intervalOf(name, figures));
  return spanFits(spanOfScope(scope), own, intervalOf(name, figures));
}

function figuresOf(
  claim: Exclude<Claim, { is: "moved" | "stance" | "coverage" | "wrong" | "role" | "ways" }>,
): readonly FigureName[] {
  if (claim.is === "extent") return [...claim.one, ...claim.other];
  if ("figure" in claim) return "low" in claim ? [claim.figure, claim.low, claim.high] : [claim.figure];
  return [claim.left, claim.right];
}

/** A mixed picture is one of several spans. */
function isOpenStance(claim: Claim): claim is Claim & StanceClaim {
  if (claim.is !== "stance" || claim.span !== null || claim.of !== null) return false;
  return claim.stance === "bullish" || claim.stance === "bearish";
}

function holdsOverOne(claim: Claim & StanceClaim, named: readonly Named[], figures: Figures): boolean {
  // "Over that span" is the one that the sentence names elsewhere.
  const scopes = new Set(
    named
      .flat()
      .filter((scope) => scope !== "any")
      .map((scope): Scope => (scope === "candle" ? "short" : scope)),
  );
  if (scopes.size === 0) return true;
  return [...scopes].some((scope) => decide({ ...claim, span: spanOfScope(scope) }, figures).is === "true");
}
