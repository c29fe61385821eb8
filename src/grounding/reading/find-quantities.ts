import { findMatches } from "./find-matches.ts";
import type { Quantity, QuantityUnit } from "./quantity.ts";
import type { Span } from "./span.ts";
import { readSpelledNumber, spelledNumberPattern } from "./spelled-number.ts";

const digits = String.raw`(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3})+,\d+|\d+,(?:\d{1,2}|\d{4,})(?![\d,])|\d+(?:\.\d+)?|\.\d+)`;
const currency = String.raw`(?:us\$|\$|€|£|¥|(?:usd|usdt|usdc|eur|gbp|jpy)(?=[ \d]) ?)`;
const scale = "(?: ?(?:k|mn|mm|m|bn|b|tn)| (?:thousand|million|billion|trillion))";
const unitWords = String.raw`%|(?:us |euro )?cents?|percent(?:age points?)?|pct|per cent|us\$|\$|€|£|¥|us dollars?|u\.s\. dollars?|dollars?|bucks|euros?|pounds?|yen|(?:usd|usdt|usdc|eur|gbp|jpy)|points?(?! (?:to|toward))|pts|x|times|fold|:1(?!\d)|to-1(?!\d)`;

const pattern = new RegExp(
  String.raw`(?<![a-z0-9.,])(?<lead>(?:[-–+±](?! )|minus |negative |plus |positive )?)(?<approx>~ ?|≈ ?)?(?<currency>${currency})?(?<inner>[-+](?=[\d.]))?` +
    String.raw`(?:(?<digits>${digits})(?:(?<decade>(?<=0)s\b)|(?:e(?<exponent>[-+]?\d{1,3}))?(?<scale>${scale}(?![a-z]))?)|(?<spelled>\b${spelledNumberPattern}\b))` +
    String.raw`(?:[ -]?(?<unit>${unitWords})(?![a-z]))?`,
  "gu",
);

/** "The 3rd candle" counts off, and is no figure. */
const ordinalEnding = /^(?:st|nd|rd|th)\b/u;

/** "About" and its kin, right before a number or one word before it. */
const approximation =
  /(?:\babout|\baround|\bnear(?:ly|ing)?|\broughly|\bapproximately|\bapprox|\balmost|\bsome|\bcirca|\bclose to|\bover|\babove|\bunder|\bbelow|\bmore than|\bless than|\bjust|\bmere|[~≈])(?: (?:the|a|an|at))? ?$/u;

const scaleFactors: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mm: 1e6,
  mn: 1e6,
  million: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
  tn: 1e12,
  trillion: 1e12,
};

/**
 * Finds every number of a sentence that is a figure: with thousands separators, currency, percent sign, scale (`50.1k`,
 * `1.2 million`), exponent, sign, or in words from twenty upward. Ranges (`49,000-51,000`) give both their ends.
 *
 * @param sentence lower case, see `toPlainText`.
 * @param taken what other readers have made sense of: dates, times, periods.
 * @param symbols base and quote of the product, lower case, which may follow a number as its unit.
 */
export function findQuantities(
  sentence: string,
  taken: readonly Span[],
  symbols: { readonly base: string; readonly quote: string },
): Quantity[] {
  const found: Quantity[] = [];
  for (const match of findMatches(sentence, pattern)) {
    const groups = match.groups ?? {};
    const start = match.index;
    if (groups["digits"] !== undefined && ordinalEnding.test(sentence.slice(start + match[0].length))) continue;
    if (taken.some((span) => start < span.end && span.start < start + match[0].length)) continue;
    const number = inWholeUnits(readNumber(groups), groups["unit"]);
    if (groups["spelled"] !== undefined && number.size < 20 && groups["unit"] === undefined) continue;
    const { unit, end } = readUnit(groups, sentence, start + match[0].length, symbols);
    const before = sentence.slice(0, start);
    found.push({
      start,
      end,
      text: sentence.slice(start, end),
      ...number,
      sign: readSign(groups, before),
      unit,
      approximate: groups["approx"] !== undefined || approximation.test(before),
      bound: readBound(before),
    });
  }
  return shareUnits(found, sentence);
}

function readBound(before: string): -1 | 0 | 1 {
  if (/\b(?:within|less than|fewer than|not even|at most|nearly|almost|just under)(?: (?:the|a|an))? $/u.test(before))
    return -1;
  return /\b(?:more than|at least|upwards of|well over|just over|over)(?: (?:the|a|an))? $/u.test(before) ? 1 : 0;
}

