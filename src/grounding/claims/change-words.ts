import { findMatches } from "../reading/find-matches.ts";
import { clauseBefore } from "../reading/modality.ts";

/** Words of a rise and of a fall; each stands for its forms, as a verb and as a noun. */
export const riseWords = String.raw`(?:rose|rises?|rising|risen|gain(?:s|ed|ing)?|climb(?:s|ed|ing)?|increas(?:e|es|ed|ing)|jump(?:s|ed|ing)?|advanc(?:e|es|ed|ing)|add(?:s|ed|ing)|surg(?:e|es|ed|ing)|ris|rall(?:y|ies|ied|ying)|rebound(?:s|ed|ing)?|bounc(?:e|es|ed|ing)|tick(?:s|ed|ing)? (?:up|higher)|uptick|up|upside|higher|appreciat(?:e|es|ed|ing|ion)|grew|grows?|grown|growing|growth|pop(?:s|ped|ping)?|soar(?:s|ed|ing)?|improv(?:e|es|ed|ing)|improvement|swell(?:s|ed|ing)?|swollen|expand(?:s|ed|ing)?|expansion|upswing|upturn|recover(?:s|ed|ing)?|recovery|edg(?:e|es|ed|ing) (?:up|higher)|mov(?:e|es|ed|ing) (?:up|higher)|inch(?:es|ed|ing)? (?:up|higher)|nudg(?:e|es|ed|ing) (?:up|higher)|push(?:es|ed|ing)? (?:up|higher)|pick(?:s|ed|ing)? up|spik(?:e|es|ed|ing)|positive|plus|return(?:s|ed|ing)?|boost(?:s|ed)?|accelerat(?:ed|ing)|put on|tacked on|lift(?:s|ed|ing)?|strengthen(?:s|ed|ing)?|firm(?:ed|ing)|ramp(?:s|ed|ing)? up|bump(?:s|ed)?(?: up)?|leap(?:s|ed|ing)?|leapt|balloon(?:s|ed|ing)?|escalat(?:e|es|ed|ing)|intensif(?:y|ies|ied|ying)|heavier)`;
export const fallWords = String.raw`(?:fell|falls?|falling|fallen|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|los(?:e|es|ing)|loss(?:es)?|lost|down|downside|slip(?:s|ped|ping)?|decreas(?:e|es|ed|ing)|shed(?:s|ding)?|dip(?:s|ped|ping)?|lower|slid(?:e|es|ing)?|eas(?:e|es|ed|ing)|retreat(?:s|ed|ing)?|retrac(?:e|es|ed|ing)|retracement|pullback|pull(?:s|ed|ing)? back|tumbl(?:e|es|ed|ing)|plung(?:e|es|ed|ing)|sank|sinks?|sinking|sunk|weaken(?:s|ed|ing)?|contract(?:s|ed|ing|ion)|shr(?:ank|inks?|unk|inking)|downtick|tick(?:s|ed|ing)? (?:down|lower)|depreciat(?:e|es|ed|ing|ion)|crash(?:es|ed|ing)?|gave (?:back|up)|giv(?:e|es|en|ing) (?:back|up)|surrender(?:s|ed|ing)?|cool(?:s|ed|ing)?|reduc(?:ed|tion)|downswing|downturn|setback|correct(?:ed|ion)|edg(?:e|es|ed|ing) (?:down|lower)|mov(?:e|es|ed|ing) (?:down|lower)|inch(?:es|ed|ing)? (?:down|lower)|dry(?:ing)? up|dried up|thinn(?:ed|ing)|fad(?:e|es|ed|ing)|negative|minus|trimm(?:ed|ing)|sell-?off|erod(?:ed|ing)|knocked off|slump(?:s|ed|ing)?|reced(?:e|es|ed|ing)|taper(?:s|ed|ing)?(?: off)?|subsid(?:e|es|ed|ing)|soften(?:s|ed|ing)?|plummet(?:s|ed|ing)?|tank(?:s|ed|ing)?|deteriorat(?:e|es|ed|ing)|dwindl(?:e|es|ed|ing)|wan(?:e|es|ed|ing)|ebb(?:s|ed|ing)?|collaps(?:e|es|ed|ing)|diminish(?:es|ed|ing)?|slow(?:s|ed|ing)|tailed off|fell off|lighter|thinner|cost(?:s|ing)?|backed off|back(?:s|ed|ing)? off|off(?= (?:about |by |just |roughly |some |nearly ){0,8}(?:[$€£\d]|$)))`;
/** Words that say that something changed, and not which way. */
export const changeWords = String.raw`(?:unchanged|chang(?:e|es|ed|ing)|shift(?:s|ed|ing)?|mov(?:e|es|ed|ing|ement)|delta|swing|swung|net|var(?:iation|ied)|fluctuat(?:ion|ed))`;

