/**
 * The words of a text: what stands between white space and holds a letter or a digit. `50,100.00` and `5-minute` are one
 * word each, a lone dash or `%` is none.
 */
export function wordsOf(text: string): string[] {
  return text.split(/\s+/u).filter((token) => /[\p{L}\p{N}]/u.test(token));
}
