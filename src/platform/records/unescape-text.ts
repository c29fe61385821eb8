/** A text with its escapes undone, and where each of its characters comes from. */
export interface UnescapedText {
  readonly text: string;
  /** For each character, and for the end, the index in the escaped text. */
  readonly sources: Uint32Array;
}

/** Escapes that a plain JSON text of ours does not have, three backslashes among them: a text in a text in a text. */
const telling = /%[\da-f]{2}|&(?:#|[a-z]{2,8};)|\\(?:u[\da-f]{4}|u\{|x[\da-f]{2}|\/|\\\\)/i;

/** Whether a text has escapes of URLs, HTML, or JSON beyond those that every JSON text has. */
export function hasEscapes(text: string): boolean {
  return telling.test(text);
}

const escape =
  /(?:%[\da-f]{2})+|&(?:#(?:0*\d{1,7}|x0*[\da-f]{1,6});?|[a-z]{2,8};)|\\(?:u[\da-f]{4}|u\{0*[\da-f]{1,6}\}|x[\da-f]{2}|[\\/"'bfnrt])/gi;

/** Undoes one layer of escapes: of URLs, of HTML, of JSON and of JavaScript, whichever stand there. */
export function unescapeText(text: string): UnescapedText {
  const parts: string[] = [];
  const sources: number[] = [];
  let at = 0;
  for (const match of text.matchAll(escape)) {
    const [escaped] = match;
    for (let index = at; index < match.index; index += 1) sources.push(index);
    parts.push(text.slice(at, match.index), append(escaped, match.index, sources));
    at = match.index + escaped.length;
  }
  for (let index = at; index <= text.length; index += 1) sources.push(index);
  return { text: parts.join("") + text.slice(at), sources: Uint32Array.from(sources) };
}

function append(escaped: string, at: number, sources: number[]): string {
  if (!escaped.startsWith("%")) {
    const decoded = decodeOne(escaped);
    for (let index = 0; index < decoded.length; index += 1) sources.push(at);
    return decoded;
  }
  const decoded = decodeUrl(escaped);
  let byte = 0;
  for (const character of decoded.text) {
    for (let unit = 0; unit < character.length; unit += 1) sources.push(at + byte * 3);
    byte += decoded.isUtf8 ? Buffer.byteLength(character) : 1;
  }
  return decoded.text;
}

function decodeUrl(escaped: string): { readonly text: string; readonly isUtf8: boolean } {
  try {
    return { text: decodeURIComponent(escaped), isUtf8: true };
  } catch {
    return { text: Buffer.from(escaped.replaceAll("%", ""), "hex").toString("latin1"), isUtf8: false };
  }
}

function decodeOne(escaped: string): string {
  const numeric = /^(?:&#x|\\u\{?|\\x)([\da-f]+)|^&#(\d+)/i.exec(escaped);
  if (numeric !== null) {
    const code = numeric[1] === undefined ? Number(numeric[2]) : Number.parseInt(numeric[1], 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : escaped;
  }
  if (escaped.startsWith("&")) return namedCharacters.get(escaped.slice(1, -1).toLowerCase()) ?? escaped;
  return backslashed.get(escaped.slice(1)) ?? escaped.slice(1);
}

const backslashed = new Map([
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

/** The names that escaping libraries and browsers write for characters of ASCII. */
const namedCharacters = new Map(
  Object.entries({
    amp: "&",
    apos: "'",
    ast: "*",
    bsol: "\\",
    colon: ":",
    comma: ",",
    commat: "@",
    dollar: "$",
    equals: "=",
    excl: "!",
    grave: "`",
    gt: ">",
    hat: "^",
    hyphen: "-",
    lbrace: "{",
    lbrack: "[",
    lowbar: "_",
    lpar: "(",
    lt: "<",
    nbsp: " ",
    newline: "\n",
    num: "#",
    percnt: "%",
    period: ".",
    plus: "+",
    quest: "?",
    quot: '"',
    rbrace: "}",
    rbrack: "]",
    rpar: ")",
    semi: ";",
    sol: "/",
    tilde: "~",
    verbar: "|",
    vert: "|",
  }),
);