function readNumber(groups: Readonly<Record<string, string | undefined>>): { size: number; step: number } {
  const spelled = groups["spelled"];
  if (spelled !== undefined) return readSpelledNumber(spelled.replace(/^an? /u, "one "));
  const written = toPointDecimals(groups["digits"] ?? "");
  const decimals = written.split(".")[1]?.length ?? 0;
  const exponent = Number(groups["exponent"] ?? 0);
  // "The mid-40s" are 45, give or take 5.
  const decade = groups["decade"] === undefined ? 0 : 10 ** (/0*$/u.exec(written)?.[0].length ?? 0);
  if (decade > 0) return { size: Number(written) + decade / 2, step: decade };
  const factor = scaleFactors[(groups["scale"] ?? "").trim()] ?? 1;
  return {
    size: Number(`${written}e${exponent}`) * factor,
    step: Number(`1e${exponent - decimals}`) * factor,
  };
}

/** 54 cents are 0.54. */
function inWholeUnits(number: { size: number; step: number }, unit: string | undefined) {
  return unit !== undefined && /^(?:us |euro )?cents?$/u.test(unit)
    ? { size: number.size / 100, step: number.step / 100 }
    : number;
}

/** `33,132.99`, `33.132,99` and `33132,99` are one number. */
function toPointDecimals(written: string): string {
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u.test(written)) return written.replaceAll(",", "");
  return written.includes(",") ? written.replaceAll(".", "").replace(",", ".") : written;
}

function readSign(groups: Readonly<Record<string, string | undefined>>, before: string): -1 | 0 | 1 {
  const lead = (groups["lead"] ?? "").trim();
  const sign = lead === "" ? (groups["inner"] ?? "") : lead;
  // A dash after a number is the middle of a range.
  if (/^[-–]$/u.test(sign) && /\d(?:%|k|mn?|bn?)?\s*$/u.test(before)) return 0;
  if (/^(?:[-–]|minus|negative)$/u.test(sign)) return -1;
  return /^(?:\+|plus|positive)$/u.test(sign) ? 1 : 0;
}

function readUnit(
  groups: Readonly<Record<string, string | undefined>>,
  sentence: string,
  end: number,
  { base, quote }: { readonly base: string; readonly quote: string },
): { unit: QuantityUnit; end: number } {
  const after = groups["unit"] ?? "";
  const before = (groups["currency"] ?? "").trim();
  const named = nameUnit(after, quote) ?? nameUnit(before, quote);
  if (after !== "" || before !== "") return { unit: named, end };
  const next = /^ ?([a-z0-9]{2,10})(?![a-z0-9])/u.exec(sentence.slice(end));
  if (next?.[1] === base && !/^[-/]/u.test(sentence.slice(end + next[0].length)))
    return { unit: "base", end: end + next[0].length };
  if (next?.[1] === quote) return { unit: "quote", end: end + next[0].length };
  return { unit: null, end };
}

function nameUnit(word: string, quote: string): QuantityUnit {
  if (word === "") return null;
  if (/^(?:us |euro )?cents?$/u.test(word)) {
    if (word.startsWith("euro")) return "eur";
    return word.startsWith("us") || quote !== "eur" ? "usd" : "eur";
  }
  if (/^(?:%|per|pct)/u.test(word)) return "percent";
  if (/^(?:\$|us|u\.s|dollar|bucks)/u.test(word)) return "usd";
  if (/^(?:€|eur)/u.test(word)) return "eur";
  if (/^(?:£|gbp|pound)/u.test(word)) return "gbp";
  if (/^(?:¥|jpy|yen)/u.test(word)) return "jpy";
  return /^(?:x|times|fold|:1|to-1)$/u.test(word) ? "times" : "points";
}

/** What the second end of a range is written with holds for the first, too: `49-51k`, `2-3%`. */
function shareUnits(quantities: readonly Quantity[], sentence: string): Quantity[] {
  return quantities.map((quantity, index) => {
    const next = quantities[index + 1];
    if (next === undefined || !isRange(sentence.slice(quantity.end, next.start), next)) return quantity;
    const factor = scaleOf(quantity) === 1 && quantity.size < 1_000 ? scaleOf(next) : 1;
    const unit = quantity.unit ?? next.unit;
    return { ...quantity, size: quantity.size * factor, step: quantity.step * factor, unit };
  });
}

/** The dash of a range may count to the number behind it. */
function isRange(between: string, next: Quantity): boolean {
  return /^\s?[-–—]\s?$/u.test(between) || (between === "" && /^[-–]/u.test(next.text));
}

function scaleOf({ text }: Quantity): number {
  const written = /(?<=\d ?)(?:k|mn|mm|m|bn|b|tn|thousand|million|billion|trillion)(?![a-z])/u.exec(text)?.[0] ?? "";
  return scaleFactors[written] ?? 1;
}
