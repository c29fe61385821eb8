import { catalogue, type Features, type FigureName, formatFigures } from "../../../features/index.ts";
import type { Claim } from "../../../grounding/claims/claim.ts";
import { decide } from "../../../grounding/claims/decide.ts";
import type { Figures } from "../../../grounding/claims/figures.ts";
import type { Quantity } from "../../../grounding/claims/quantity.ts";
import { scan } from "../../../grounding/reading/parser/scanner.ts";
import type { SentenceVerdict } from "../../../grounding/reading/judge-sentence.ts";
import type { Part, Verdict } from "../views/insight-view.ts";

/** A number of a claim, the figures that it is of, and whether that is so. */
interface ClaimedNumber {
  readonly size: number;
  readonly figures: readonly FigureName[];
  readonly verdict: Verdict;
}

const verdicts = { true: "true", false: "false", unknown: "not_understood" } as const;

/** Splits a judged sentence into its parts, and marks its numbers and the names of its figures. */
export function markSentence({ text, verdict, claims }: SentenceVerdict, figures: Figures): readonly Part[] {
  const claimed = claims.flatMap((claim) => numbersOf(claim, figures));
  const marks = [
    ...numberMarks(text, verdict, claimed, { features: figures.features, ofSentence: claims.flatMap(figuresIn) }),
    ...nameMarks(text, figures.features),
  ];
  const parts: Part[] = [];
  let at = 0;
  for (const { start, end, part } of marks.toSorted((one, other) => one.start - other.start)) {
    if (start < at) continue;
    if (start > at) parts.push(plain(text.slice(at, start)));
    parts.push({ ...part, text: text.slice(start, end) });
    at = end;
  }
  if (at < text.length) parts.push(plain(text.slice(at)));
  return parts;
}

/** The figures that a sentence's claims and marks are of. */
export function figuresOfSentence(claims: readonly Claim[], parts: readonly Part[]): readonly string[] {
  return [...new Set([...claims.flatMap(figuresIn), ...parts.flatMap((part) => part.figures)])];
}

interface Mark {
  readonly start: number;
  readonly end: number;
  readonly part: Omit<Part, "text">;
}

function plain(text: string): Part {
  return { text, is: "plain", verdict: null, figures: [] };
}

function numberMarks(
  text: string,
  verdict: Verdict,
  claimed: readonly ClaimedNumber[],
  { features, ofSentence }: { readonly features: Features; readonly ofSentence: readonly FigureName[] },
): readonly Mark[] {
  const texts = Object.entries(formatFigures(features));
  return scan(text, 200).flatMap((token): Mark[] => {
    if (token.is !== "number") return [];
    const { size } = token.number;
    const found = claimed.find((number) => Math.abs(number.size - size) <= size * 1e-9);
    // A number that no claim holds is shown with the figure that reads the same, or with all of its sentence; the verdict is the sentence's.
    const same = texts.filter(([, shown]) => shown !== null && Math.abs(Number(shown)) === size).map(([name]) => name);
    const part = {
      is: "number",
      verdict: found?.verdict ?? verdict,
      figures: found?.figures ?? (same.length > 0 ? same : ofSentence),
    } as const;
    return [{ start: token.start, end: token.end, part }];
  });
}

/** The names are those of the catalogue: labels and aliases, the longest first. */
function nameMarks(text: string, features: Features): readonly Mark[] {
  const lower = text.toLowerCase();
  const names = catalogue
    .filter(({ name }) => features[name] !== undefined)
    .flatMap(({ name, label, aliases }) => [label, ...aliases].map((word) => ({ name, word: word.toLowerCase() })))
    .toSorted((one, other) => other.word.length - one.word.length);
  const marks: Mark[] = [];
  for (const { name, word } of names) {
    for (let start = lower.indexOf(word); start !== -1; start = lower.indexOf(word, start + word.length)) {
      const end = start + word.length;
      const isWhole = !isWordCharacter(lower[start - 1]) && !isWordCharacter(lower[end]);
      if (!isWhole || marks.some((mark) => start < mark.end && mark.start < end)) continue;
      marks.push({ start, end, part: { is: "name", verdict: null, figures: [name] } });
    }
  }
  return marks;
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

function numbersOf(claim: Claim, figures: Figures): readonly ClaimedNumber[] {
  const verdict = verdicts[decide(claim, figures).is];
  const own = figuresIn(claim);
  return quantitiesOf(claim).map(({ size }) => ({ size, figures: own, verdict }));
}

function quantitiesOf(claim: Claim): readonly Quantity[] {
  switch (claim.is) {
    case "value":
    case "derived":
      return [claim.quantity];
    case "compare":
    case "balance":
      return claim.distance === null ? [] : [claim.distance];
    case "moved":
      return claim.quantities;
    case "threshold":
      return [claim.limit];
    case "coverage":
      return [claim.count, claim.expected];
    case "role":
      return claim.quantity === null ? [] : [claim.quantity];
    case "extent":
      return claim.ratio === null ? [] : [claim.ratio];
    case "place":
      return typeof claim.part === "object" && "share" in claim.part ? [claim.part.share] : [];
    case "zone":
    case "order":
    case "stance":
    case "ways":
    case "wrong":
      break;
  }
  return [];
}

function figuresIn(claim: Claim): readonly FigureName[] {
  switch (claim.is) {
    case "value":
    case "zone":
    case "threshold":
      return [claim.figure];
    case "compare":
    case "balance":
    case "derived":
      return [claim.left, claim.right];
    case "place":
      return [claim.figure, claim.low, claim.high];
    case "moved":
      return claim.span === null || claim.span === "short" ? [] : changesOver(claim.of, claim.span);
    case "role":
      return claim.figure === null ? [] : [claim.figure];
    case "extent":
      return [...claim.one, ...claim.other];
    case "order":
      return [claim.from, ...claim.levels];
    case "stance":
      return claim.of === null ? [] : [claim.of];
    case "coverage":
    case "ways":
    case "wrong":
      break;
  }
  return [];
}

function changesOver(of: "price" | "volume", span: object | string): readonly FigureName[] {
  const wanted = JSON.stringify(span);
  return catalogue
    .filter((figure) => figure.kind.is === "change" && figure.kind.of === of && JSON.stringify(figure.span) === wanted)
    .map(({ name }) => name);
}
