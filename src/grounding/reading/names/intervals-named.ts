import { figureOf, type FigureName } from "../../../features/index.ts";
import type { Claim } from "../../claims/claim.ts";
import { type Figures, intervalOf } from "../../claims/figures.ts";
import { isClose } from "../../claims/phrases.ts";
import { intervalHours, knownIntervals, spanFits, spanOf } from "../../claims/spans.ts";
import { votesOf } from "../../claims/kinds/stance.ts";
import type { KnownFigures } from "../known-figures.ts";
import { entriesAt } from "../lexicon.ts";
import type { FigureMeaning } from "../meanings.ts";
import type { Token } from "../parser/scanner.ts";

const lengths = new Map(
  // A day is a span of hours before it is a candle.
  knownIntervals.flatMap(({ words, length }) => (length < 24 ? words.map((word) => [word, length] as const) : [])),
);
const spelled: Readonly<Record<string, number>> = { one: 1, five: 5, fifteen: 15, thirty: 30 };

/**
 * Why the candles that a sentence names are not those of its figures; null where they are. "The hourly RSI" is none of
 * 5-minute candles, and a change "in the last five minutes" none of hourly ones.
 */
export function wrongInterval(
  tokens: readonly Token[],
  claims: readonly Claim[],
  figures: Figures,
  known: KnownFigures,
): string | null {
  if (!tokens.some((token) => token.is === "word" && (lengths.has(token.text) || token.text.startsWith("minute"))))
    return null;
  const { interval, further } = figures.features;
  const only = further === undefined ? intervalHours(interval) : null;
  for (let at = 0; at < tokens.length;) {
    const found = entriesAt(tokens, at).at(-1);
    const end = found?.end ?? at + 1;
    const length = lengthNamed(tokens, at, end);
    if (length !== null && length !== only) {
      const own = figuresMeant(found?.meanings ?? [], known);
      const named = own.length > 0 ? own : figuresMeant(entriesAt(tokens, end).at(-1)?.meanings ?? [], known);
      const isBorne =
        named.length > 0 ? named.every((name) => isOf(name, length, figures)) : areOf(claims, length, figures);
      if (!isBorne) return "The figures of the sentence are of candles of another length.";
    }
    at = end;
  }
  return null;
}

function lengthNamed(tokens: readonly Token[], from: number, to: number): number | null {
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (token?.is !== "word") continue;
    const length = lengths.get(token.text);
    if (length !== undefined) return length;
    if (token.text !== "minutes" && token.text !== "minute") continue;
    const before = tokens[at - 1];
    const minutes =
      before?.is === "number" ? before.number.size : before?.is === "word" ? spelled[before.text] : undefined;
    if (minutes !== undefined) return minutes / 60;
  }
  return null;
}

function figuresMeant(
  meanings: readonly { readonly tag: string; readonly meaning: unknown }[],
  known: KnownFigures,
): readonly FigureName[] {
  return meanings.flatMap(({ tag, meaning }) =>
    tag === "figure"
      ? // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tag says what it is
        known.meaningsOf(meaning as FigureMeaning).flatMap(({ names, pair }) => pair ?? (names.length > 1 ? [] : names))
      : [],
  );
}

function isOf(name: FigureName, length: number, figures: Figures): boolean {
  const span = spanOf(figureOf(name), figures.features);
  if (typeof span !== "string" && "hours" in span) return span.hours === length;
  return span !== "previous_day" && span !== "window" && intervalHours(intervalOf(name, figures)) === length;
}

/** Whether all that a sentence says of candles is said of such candles, and something is. */
function areOf(claims: readonly Claim[], length: number, figures: Figures): boolean {
  const fits = claims.flatMap((claim): readonly boolean[] => {
    if (claim.is === "moved" || claim.is === "stance") {
      const { span } = claim;
      if (span !== null && typeof span !== "string" && "hours" in span) return span.hours === length ? [true] : [];
      if (claim.is === "stance" && claim.of !== null) return [isOf(claim.of, length, figures)];
      if (claim.is === "moved" && span === "last_candle") return [intervalHours(figures.features.interval) === length];
      return votesOf(figures)
        .filter((vote) => spanFits("short", vote.span, vote.interval))
        .map(({ interval }) => intervalHours(interval) === length);
    }
    if (claim.is === "ways")
      return claim.spans.flatMap((span) =>
        span !== null && typeof span !== "string" && "hours" in span && span.hours === length ? [true] : [],
      );
    return namesOf(claim).flatMap((name) => {
      const { span } = figureOf(name);
      if (typeof span !== "string" && "hours" in span) return span.hours === length ? [true] : [];
      const isOfCandles = span === "last_candle" || (typeof span !== "string" && "candles" in span);
      return isOfCandles && !isClose(name) ? [isOf(name, length, figures)] : [];
    });
  });
  return fits.length > 0 && fits.every(Boolean);
}

function namesOf(claim: Claim): readonly FigureName[] {
  if (claim.is === "extent") return [...claim.one, ...claim.other];
  if (claim.is === "order") return claim.levels;
  if ("figure" in claim)
    return claim.figure === null ? [] : "low" in claim ? [claim.figure, claim.low, claim.high] : [claim.figure];
  return "left" in claim ? [claim.left, claim.right] : [];
}
