import type { Features } from "../../features/index.ts";
import type { Claim, Truth } from "./claim.ts";
import { decide, know } from "./decide.ts";
import { createLattice } from "./lattice.ts";
import { isWord } from "./lexicon.ts";
import { farthest, readSentence } from "./read-sentence.ts";
import { scan } from "./scanner.ts";

export interface SentenceVerdict {
  readonly text: string;
  readonly verdict: "true" | "false" | "not_understood";
  readonly reason: string;
  readonly claims: readonly Claim[];
}

const assetNames: Readonly<Record<string, string>> = { btc: "bitcoin", eth: "ether", sol: "solana", doge: "dogecoin", ltc: "litecoin", xrp: "xrp", ada: "cardano", dot: "polkadot", link: "chainlink", avax: "avalanche", dash: "dash", shib: "shib", pepe: "pepe" };

export function judgeSentence(text: string, productId: string, features: Features): SentenceVerdict {
  const known = know(productId, features);
  const base = productId.split("-")[0]?.toLowerCase() ?? "";
  const words = new Set([productId.toLowerCase(), assetNames[base] ?? base, productId.toLowerCase().replace("-", "/"), base]);
  const trimmed = text.trim().replace(/[.!]$/, "");
  const tokens = scan(trimmed);
  for (const [index, token] of tokens.entries()) {
    if (token.is === "unknown") return { text, verdict: "not_understood", reason: `character ${trimmed.slice(token.start, token.end)}`, claims: [] };
    if (token.is === "word" && !words.has(token.text) && !words.has(token.text.replace(/'s$/, "")) && !isWord(token.text)) return { text, verdict: "not_understood", reason: `word "${token.text}" at ${index}`, claims: [] };
  }
  const readings = readSentence(createLattice(tokens, words)).map((claims) => ({ claims }));
  if (readings.length === 0) return { text, verdict: "not_understood", reason: `no reading: stuck at ${stuckAt(tokens, words)}`, claims: [] };
  const truths = readings.map(({ claims }): Truth => {
    if (claims.length === 0) return "unknown";
    const all = decideAll(claims, known);
    return all.includes("false") ? "false" : all.includes("unknown") ? "unknown" : "true";
  });
  const first = readings[0];
  const claims = first?.claims ?? [];
  if (truths.every((truth) => truth === "true")) return { text, verdict: "true", reason: "", claims };
  if (truths.every((truth) => truth === "false")) {
    const decided = decideAll(claims, known);
    const bad = claims.filter((_, index) => decided[index] === "false");
    return { text, verdict: "false", reason: bad.map(brief).join('; '), claims };
  }
  return { text, verdict: "not_understood", reason: `readings differ: ${truths.map((t, i) => t + " " + (readings[i]?.claims.map((c) => brief(c) + (decide(c, known) === "true" ? "" : "!")).join("; ") ?? "")).join(" || ")}`, claims };
}

/** The direction that a claim bears witness to: 1 for a rise, -1 for a fall, 0 for none. */
function directionOf(claim: Claim, known: ReturnType<typeof know>): number {
  switch (claim.is) {
    case "compare": {
      if (claim.side !== "above" && claim.side !== "below") return 0;
      const up = (claim.side === "above") !== claim.denied ? 1 : -1;
      if (claim.left === "buying_momentum") return up;
      if (claim.left === "selling_momentum") return -up;
      if (claim.left === "last_close" && (claim.right === "ema" || claim.right === "rolling_avg")) return up;
      if (claim.right === "last_close" && (claim.left === "ema" || claim.left === "rolling_avg")) return -up;
      return 0;
    }
    case "moved": {
      if (claim.of !== "price") return 0;
      if (claim.way === "any") return Math.sign(claim.quantities[0]?.sign ?? 0) || (claim.quantities.length > 0 ? 1 : 0);
      return claim.way === "up" ? 1 : claim.way === "down" ? -1 : 0;
    }
    case "value": {
      const name = claim.figures[0];
      const value = name === undefined ? null : known.features[name];
      if (name === "price_change" || name === "change_24h") return Math.sign(value ?? 0);
      if (name === "rsi") return Math.sign((value ?? 50) - 50);
      return 0;
    }
    case "mood":
      return claim.mood === "bullish" ? 1 : claim.mood === "bearish" ? -1 : 0;
    default:
      return 0;
  }
}

/** Decides claims together: what a sentence itself tells bears out what it concludes from that. */
function decideAll(claims: readonly Claim[], known: ReturnType<typeof know>): Truth[] {
  const alone = claims.map((claim) => decide(claim, known));
  return claims.map((claim, index) => {
    const truth = alone[index] ?? "unknown";
    if (truth !== "false") return truth;
    const direction = directionOf(claim, known);
    const isFlat = claim.is === "moved" && claim.way === "flat" && claim.scope === "any" && claim.of === "price" && !claim.denied;
    if (isFlat) return claims.some((other, at) => at !== index && alone[at] === "true" && isStill(other)) ? "true" : "false";
    const concludes = (claim.is === "mood" && direction !== 0 && !claim.denied) || (claim.is === "moved" && claim.quantities.length === 0 && claim.scope === "any" && direction !== 0);
    if (!concludes) return truth;
    const evidence = claims
      .filter((other, at) => at !== index && alone[at] === "true" && other.is !== "mood")
      .map((other) => directionOf(other, known))
      .filter((other) => other !== 0);
    if (claim.is === "mood" && claim.scope === "day") return truth;
    if (claim.is === "mood" && claim.size === "large") return truth;
    return evidence.length > 0 && evidence.every((other) => other === direction) ? "true" : "false";
  });
}


function stuckAt(tokens: ReturnType<typeof scan>, words: ReadonlySet<string>): string {
  const at = farthest(createLattice(tokens, words));
  return tokens.slice(at).map((token) => ("text" in token ? token.text : "?")).join(" ");
}

export function brief(claim: Claim): string {
  return Object.values(claim).map((value: unknown) => {
    if (value === false || value === null || value === "none") return "";
    if (Array.isArray(value)) return value.map((x: unknown) => (typeof x === "object" && x !== null && "size" in x ? String(x.size) : String(x))).join("/");
    return typeof value === "object" && "size" in value ? String(value.size) : String(value);
  }).filter((x) => x !== "").join(" ");
}

/** Tells that the price did not change. */
function isStill(claim: Claim): boolean {
  if (claim.is === "value") return (claim.figures[0] === "price_change" || claim.figures[0] === "change_24h") && claim.quantity.size === 0;
  return claim.is === "moved" && claim.of === "price" && (claim.way === "flat" || (claim.quantities.length > 0 && claim.quantities.every(({ size }) => size === 0)));
}
