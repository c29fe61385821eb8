import { isKnownAsset, namesOf, otherAssets } from "./known-assets.ts";
import { isOrdinaryWord } from "./product-name.ts";
import { findSpans, type Span } from "./reading/span.ts";

/** A pattern costs more to make than to use, and a service has some hundred products. */
const kept = new Map<string, RegExp>();
const mostKept = 1_000;

/**
 * The pattern of everything that a product may be called: its id, its symbol, its name. A symbol that is an ordinary word
 * only in capitals.
 */
export function ownWords(productId: string): RegExp {
  return keptPattern(productId, () => makeOwnWords(productId));
}

/** Symbols and pairs of other products in a text, as they are written. */
export function findOtherSymbols(text: string, productId: string): (Span & { readonly text: string })[] {
  const [base = "", second] = productId.split("-");
  const quote = second === undefined ? "" : (productId.split("-").at(-1) ?? "");
  const spans = findSpans(text, otherSymbols(knownOr(base), knownOr(quote)));
  const isOwn = (written: string): boolean =>
    second !== undefined && (written.startsWith(`${base}-${second}`) || written.startsWith(`${base}/${second}`));
  return spans.filter((span) => !isOwn(span.text));
}

/** Names of other products in a text in lower case. */
export function findOtherNames(lower: string, productId: string): (Span & { readonly text: string })[] {
  return findSpans(lower, otherNames(knownOr(productId.split("-")[0] ?? "")));
}

/** Most products are none of the known assets, and so have the same others: one pattern serves them all. */
function knownOr(symbol: string): string {
  return isKnownAsset(symbol) ? symbol : "";
}

function otherSymbols(base: string, quote: string): RegExp {
  return keptPattern(`symbols but ${base} and ${quote}`, () => {
    const symbols = otherAssets(base).symbols.filter((other) => other !== quote);
    return new RegExp(
      `(?<![\\p{L}\\p{N}/-])(?:[A-Z0-9]{2,10}[-/](?:USD[TC]?|EUR|GBP|BTC|ETH)|(?:${symbols.join("|")})(?![-/][A-Z]))(?![\\p{L}\\p{N}])`,
      "gu",
    );
  });
}

function otherNames(base: string): RegExp {
  return keptPattern(`names but ${base}`, () => new RegExp(`\\b(?:${otherAssets(base).names.join("|")})\\b`, "gu"));
}

function keptPattern(key: string, make: () => RegExp): RegExp {
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size >= mostKept) kept.clear();
  const pattern = make();
  kept.set(key, pattern);
  return pattern;
}

function makeOwnWords(productId: string): RegExp {
  const parts = productId.split("-");
  const base = parts[0] ?? "";
  const ids = [parts, ...(parts.length > 2 ? [parts.slice(0, 2)] : [])].map((some) => some.join(idJoiner(some)));
  const symbol = isPlainSymbol(base) ? [base, base.toLowerCase()] : hasLetter(base) ? [base] : [];
  const names = namesOf(base).flatMap((name) => [name, capitalized(name), name.toUpperCase()]);
  const own = [...ids, ...ids.map((id) => id.toLowerCase()), ...names, ...symbol].filter((name) => name !== "");
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${own.join("|")})(?![\\p{L}\\p{N}])(?!-denominated)`, "gu");
}

/** Joined to one word, a short id could be any: `O-F`. */
function idJoiner(parts: readonly string[]): string {
  return parts.join("").length < 5 ? "[-/]" : "[-/]?";
}

/** In lower case only a symbol that is no word can be told from one. */
export function isPlainSymbol(symbol: string): boolean {
  return symbol.length >= 3 && hasLetter(symbol) && !isOrdinaryWord(symbol);
}

/** `00` alone is rather a time's. */
function hasLetter(symbol: string): boolean {
  return /[A-Z]/u.test(symbol);
}

function capitalized(name: string): string {
  return name.replaceAll(/\b[a-z]/gu, (letter) => letter.toUpperCase());
}
