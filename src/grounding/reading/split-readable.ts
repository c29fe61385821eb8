import { splitSentences, toPlainText } from "./plain-text.ts";
import { maxDigitRuns, maxSentenceCharacters, maxTextCharacters, maxWordCharacters } from "./reading-limits.ts";

/** A stretch of a text that is not read, and why. */
export interface Unreadable {
  readonly words: string;
  readonly reason: string;
}

/** The sentences of a text that can be read, in their order, and what can't be. */
export interface ReadableText {
  readonly sentences: readonly string[];
  readonly unreadable: readonly Unreadable[];
  /** The first sentence beyond the end of reading; null where all were looked at. */
  readonly unread: string | null;
}

/** What stands between spaces and is no word ("%", "-", "("), for each word. */
const maxTokensPerWord = 1.5;

/**
 * Splits a text into sentences that are short enough to be read. Reading ends with the sentence that goes beyond one and a half times
 * `maxWords`, counted between spaces.
 */
export function splitReadable(text: string, maxWords: number): ReadableText {
  const plain = toPlainText(text);
  // Some single characters stand for whole words: U+FDFA becomes eighteen.
  if (plain.length > maxTextCharacters) {
    return { sentences: [], unreadable: [refuse(plain, "text", maxTextCharacters)], unread: null };
  }
  const sentences: string[] = [];
  const unreadable: Unreadable[] = [];
  let tokens = 0;
  for (const sentence of splitSentences(plain)) {
    if (tokens > maxTokensPerWord * maxWords) return { sentences, unreadable, unread: sentence };
    const fault = faultOf(sentence);
    if (fault === null) sentences.push(sentence);
    else unreadable.push(fault);
    tokens += sentence.split(" ").length;
  }
  return { sentences, unreadable, unread: null };
}

const longWord = new RegExp(`[^ ]{${maxWordCharacters + 1}}`, "u");

function faultOf(sentence: string): Unreadable | null {
  if (sentence.length > maxSentenceCharacters) return refuse(sentence, "sentence", maxSentenceCharacters);
  const word = longWord.exec(sentence)?.[0];
  if (word !== undefined) return refuse(word, "word", maxWordCharacters);
  return (sentence.match(/(?<![\p{L}\p{N}])\p{Nd}+/gu)?.length ?? 0) > maxDigitRuns ? tooManyNumbers(sentence) : null;
}

function refuse(words: string, part: string, maxCharacters: number): Unreadable {
  return { words, reason: `A ${part} has more than ${maxCharacters} characters. Write short sentences.` };
}

/** The fault of a sentence that tells more than can be judged. */
export function tooManyNumbers(sentence: string): Unreadable {
  return { words: sentence, reason: "A sentence holds too many numbers or names. Write short sentences." };
}

/** The fault of a text most of which is no words, where reading ended. */
export function tooManySigns(sentence: string): Unreadable {
  return { words: sentence, reason: "The text holds too many signs that are no words. Write plain sentences." };
}
