import { namesOf } from "../../known-assets.ts";

/** The words that name the product that a text is about, in lower case: its id, its symbol, its name. */
export function productNames(productId: string): ReadonlySet<string> {
  const known = kept.get(productId);
  if (known !== undefined) return known;
  const id = productId.toLowerCase();
  const parts = id.split("-");
  const [base = ""] = parts;
  const names = new Set<string>([id, id.replaceAll("-", "/"), id.replaceAll("-", "")]);
  for (let count = 2; count < parts.length; count++) names.add(parts.slice(0, count).join("-"));
  if (isName(base)) names.add(base);
  for (const name of namesOf(base.toUpperCase())) if (!name.includes(" ")) names.add(name);
  if (kept.size >= maxKept) kept.clear();
  kept.set(productId, names);
  return names;
}

const kept = new Map<string, ReadonlySet<string>>();
const maxKept = 1_000;

/** A symbol without a letter could be any number, one of one letter any word. */
function isName(symbol: string): boolean {
  return symbol.length > 1 && Array.from(symbol).some((char) => char >= "a" && char <= "z");
}
