import type { Entry } from "../meanings.ts";

const part = (from: number, to: number, phrases: string): Entry => [phrases, "part", [from, to]];
const fraction = (value: number, phrases: string): Entry => [phrases, "fraction", value];

/** `leans toward the weak side`, `leaning slightly to ...` of an oscillator. */
const leaning = (sides: string): string =>
  ["leans", "leaning", "lean", "tilts", "tilting"]
    .flatMap((verb) =>
      ["to", "toward", "towards"].flatMap((to) => sides.split("|").map((side) => `${verb} ${to} the ${side}`)),
    )
    .join("|");

/** Parts of a range, and fractions. */
export const parts: readonly Entry[] = [
  part(0, 0.5, "lower half|bottom half"),
  part(0.5, 1, "upper half|top half"),
  part(0, 1 / 3, "lower third|bottom third|lowest third"),
  part(1 / 3, 2 / 3, "middle third"),
  part(2 / 3, 1, "upper third|top third|highest third"),
  part(0, 0.25, "lower quarter|bottom quarter|lowest quarter"),
  part(0.75, 1, "upper quarter|top quarter|highest quarter"),
  part(0.8, 1, "upper fifth|top fifth|highest fifth"),
  part(0, 0.2, "lower fifth|bottom fifth|lowest fifth"),
  part(0.9, 1, "upper tenth|top tenth|highest tenth"),
  part(0, 0.1, "lower tenth|bottom tenth|lowest tenth"),
  part(
    0,
    0.4,
    "lower part|lower portion|lower end|bottom|bottom end|lower side|lower region|lower edge|lower reaches|low end|bottom part|lower section",
  ),
  part(
    0.6,
    1,
    "upper part|upper portion|upper end|top|top end|upper side|upper region|upper edge|upper reaches|high end|top part|upper section",
  ),
  part(
    0.4,
    0.6,
    "middle|midpoint|centre|center|mid-range|midrange|middle part|mid-point|midline|middle line|centre line|center line|mid point|halfway point|halfway mark|mid-line|mid",
  ),
  ["upper|upper one|higher|higher one|greater|larger|larger one|stronger one|higher of them", "extremeOf", "high"],
  ["lower|lower one|smaller|smaller one|weaker one", "extremeOf", "low"],
  [
    "of the way up|of the way into|of the way from the bottom|of the way above the low|of the way up from the low",
    "way_up",
    null,
  ],
  ["of the scale|of its scale|of the rsi scale|of 50|at 50", "scaleMiddle", null],
  [
    `${leaning("low side|lower side|weak side|weaker side|soft side|bearish side")}|low|on the low side|on the lower side|on the weak side`,
    "height",
    "low",
  ],
  [
    `${leaning("high side|higher side|strong side|stronger side|firm side|bullish side")}|high|on the high side|on the higher side|elevated`,
    "height",
    "high",
  ],
  fraction(1 / 2, "half|one half"),
  fraction(1 / 3, "third|one third|one-third"),
  fraction(2 / 3, "two thirds|two-thirds"),
  fraction(1 / 4, "quarter|one quarter|one-quarter"),
  fraction(3 / 4, "three quarters|three-quarters"),
  fraction(1 / 5, "fifth|one fifth|one-fifth"),
  fraction(2 / 5, "two fifths|two-fifths"),
  fraction(3 / 5, "three fifths|three-fifths"),
  fraction(4 / 5, "four fifths|four-fifths"),
  fraction(1 / 10, "tenth|one tenth|one-tenth"),
];
