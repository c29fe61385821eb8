import { figureOf, type FigureName, type Span } from "../../../features/index.ts";
import type { Claim, ClaimSpan, StanceClaim } from "../../claims/claim.ts";
import { decide } from "../../claims/decide.ts";
import { type Figures, intervalOf, valueOf } from "../../claims/figures.ts";
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
 * What is said "overall" is said of all figures: more of them speak for it than against it, and no span as a whole does the other way.
 */
export function bearsItsSpans(
  tokens: readonly Token[],
  readings: readonly (readonly Claim[])[],
  figures: Figures,
  before: readonly Claim[] = [],
): boolean {
  const [found, counts] = [spansNamed(tokens), countsNamed(tokens)];
  const isOfBefore = found.length > 0 && found.every((scopes) => scopes.includes("any")) && isOfDay(before);
  const named: readonly Named[] = isOfBefore ? [["day"]] : found;
  const isOfAll = tokens.some((token) => token.is === "word" && token.text === "overall");
  // "Over 24 hours it is up, so overall sentiment is bullish": what is said of all is not said of the day.
  const at = tokens.findIndex((token) => token.is === "word" && token.text === "overall");
  const isLast = at > 0 && isMoodNoun(tokens[at + 1]) && spansNamed(tokens.slice(at)).length === 0;
  if (isLast && !readings.every((claims) => endsOverall(claims, figures))) return false;
  return readings.every((claims) => bearsAll(claims, isOfAll, named, counts, figures));
}

/** What is told last takes a side that all figures take. */
function endsOverall(claims: readonly Claim[], figures: Figures): boolean {
  const last = claims.findLast(({ is }) => is === "stance");
  if (last?.is !== "stance" || last.denied || (last.stance !== "bullish" && last.stance !== "bearish")) return true;
  return decide({ ...last, span: null }, figures).is === "true";
}

function isMoodNoun(token: Token | undefined): boolean {
  return (
    token?.is === "word" &&
    ["sentiment", "market", "mood", "tone", "bias", "outlook", "picture", "trend"].includes(token.text)
  );
}

/** Whether all spans that a sentence told are the day, so that "the same period" is that. */
function isOfDay(claims: readonly Claim[]): boolean {
  const spans = claims.flatMap((claim) =>
    (claim.is === "moved" || claim.is === "stance") && claim.span !== null ? [claim.span] : [],
  );
  return spans.length > 0 && spans.every((span) => isOf("day", span));
}

function bearsAll(
  claims: readonly Claim[],
  isOfAll: boolean,
  named: readonly Named[],
  counts: readonly number[],
  figures: Figures,
): boolean {
  return (
    !(isOfAll && claims.some((claim) => saysNeither(claim) && takesSide(figures))) &&
    counts.every((count) => claims.some((claim) => coversCandles(claim, count))) &&
    (named.length === 0 || named.some((scopes) => !scopes.includes("any"))) &&
    named.every((scopes) =>
      scopes.some((scope) => scope === "any" || claims.some((claim) => bears(claim, scope, figures))),
    ) &&
    claims.every(
      (claim) =>
        !isOpenStance(claim) || (isOfAll ? decide(claim, figures).is === "true" : holdsOverOne(claim, named, figures)),
    )
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
  // A number that is told of a movement in the short term is that of the last candle.
  if (claim.is === "moved" && (claim.span === "last_candle" || (claim.span === "short" && claim.quantities.length > 0)))
    return count === 1;
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
  if (claim.is === "moved" && claim.span === null && claim.quantities.length > 0 && isOfHours(scope))
    return decide({ ...claim, span: spanOfScope(scope) }, figures).is === "true";
  // "In line with the positive change over the last candle", of figures that tell none.
  if (claim.is === "stance" && scope === "candle" && valueOf("price_change", figures) === null) return false;
  // "Volume fell in the last hour, and sentiment is mixed": nothing speaks of that hour.
  if (claim.is === "stance" && claim.span === null && isOfHours(scope) && scope !== "day" && scope !== "week")
    return decide({ ...claim, span: spanOfScope(scope) }, figures).is === "true";
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
  if (claim.is === "order") return claim.levels;
  if ("figure" in claim) return "low" in claim ? [claim.figure, claim.low, claim.high] : [claim.figure];
  return [claim.left, claim.right];
}

/** "Overall sentiment is neutral" */
function saysNeither(claim: Claim): boolean {
  return (
    claim.is === "stance" && claim.span === null && claim.of === null && !claim.denied && claim.stance === "neutral"
  );
}

/** All figures together speak for a side. */
function takesSide(figures: Figures): boolean {
  return (["bullish", "bearish"] as const).some(
    (stance) =>
      decide({ is: "stance", stance, span: null, size: "none", of: null, denied: false }, figures).is === "true",
  );
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
