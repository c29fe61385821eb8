import { namesOf, otherAssets } from "./known-assets.ts";
import { isOrdinaryWord } from "./product-name.ts";

/** The patterns that find a product, and others than it, in a text. */
export interface ProductWords {
  /** Everything it may be called: its id, its symbol, its name. A symbol that is an ordinary word only in capitals. */
  readonly own: RegExp;
  /** Symbols and pairs of others, as they are written. */
  readonly otherSymbols: RegExp;
  /** Names of others, in lower case. */
  readonly otherNames: RegExp;
}

/** A pattern costs more to make than to use, and a service has some hundred products. */
const kept = new Map<string, ProductWords>();
const mostKept = 1_000;

/** Gives the patterns of a product's id. */
export function productWords(productId: string): ProductWords {
  const known = kept.get(productId);
  if (known !== undefined) return known;
  if (kept.size >= mostKept) kept.clear();
  const words = makeProductWords(productId);
  kept.set(productId, words);
  return words;
}

function makeProductWords(productId: string): ProductWords {
  const parts = productId.split("-");
  const base = parts[0] ?? "";
  const quote = parts.length > 1 ? parts.at(-1) : undefined;
  const ids = [parts, ...(parts.length > 2 ? [parts.slice(0, 2)] : [])].map((some) => some.join(idJoiner(some)));
  const symbol = isPlainSymbol(base) ? [base, base.toLowerCase()] : hasLetter(base) ? [base] : [];
  const names = namesOf(base).flatMap((name) => [name, capitalized(name), name.toUpperCase()]);
  const own = [...ids, ...ids.map((id) => id.toLowerCase()), ...names, ...symbol].filter((name) => name !== "");
  const others = otherAssets(base);
  const symbols = others.symbols.filter((other) => other !== quote);
  const pair = parts.length > 1 ? `(?!${parts.slice(0, 2).join("[-/]")})` : "";
  return {
    own: new RegExp(`(?<![\\p{L}\\p{N}])(?:${own.join("|")})(?![\\p{L}\\p{N}])(?!-denominated)`, "gu"),
    otherSymbols: new RegExp(
      `(?<![\\p{L}\\p{N}/-])(?:${pair}[A-Z0-9]{2,10}[-/](?:USD[TC]?|EUR|GBP|BTC|ETH)|(?:${symbols.join("|")})(?![-/][A-Z]))(?![\\p{L}\\p{N}])`,
      "gu",
    ),
    otherNames: new RegExp(`\\b(?:${others.names.join("|")})\\b`, "gu"),
  };
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
