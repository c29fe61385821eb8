/** Words that turn a true sentence of a market into another statement, each with its opposite. */
const pairs: readonly (readonly [string, string])[] = [
  ["above", "below"],
  ["over", "under"],
  ["up", "down"],
  ["rose", "fell"],
  ["rise", "fall"],
  ["risen", "fallen"],
  ["rising", "falling"],
  ["gained", "lost"],
  ["gaining", "losing"],
  ["bullish", "bearish"],
  ["higher", "lower"],
  ["upper", "lower"],
  ["high", "low"],
  ["buying", "selling"],
  ["buyers", "sellers"],
  ["more", "less"],
  ["ahead of", "behind"],
  ["outweighs", "trails"],
  ["exceeds", "lags"],
  ["overbought", "oversold"],
  ["increase", "decrease"],
  ["increased", "decreased"],
  ["positive", "negative"],
  ["top", "bottom"],
  ["half", "quarter"],
  ["neutral", "overbought"],
  ["neutral", "oversold"],
  ["neutral", "bullish"],
  ["mixed", "bullish"],
  ["mixed", "bearish"],
  ["highest", "lowest"],
  ["rolling average", "EMA"],
  ["5-candle average", "EMA"],
  ["closer to", "further from"],
  ["24 hours", "7 days"],
  ["short-term", "24-hour"],
  ["short term", "week"],
  ["within", "outside"],
  ["inside", "outside"],
  ["gain", "loss"],
  ["strong", "weak"],
  ["slightly", "sharply"],
  ["last candle", "last 24 hours"],
  ["volume", "price"],
  ["RSI", "EMA"],
];
/** Words that are swapped one way only. */
const oneWay: readonly (readonly [string, string])[] = [
  ["is", "is not"],
  ["are", "are not"],
  ["was", "was not"],
  ["has", "has not"],
];
/** A product that no labelled sentence is about. */
const otherProduct = "XLM-USD";

/** Every sentence that differs from a sentence in one word, one digit or the product. */
export function mutationsOf(sentence: string, productId: string): readonly string[] {
  const found = new Set<string>();
  const both = pairs.flatMap(([one, other]): readonly (readonly [string, string])[] => [
    [one, other],
    [other, one],
  ]);
  for (const [from, to] of [...both, ...oneWay, [productId, otherProduct] as const])
    for (const at of placesOf(sentence, from))
      found.add(`${sentence.slice(0, at)}${to}${sentence.slice(at + from.length)}`);
  for (const mutated of withOtherDigits(sentence)) found.add(mutated);
  found.delete(sentence);
  return [...found];
}

/** Where a word or phrase stands as a whole. */
function placesOf(sentence: string, phrase: string): readonly number[] {
  const places: number[] = [];
  for (let at = sentence.indexOf(phrase); at !== -1; at = sentence.indexOf(phrase, at + 1))
    if (!/\w/.test(sentence.charAt(at - 1)) && !/\w/.test(sentence.charAt(at + phrase.length))) places.push(at);
  return places;
}

/** The first and the last digit of each number, three further on. A leading zero would be no number. */
function withOtherDigits(sentence: string): readonly string[] {
  const mutated: string[] = [];
  for (const match of sentence.matchAll(/\d[\d,]*(?:\.\d+)?/g)) {
    if (/[A-Za-z]$/.test(sentence.slice(0, match.index))) continue;
    const [number] = match;
    for (const place of new Set([0, number.length - 1])) {
      if (!/\d/.test(number.charAt(place))) continue;
      const digit = (Number(number.charAt(place)) + 3) % 10;
      if (place === 0 && digit === 0) continue;
      const at = match.index + place;
      mutated.push(`${sentence.slice(0, at)}${digit}${sentence.slice(at + 1)}`);
    }
  }
  return mutated;
}
