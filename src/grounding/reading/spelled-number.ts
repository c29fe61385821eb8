const small: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};

const scales: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1_000,
  million: 1_000_000,
  billion: 1_000_000_000,
  trillion: 1_000_000_000_000,
};

const word = `(?:${[...Object.keys(small), ...Object.keys(scales)].join("|")})`;

/** A number in words, lower case: `fifty thousand`, `sixty-five`, `a hundred and two`, `two point five`. */
export const spelledNumberPattern = `(?:an? (?=hundred|thousand|million))?${word}(?:(?:[ -]|,? and |(?<=thousand|million|billion), )${word}){0,16}(?: point(?: ${word}){1,12})?`;

/** The value of a number in words and of one unit of its last word. */
export interface SpelledNumber {
  readonly size: number;
  readonly step: number;
}

/** Reads what {@link spelledNumberPattern} found. */
export function readSpelledNumber(words: string): SpelledNumber {
  const [whole = "", fraction] = words.split(" point ");
  let total = 0;
  let group = 0;
  let step = 1;
  for (const part of whole.split(/[ ,-]+/u)) {
    const scale = scales[part];
    const value = small[part];
    if (value !== undefined) {
      group += value;
      step = value >= 20 ? 10 : 1;
    } else if (scale === 100) {
      group = Math.max(1, group) * 100;
      step = 100;
    } else if (scale !== undefined) {
      total += Math.max(1, group) * scale;
      group = 0;
      step = scale;
    }
  }
  const size = total + group;
  if (fraction === undefined) return { size, step: step === 10 && size < 100 ? 1 : step };
  const digits = fraction.split(" ").map((part) => small[part] ?? 0);
  return { size: size + Number(`0.${digits.join("")}`), step: 10 ** -digits.length };
}
