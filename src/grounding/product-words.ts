import { namesOf, otherAssets } from "./known-assets.ts";

/** The patterns that find a product, and others than it, in a text. */
export interface ProductWords {
  /** Everything it may be called, in lower case: its id, its symbol, its name. */
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
  const own = [
    spelled(parts),
    ...(parts.length > 2 ? [spelled(parts.slice(0, 2))] : []),
    ...namesOf(base),
    base.toLowerCase(),
  ];
  const others = otherAssets(base);
  const symbols = others.symbols.filter((symbol) => symbol !== quote);
  const pair = parts.length > 1 ? `(?!${parts.slice(0, 2).join("[-/]")})` : "";
  return {
    own: new RegExp(
      `(?<![\\p{L}\\p{N}])(?:${own.filter((name) => name !== "").join("|")})(?![\\p{L}\\p{N}])(?!-denominated)`,
      "gu",
    ),
    otherSymbols: new RegExp(
      `(?<![\\p{L}\\p{N}/-])(?:${pair}[A-Z0-9]{2,10}[-/](?:USD[TC]?|EUR|GBP|BTC|ETH)|(?:${symbols.join("|")})(?![-/][A-Z]))(?![\\p{L}\\p{N}])`,
      "gu",
    ),
    otherNames: new RegExp(`\\b(?:${others.names.join("|")})\\b`, "gu"),
  };
}

function spelled(parts: readonly string[]): string {
  return parts.join("[-/]?").toLowerCase();
}
