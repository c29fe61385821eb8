import { maxMessageCharacters } from "./chat-limits.ts";
import { type MarkupRule, markupStages } from "./chat-markup.ts";
import { cleanCharacters } from "./clean-characters.ts";
import { findMatches } from "./find-matches.ts";

const ellipsis = "…";

/** A text that no chat acts on, and what was taken out of it. */
export interface SafeText {
  /** Well-formed, without outer white space. It has its whole length: nothing is cut. */
  readonly text: string;
  /** What no honest text holds, as it was written; a few of them at most. */
  readonly hostile: readonly string[];
}

/** Prose needs two or three; only what was made to fool this is nested deeper, thousands of levels if need be. */
const maxPasses = 10;
const maxHostile = 3;

/** Without any of these there is nothing to do. */
const suspicious = /[<>@#|~`\\[\]]|:[^\s\d]|[a-z]:\d|[\p{L}\p{N}\p{M}\p{So}_-][.。｡․]\p{L}|\d[.。｡․]\d+[.。｡․]\d/iu;

/**
 * Makes a text safe to post to a chat, without cutting it. Nobody is pinged (`@everyone` becomes `everyone`, `<@1>` `user`),
 * nothing links (images and addresses go, a link's text stays, `evil.com` becomes `evil. com`), and nothing hides: invisible
 * characters, spoilers, strikes, timestamps. Ordinary prose comes back as it is, without outer white space. Linear in the text;
 * the same text again for a text that it made.
 */
export function neutralize(text: string): SafeText {
  const hostile: string[] = [];
  let safe = cleanCharacters(text).trim();
  // What is taken out may have held two halves of something else apart, so this ends when nothing is left to do.
  for (let pass = 1; suspicious.test(safe); pass += 1) {
    const before = safe;
    for (const rules of markupStages) {
      if (safe === before) safe = tidy(applyRules(before, rules, hostile), before);
    }
    if (safe === before) break;
    if (pass === maxPasses) safe = tidy(safe.replaceAll(/[@<>[\]()|~`\\#/]/gu, " "), safe);
  }
  return { text: safe, hostile };
}

/**
 * Makes one of our own texts safe to post and cuts what is longer than a chat takes, after its last whole sentence. A model's
 * text is never cut: it is posted as it was judged (`judgeText`).
 *
 * @param maxCharacters UTF-16 units, at least 2. Default 2000, the whole of a Discord message.
 */
export function makeChatSafe(text: string, maxCharacters: number = maxMessageCharacters): string {
  let safe = neutralize(text).text;
  // What stood behind a cut may have kept something from being markup.
  for (let cut = cutAtSentence(safe, maxCharacters); cut !== safe; cut = cutAtSentence(safe, maxCharacters)) {
    safe = neutralize(cut).text;
    if (safe === cut) break;
  }
  return safe;
}

function applyRules(text: string, rules: readonly MarkupRule[], hostile: string[]): string {
  return rules.reduce((before, rule) => {
    const { pattern, replacement } = rule;
    const after =
      typeof replacement === "string"
        ? before.replaceAll(pattern, replacement)
        : before.replaceAll(pattern, (match) => replacement(match));
    if (rule.isHostile && after !== before) noteHostile(before, rule, hostile);
    return after;
  }, text);
}

function noteHostile(text: string, { pattern }: MarkupRule, hostile: string[]): void {
  if (hostile.length >= maxHostile) return;
  const [match] = findMatches(text, pattern);
  if (match === undefined) return;
  // What is only looked at around a place is no part of its match.
  const start = Math.max(0, match.index - (match[0].length > 4 ? 0 : 12));
  const around = text.slice(start, match.index + match[0].length + 12);
  hostile.push(around.replaceAll(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, "").trim());
}

/** Closes the gaps that were left where something was taken out. */
function tidy(text: string, before: string): string {
  if (text === before) return text;
  const closed = text
    .replaceAll(/\( ?\)/gu, "")
    .replaceAll(/ {2,}/gu, " ")
    // Not where a space was put in.
    .replaceAll(/(?<![<:]) (?=[.,;:!?)](?:\s|$))/gu, "");
  return cleanCharacters(closed).trim();
}

const sentenceEnds = /[.!?…]["'”’)\]*_]*(?=\s|$)/gu;

function cutAtSentence(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  let end = 0;
  for (const match of findMatches(text, sentenceEnds)) {
    const sentenceEnd = match.index + match[0].length;
    if (sentenceEnd > maxCharacters) break;
    end = sentenceEnd;
  }
  return end > 0 ? text.slice(0, end) : cutAtWord(text, maxCharacters);
}

/** For what has no sentence end: cut at white space, or anywhere but inside a character, with an ellipsis. */
function cutAtWord(text: string, maxCharacters: number): string {
  const head = text.slice(0, maxCharacters - ellipsis.length);
  const space = Math.max(head.lastIndexOf(" "), head.lastIndexOf("\n"));
  const words = space > 0 ? head.slice(0, space) : head;
  return `${words.trimEnd().replace(/[\uD800-\uDBFF]$/, "")}${ellipsis}`;
}