/** Stands between a change and its number. */
const filler = String.raw`(?:[,:(]? ?(?:by|of|a|an|the|its|some|about|around|roughly|nearly|almost|approximately|approx|only|just|barely|merely|another|further|back|sharply|modestly|slightly|marginally|strongly|notably|significantly|considerably|mildly|moderately|impressively|more than|less than|another|price|volume|full|total|by a|mere|solid|modest|slim|slight|small|tiny|healthy|hefty|robust|strong|sharp|steep|notable|significant|considerable|at|is|was|stands|stood|sits|:|remains|being|value|amount|amounts|amounting|comes|came|to a|in|percent|percentage|terms|24-hour|daily|intraday|standing|registered|recorded|equal|equals|equivalent|another|even|well|as much as|reading|figure)){0,5} ?[(:=]? ?`;

const leading = [riseWords, fallWords, changeWords].map((words) => new RegExp(String.raw`\b${words}${filler}$`, "u"));
const trailing = [riseWords, fallWords, changeWords].map(
  (words) =>
    new RegExp(
      String.raw`^ ?\)?(?: \([^)]*\))?(?: (?:24-hour|24h|daily|intraday|price|overall|net|single-candle|5-minute|latest|last-candle|volume|modest|slight|further|mild|day|one-day|session|candle|day-over-day|uptick|sharp|steady|small|strong|solid|total)){0,8}[ -](?:${words})\b(?! (?:than(?! (?:24|twenty|yesterday|a day|one day|the previous|the prior|where|at|it was|when|that|in|before))|bound|band|bollinger|limit|edge|boundary|half|end|trend|below|above|within|inside|under|between|into|short|squarely|comfortably|well|just|in (?:the )?(?:neutral|over)))`,
      "u",
    ),
);

/** What the words around a number say of it: that it is a rise, a fall, or a change of whichever direction. */
export interface ChangeWord {
  /** 0 where only the number's own sign can tell. */
  readonly direction: -1 | 0 | 1;
}

const directions = [1, -1, 0] as const;

/** "Rose to 5", "from 5": no change, but where it led or began. */
const level = /\b(?:to|from) (?:about |around |roughly |nearly |just |approximately |a |the |an ){0,8}$/u;

/**
 * Finds whether a number is told of as a change: "rose by 5", "a 5 % gain", "down 5". A level ("rose to 5", "from 5") is none.
 */
export function changeWordAt(sentence: string, start: number, end: number): ChangeWord | null {
  const before = sentence.slice(0, start);
  const after = sentence.slice(end);
  const behind = directions.findIndex((_, index) => trailing[index]?.test(after));
  if (behind < 0 && level.test(before)) return null;
  // Of "dried up by 5" and "up by 5" the longer one is meant.
  const ahead = directions
    .map((direction, index) => ({ direction, length: leading[index]?.exec(before)?.[0].length ?? 0 }))
    .reduce((longest, found) => (found.length > longest.length ? found : longest));
  // "A negative change of 5", "the gain, a change of 5": the word with a direction tells it.
  const found = [...(behind < 0 ? [] : [directions[behind] ?? 0]), ...(ahead.length > 0 ? [ahead.direction] : [])];
  if (found.length === 0) return null;
  const told = found.find((direction) => direction !== 0) ?? directionNearby(before);
  return { direction: told };
}

/** "A negative price change of 5", "decreased: a change of 5". */
function directionNearby(before: string): -1 | 0 | 1 {
  const near = before.split(/\s+/u).slice(-6).join(" ");
  if (/\bnegative\b/u.test(near)) return -1;
  return /\bpositive\b/u.test(near) ? 1 : 0;
}

const anyDirection = new RegExp(
  String.raw`\b(?:(?<rise>${riseWords})|(?<fall>${fallWords}))\b(?! (?:than|band|bollinger|limit|edge|boundary|half|end))`,
  "gu",
);
const mostWordsBack = 9;

/** The direction that the words before a place end on: "has shed 5, or 3 %", "the loss amounts to 3 %". 0 where none does. */
export function directionBefore(sentence: string, start: number): -1 | 0 | 1 {
  // What stands in brackets goes on about what stands before them: "down 5 (3 %)".
  const open = start - (/\(\s*$/u.exec(sentence.slice(0, start))?.[0].length ?? 0);
  const clause = clauseBefore(sentence, open)
    .split(/(?<=\s)/u)
    .slice(-mostWordsBack)
    .join("");
  const last = findMatches(clause, anyDirection).at(-1);
  if (last === undefined) return 0;
  return last.groups?.["rise"] === undefined ? -1 : 1;
}
