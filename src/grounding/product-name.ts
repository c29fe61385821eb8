import { namesOf } from "./known-assets.ts";

/** Symbols that are also words of a market text: only in capitals do they name the product. */
const ordinarySymbols: ReadonlySet<string> = new Set(
  "A AND AT BAND BID BIT BLUR CAP COMP CORE FLOW GAS GO HIGH IN INDEX IO IS JUST LINK LIT LOW MASK ME MOVE NEAR ONE OR POWER PRIME RARE RENDER S SAFE SAND SUPER T THE TREE USUAL VOLUME W ZEN".split(
    " ",
  ),
);

/**
 * Whether a text names the product, as a whole word in any case: by its id (`BTC-USD`, also `BTC/USD` and `BTCUSD`),
 * by the first parts of a longer id (`BIT-24APR26` of `BIT-24APR26-CDE`), by its symbol (`BTC`) or its name (`Bitcoin`).
 *
 * A symbol that is an ordinary word (`NEAR`) counts in capitals only, and none counts as a part of another pair
 * (`BTC-EUR`, `ETH-BTC`).
 */
export function namesProduct(text: string, productId: string): boolean {
  // As it is most often written: that is found without a copy of the text.
  if (findWhole(text, productId).length > 0) return true;
  const parts = productId.split("-");
  const symbol = symbolOf(productId);
  const capitals = inCapitals(text);
  const beginnings = parts.map((_, index) => parts.slice(0, index + 1)).slice(1);
  const spellings = beginnings.flatMap((beginning) => ["-", "/", ""].map((joiner) => beginning.join(joiner)));
  if (spellings.some((spelling) => findWhole(capitals, spelling).length > 0)) return true;
  if (namesOf(symbol).some((name) => findWhole(capitals, name.toUpperCase()).length > 0)) return true;
  const starts = findWhole(ordinarySymbols.has(symbol) ? text : capitals, symbol);
  return starts.some((start) => !isPartOfPair(text, start, start + symbol.length));
}

function symbolOf(productId: string): string {
  return productId.split("-", 1).join("");
}

/** Capitals for the letters of product ids alone, so that every character keeps its place. */
function inCapitals(text: string): string {
  return text.replaceAll(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** Where `name` stands in `text` as a whole word. No pattern is made of it: that would cost more than the search. */
function findWhole(text: string, name: string): number[] {
  const starts: number[] = [];
  if (name === "") return starts;
  for (let start = text.indexOf(name); start !== -1; start = text.indexOf(name, start + 1)) {
    if (isWhole(text, start, start + name.length)) starts.push(start);
  }
  return starts;
}

/** Neither a part of a longer word nor the thousands or the fraction of a number. */
function isWhole(text: string, start: number, end: number): boolean {
  return (
    !/(?:[\p{L}\p{N}]|\d[.,])$/u.test(text.slice(Math.max(0, start - 2), start)) &&
    !/^(?:[\p{L}\p{N}]|[.,]\d)/u.test(text.slice(end, end + 2))
  );
}

/** A part of a pair that is written in capitals: `BTC` in `BTC-EUR`, not in `BTC-denominated`. */
function isPartOfPair(text: string, start: number, end: number): boolean {
  return (
    /^[-/][A-Z0-9]{2,}(?![a-z])/.test(text.slice(end)) ||
    /[A-Z0-9]{2}[-/]$/.test(text.slice(Math.max(0, start - 3), start))
  );
}
