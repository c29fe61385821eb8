/** Where something stands in a text: from the first character to the one behind the last. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** A number as it is written. */
export interface WrittenNumber {
  /** Without its sign. */
  readonly size: number;
  /** The sign that is written: 0 where there is none. */
  readonly sign: -1 | 0 | 1;
  /** The value of the last digit that is written. */
  readonly step: number;
  readonly unit: "none" | "percent" | "usd" | "eur" | "gbp" | "jpy";
}

/** The smallest parts of a sentence. */
export type Token = TextSpan &
  (
    | { readonly is: "word"; readonly text: string }
    | { readonly is: "number"; readonly number: WrittenNumber; readonly text: string }
    | { readonly is: "mark"; readonly text: string }
    | { readonly is: "unknown" }
  );

const currencies: Readonly<Record<string, WrittenNumber["unit"]>> = { $: "usd", "€": "eur", "£": "gbp", "¥": "jpy" };

/** Characters that are another one in different type. Whatever is not listed, and not ASCII, can't be read. */
const sameAs: Readonly<Record<string, string>> = {
  "’": "'",
  "‘": "'",
  "“": '"',
  "”": '"',
  "‑": "-",
  "‐": "-",
  "−": "-",
  "–": "–",
  "—": "—",
  "\u00A0": " ",
  "\u202F": " ",
  "…": "…",
  "≈": "~",
  "×": "×",
};

const marks = new Set([",", ";", ":", "(", ")", "–", "—", "-", "~", "=", "/", '"', "+", ">", "<"]);

/** Splits a sentence into words, numbers and marks. One pass; linear in the text. */
export function scan(text: string, most = Infinity): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length && tokens.length < most) {
    const char = plain(text[at]);
    // `**bold**` is emphasis.
    if (
      char === " " ||
      char === "\n" ||
      char === "\t" ||
      (char === "*" && (text[at + 1] === "*" || text[at - 1] === "*"))
    ) {
      at++;
      continue;
    }
    const number = scanNumber(text, at);
    if (number !== null) {
      tokens.push(number);
      at = number.end;
      continue;
    }
    if (isLetter(char)) {
      const end = endOfWord(text, at);
      tokens.push({ is: "word", text: plainWord(text.slice(at, end)), start: at, end });
      at = end;
      continue;
    }
    tokens.push(
      marks.has(char) ? { is: "mark", text: char, start: at, end: at + 1 } : { is: "unknown", start: at, end: at + 1 },
    );
    at++;
  }
  return tokens;
}

function plain(char: string | undefined): string {
  return char === undefined ? "" : (sameAs[char] ?? char);
}

function plainWord(word: string): string {
  if (isAscii(word)) return word.toLowerCase();
  let text = "";
  for (const char of word) text += plain(char);
  return text.toLowerCase();
}

function isAscii(word: string): boolean {
  for (let at = 0; at < word.length; at++) if (word.charCodeAt(at) > 127) return false;
  return true;
}

function isLetter(char: string): boolean {
  return (char >= "a" && char <= "z") || (char >= "A" && char <= "Z");
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= "0" && char <= "9";
}

/** A word goes on over hyphens and apostrophes between letters or digits: `short-term`, `day's`, `BTC-USD`. */
function endOfWord(text: string, from: number): number {
  let at = from;
  for (;;) {
    const char = plain(text[at]);
    if (isLetter(char) || isDigit(char)) at++;
    else if ((char === "-" || char === "'") && isWordPart(text[at + 1])) at++;
    else return at;
  }
}

function isWide(text: string, at: number): boolean {
  return text.slice(at + 1, at + 5).toLowerCase() === "wide" && !isWordPart(text[at + 5]);
}

function isWordPart(char: string | undefined): boolean {
  return char !== undefined && (isLetter(char) || isDigit(char));
}

/** `-5.24 %`, `+82.30`, `$47,073.73`, `24-hour` (which is a word), `50.1k`, `1e-8`. */
function scanNumber(text: string, from: number): (Token & { readonly is: "number" | "word" }) | null {
  let at = from;
  let sign: -1 | 0 | 1 = 0;
  let unit: WrittenNumber["unit"] = "none";
  const before = plain(text[from - 1]);
  // A dash right before a number, "(–0.35 %)", is its minus.
  const first = text[at] === "–" && isDigit(text[at + 1]) && !isDigit(text[from - 2]) ? "-" : plain(text[at]);
  const mayBeSigned =
    from === 0 || before === " " || before === "(" || before === "*" || before === "\n" || before === "";
  if ((first === "-" || first === "+") && mayBeSigned) {
    sign = first === "-" ? -1 : 1;
    at++;
  }
  const currency = currencies[text[at] ?? ""];
  if (currency !== undefined) {
    unit = currency;
    at++;
    const second = plain(text[at]);
    if (sign === 0 && (second === "-" || second === "+")) {
      sign = second === "-" ? -1 : 1;
      at++;
    }
  }
  if (!isDigit(text[at])) return null;
  const digitsFrom = at;
  let digits = "";
  let decimals = 0;
  while (isDigit(text[at]) || (text[at] === "," && isGroup(text, at, digitsFrom))) {
    if (text[at] !== ",") digits += text[at];
    at++;
  }
  if (text[at] === "." && isDigit(text[at + 1])) {
    at++;
    digits += ".";
    while (isDigit(text[at])) {
      digits += text[at];
      decimals++;
      at++;
    }
  }
  let scale = 1;
  const next = plain(text[at]);
  const afterNext = plain(text[at + 1]);
  if ((next === "k" || next === "K") && !isWordPart(text[at + 1]) && afterNext !== "-") {
    scale = 1_000;
    at++;
  } else if (
    (next === "e" || next === "E") &&
    (isDigit(text[at + 1]) || (afterNext === "-" && isDigit(text[at + 2])))
  ) {
    at += 2;
    while (isDigit(text[at])) at++;
    const exponent = Number(plain(text.slice(digitsFrom, at).split(/[eE]/)[1]?.replace("−", "-")));
    scale = 10 ** exponent;
  } else if (next === "-" && isWide(text, at)) {
    // `0.06-wide`: a number, and what it is.
    at++;
  } else if (isLetter(next) || (next === "-" && isLetter(afterNext))) {
    // `24h`, `24-hour`, `5-candle`: a word that begins with digits.
    if (sign !== 0 || unit !== "none") return null;
    const end = endOfWord(text, from);
    return { is: "word", text: plainWord(text.slice(from, end)), start: from, end };
  }
  // "$823.60 %" is no number of anything.
  if (unit !== "none" && (text[at] === "%" || (plain(text[at]) === " " && text[at + 1] === "%"))) return null;
  if (plain(text[at]) === "%") {
    unit = unit === "none" ? "percent" : unit;
    at++;
  } else if (plain(text[at]) === " " && text[at + 1] === "%") {
    unit = unit === "none" ? "percent" : unit;
    at += 2;
  }
  const size = Number(digits) * scale;
  const step = 10 ** -decimals * scale;
  return { is: "number", number: { size, sign, step, unit }, text: text.slice(from, at), start: from, end: at };
}

/** A comma in a number has three digits behind it, and one to three before the first one. */
function isGroup(text: string, comma: number, digitsFrom: number): boolean {
  for (let offset = 1; offset <= 3; offset++) if (!isDigit(text[comma + offset])) return false;
  if (isDigit(text[comma + 4])) return false;
  const firstComma = text.indexOf(",", digitsFrom);
  return firstComma - digitsFrom <= 3;
}
