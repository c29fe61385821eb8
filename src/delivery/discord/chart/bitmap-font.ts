/** Dots of a letter: 5 wide, 7 high, and one free between two. */
export const glyphWidth = 5;
export const glyphHeight = 7;
export const glyphStep = 6;

/**
 * The letters of the charts, drawn for this project. Each row of dots is a digit to the base 32 whose five bits are the dots
 * from left to right, the rows from top to bottom.
 */
const glyphs: Readonly<Record<string, string>> = {
  " ": "0000000",
  "0": "ehjlphe",
  "1": "4c4444e",
  "2": "eh1248v",
  "3": "v2421he",
  "4": "26aiv22",
  "5": "vgu11he",
  "6": "68guhhe",
  "7": "v124888",
  "8": "ehhehhe",
  "9": "ehhf12c",
  A: "ehhvhhh",
  B: "uhhuhhu",
  C: "ehggghe",
  D: "sihhhis",
  E: "vgguggv",
  F: "vgguggg",
  G: "ehgnhhf",
  H: "hhhvhhh",
  I: "e44444e",
  J: "72222ic",
  K: "hikokih",
  L: "ggggggv",
  M: "hrllhhh",
  N: "hhpljhh",
  O: "ehhhhhe",
  P: "uhhuggg",
  Q: "ehhhlid",
  R: "uhhukih",
  S: "fgge11u",
  T: "v444444",
  U: "hhhhhhe",
  V: "hhhhha4",
  W: "hhhllla",
  X: "hha4ahh",
  Y: "hhha444",
  Z: "v1248gv",
  ".": "00000cc",
  ",": "0000c48",
  ":": "0cc0cc0",
  "-": "000v000",
  "+": "044v440",
  "/": "01248g0",
  "%": "op248j3",
  "'": "4480000",
  "&": "cik8lid",
  "=": "00v0v00",
  "(": "2488842",
  ")": "8422248",
};

/** What stands for a letter that is not drawn. */
const unknownGlyph = "vhhhhhv";

/** Whether there is a letter for each character of a text. */
export function isDrawable(text: string): boolean {
  return Array.from(text.toUpperCase()).every((letter) => Object.hasOwn(glyphs, letter));
}

/** The dots of a letter, row by row; small letters are written as capitals. */
export function glyphRows(letter: string): readonly number[] {
  return Array.from(glyphs[letter.toUpperCase()] ?? unknownGlyph).map((digit) => Number.parseInt(digit, 32));
}
