/**
 * What is read of a model's text. Every reading is linear because its parts are bounded: patterns and claims see one sentence
 * at a time. The longest sentence of the corpus has 300 characters and 7 numbers.
 */

/** The most characters (UTF-16 units) of a text that is read at all; a longer one is refused unread. */
export const maxTextCharacters = 8_000;

/** The most characters of a sentence, and of one word of it. */
export const maxSentenceCharacters = 600;
export const maxWordCharacters = 80;

/** The most runs of digits in a sentence: `50,100.00` has three, a date with its time five. */
export const maxDigitRuns = 50;

/** The most figures that a sentence may name, and numbers that it may tell. */
export const maxMentions = 40;
export const maxQuantities = 20;
