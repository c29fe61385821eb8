/** A sentence without the times that it names, and what is wrong with them; null where nothing is. */
export interface WithoutTimes {
  /** As long as the sentence: blanks stand where a time stood. */
  readonly text: string;
  readonly wrong: string | null;
}

const months = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];
const month = `(?:${months.map((name) => `${name}|${name.slice(0, 3)}\\.?`).join("|")})(?![a-z])`;
const iso = "\\d{4}[-‑]\\d\\d[-‑]\\d\\d";
const date = `(?<iso>${iso})|(?<day>\\d{1,2})(?:st|nd|rd|th)? (?<month>${month})(?:,? (?<year>\\d{4}))?|(?<month2>${month}) (?<day2>\\d{1,2})(?:st|nd|rd|th)?(?:,? (?<year2>\\d{4}))?`;
const clock = "(?<hour>\\d{1,2}):(?<minute>\\d\\d)(?::(?<second>\\d\\d))?(?: ?(?<half>[ap])\\.?m\\.?(?![a-z]))?";
const zone = "(?:\\s?Z|\\s?\\(?UTC\\)?)";
const before = "(?<before>[,(]?\\s*)\\b(?:as of|as at|at|on|by)\\s+";
const after = "(?<after>\\s*(?:[,)](?!\\d)|$))?(?![\\w.]*\\d)";

/** A date with its clock, a clock with its date, a clock alone, a date alone. */
const forms = [
  `(?:${date})(?:T|,? at |,? )${clock}${zone}?`,
  `${clock}${zone}?,? (?:on )?(?:${date})`,
  `${clock}${zone}`,
  `(?:${date})(?!\\S*:)`,
].map((form) => new RegExp(`${before}${form}${after}`, "iu"));

/** What every form has; the forms themselves take long to compile, and few sentences name a time. */
const mayName = new RegExp(
  `\\d:\\d\\d|\\d{4}[-‑]\\d|\\b(?:${months.map((name) => `${name}|${name.slice(0, 3)}`).join("|")})\\b`,
  "i",
);

/** What stands before another time than the last close. */
const otherTime =
  /\b(?:than|that|those|it (?:was|stood)|until|till|before|after|since|not|never|n't|from|to|unlike|except)\s*$/i;

/** Leaves out when the newest candle closed, and tells where a sentence names another time. Unknown times stay. */
export function withoutTimes(sentence: string, asOf: number): WithoutTimes {
  if (asOf <= 0 || !mayName.test(sentence)) return { text: sentence, wrong: null };
  let text = sentence;
  for (const form of forms) {
    const match = form.exec(text);
    if (match?.groups === undefined || otherTime.test(text.slice(0, match.index))) continue;
    if (!isTime(match.groups, new Date(asOf * 1_000)))
      return {
        text,
        wrong: `The figures are of ${new Date(asOf * 1_000).toISOString().slice(0, 16).replace("T", " ")} UTC.`,
      };
    text = withBlank(text, match.index, match[0], match.groups);
  }
  return { text, wrong: null };
}

/** The marks that enclose a time go with it; one that stands between two parts stays. */
function withBlank(
  text: string,
  index: number,
  found: string,
  { before: ahead = "", after: behind = "" }: Readonly<Record<string, string | undefined>>,
): string {
  const isEnclosed = ahead.trim() !== "" && (behind.trim() !== "" || index + found.length >= text.length);
  const isFirst = text.slice(0, index).trim() === "";
  const from = isEnclosed ? 0 : ahead.length;
  const to = isEnclosed || isFirst ? found.length : found.length - behind.length;
  return text.slice(0, index + from) + " ".repeat(to - from) + text.slice(index + to);
}

function isTime(told: Readonly<Record<string, string | undefined>>, at: Date): boolean {
  const day = told["day"] ?? told["day2"];
  const name = (told["month"] ?? told["month2"])?.toLowerCase().slice(0, 3);
  const year = told["year"] ?? told["year2"];
  const text = at.toISOString();
  if (told["iso"] !== undefined && told["iso"].replaceAll("‑", "-") !== text.slice(0, 10)) return false;
  if (day !== undefined && Number(day) !== at.getUTCDate()) return false;
  if (name !== undefined && months.findIndex((each) => each.startsWith(name)) !== at.getUTCMonth()) return false;
  if (year !== undefined && Number(year) !== at.getUTCFullYear()) return false;
  const { hour, minute, second, half } = told;
  if (hour === undefined) return true;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  return (
    hours === at.getUTCHours() &&
    Number(minute) === at.getUTCMinutes() &&
    (second === undefined || Number(second) === at.getUTCSeconds())
  );
}
