import { findMatches } from "./find-matches.ts";
import type { FigureName } from "../../features/index.ts";
import type { Span } from "./span.ts";

/**
 * What a text calls by name: a figure, a pair of figures (`bands`, `averages`, `range`, `momentum`), the `product` itself, or something
 * that has a name but no figure of its own (`volume`, whose change alone is known; `level`, a support or a target).
 */
export type MentionName =
  | FigureName
  | "bands"
  | "averages"
  | "range"
  | "momentum"
  | "product"
  | "volume"
  | "open"
  | "level";

/** A name in a sentence. */
export interface Mention extends Span {
  readonly name: MentionName;
  readonly text: string;
}

const day = String.raw`(?:(?:the |its )?(?:daily|intraday|session(?:'s)?|today's|day's|24[- ]?h(?:(?:ou)?rs?)?(?:'s)?|twenty-four[- ]hour|one-day|period(?:'s)?|window's|recent|local) )`;
const length = String.raw`(?:(?:5|five)[- ](?:minute|min|period|candle|bar|close)s?,? )`;
/** Words that make an adjective of "high" and "low". */
const qualified = String.raw`(?![\w-])(?! (?:volatility|volumes?|momentum|demand|interest|risk|degree|probability|conviction|activity|trading|rsi|readings?|pressure|liquidity|levels?|confidence|buying|selling|alert|intensity|speed|frequency|double|triple|single|end of the (?:neutral|rsi)))`;
const predicate = String.raw`(?<!\b(?:is|are|was|were|remains?|looks?|stays?|very|too|relatively|fairly|quite|extremely|so|as|still|how) )(?<![-\w])`;

const lexicon: readonly (readonly [name: MentionName, pattern: string])[] = [
  [
    "bollinger_upper",
    String.raw`(?:(?:upper|top|upside|higher)(?:-| )(?:bollinger(?:'s)? )?bands?|(?:upper|top) bollinger(?! bands?)|bollinger(?:'s)? (?:upper|top)(?: band)?|(?:upper|top)(?: end| edge| boundary| bound| limit| side| line)?(?: of (?:the|its) (?:bollinger )?(?:bands?|channel|envelope))|upper (?:boundary|bound|limit|edge)|upper(?! (?:half|hand|end|range|side|portion|third|quarter|region|part|zone|reaches|middle))|ubb)`,
  ],
  [
    "bollinger_lower",
    String.raw`(?:(?:lower|bottom|downside)(?:-| )(?:bollinger(?:'s)? )?bands?|(?:lower|bottom) bollinger(?! bands?)|bollinger(?:'s)? (?:lower|bottom)(?: band)?|(?:lower|bottom)(?: end| edge| boundary| bound| limit| side| line)?(?: of (?:the|its) (?:bollinger )?(?:bands?|channel|envelope))|lower (?:boundary|bound|limit|edge)|lbb|lower(?= (?:and|or|&|\/) upper| bollinger| \(| at | (?:bands?)|: ))`,
  ],
  [
    "bollinger_lower",
    String.raw`(?<=\bupper (?:and|or|&|\/) )lower|(?<=\bupper[,;] [$€£]?[\d.,]+ )lower|lower(?=[),;.]|$)(?<=\((?:the )?lower)`,
  ],
  [
    "bands",
    String.raw`(?:bollinger )?band(?: width| spread| range)|bandwidth|bollinger(?: bands?| channel| envelope| range)?(?:'s)?|(?<!(?:upper|lower|top|bottom) )bands?`,
  ],
  [
    "ema",
    String.raw`(?:${length})?(?:exponential (?:moving )?average|ema)(?:-?5)?(?: \((?:ema|5-period|5-minute|5)\))?`,
  ],
  [
    "rsi",
    String.raw`relative strength index(?: \((?:the )?rsi\))?|relative strength(?! of)|rsi(?:[- ]?14)?(?: (?:reading|value|level|score|print|figure))?`,
  ],
  [
    "rolling_avg",
    String.raw`(?:${length}|short[- ]term |near[- ]term |simple |recent ){0,8}(?:(?:rolling|moving|running|trailing|simple) (?:price )?(?:average|mean)|sma(?:-?5)?|average(?: price)?|(?:rolling|5-candle|5-period) mean|mean|bollinger midline|mid-band|middle (?:bollinger )?band|basis)(?:'s)?(?: \((?:sma|ma|5-period|5-minute|5)\))?|(?<!exponential )\bma(?:-?5)?\b`,
  ],
  [
    "averages",
    String.raw`(?:${length}|short[- ]term |near[- ]term |recent ){0,8}(?:(?:rolling|moving|price) )?averages|(?:emas?|smas?|exponential) and (?:simple|rolling|moving) averages`,
  ],
  [
    "range",
    String.raw`(?:${day}|trading |price |high-low |high\/low ){0,8}(?:range|spread|swing|high-low)(?:'s)?|${day}(?:trading |price )?band`,
  ],
  [
    "daily_high",
    String.raw`${day}(?:(?:price|trading|session) )?(?:highs?|peak|top|maximum|max)${qualified}|(?:peaked|topped out)(?= at\b)|${predicate}(?:highs?|peak|highest(?: (?:price|point|level))?)${qualified}|(?<=high[- ]to[- ])(?:never)`,
  ],
  [
    "daily_low",
    String.raw`${day}(?:(?:price|trading|session) )?(?:lows?|trough|bottom|minimum|min|floor)${qualified}|(?:bottomed|bottomed out|troughed)(?= at\b)|${predicate}(?:lows?|trough|lowest(?: (?:price|point|level))?)${qualified}`,
  ],
  // Before the sides themselves: what is net lies between them.
  ["momentum", String.raw`net (?:buying|selling)(?: (?:momentum|pressure|flow))?`],
  [
    "buying_momentum",
    String.raw`(?:buying|buy[- ]side|buyers?'?|bullish|upward|upside|positive|bid[- ]side|up)(?:[- ]side)? (?:momentum|pressure|strength|force|power)|buyers?|buying(?! opportunit| interest| or| the| into| here| now)|bulls|demand`,
  ],
  [
    "selling_momentum",
    String.raw`(?:selling|sell[- ]side|sellers?'?|bearish|downward|downside|negative|offer[- ]side|down)(?:[- ]side)? (?:momentum|pressure|strength|force|power)|sellers?|selling(?! opportunit| interest| or| the| into| here| now)|bears|supply`,
  ],
  ["momentum", String.raw`(?:net |overall |total |combined ){0,8}momentum`],
  [
    "price_change",
    String.raw`(?:latest |last |most recent |recent |5-minute |five-minute |immediate ){0,8}(?:price (?:change|shift|movement|move|delta)|candle(?:'s)? (?:change|move))`,
  ],
  ["volume_change", String.raw`(?:trading |trade )?(?:volume(?:'s)?|vol) (?:change|shift|delta|movement)`],
  ["volume", String.raw`(?:trading |trade |traded )?(?:volumes?|vol)|turnover`],
  [
    "open",
    String.raw`(?:window's |day's |24-hour |session |daily ){0,8}(?:opening(?: price| level)?|opened|open(?: price)?(?! (?:interest|to|the|up)))`,
  ],
  [
    "level",
    String.raw`(?:key |immediate |near-term |major |strong |next |initial |potential |dynamic ){0,8}(?:support|resistance|price target|target|ceiling|pivot|stop[- ]loss)(?: (?:level|zone|area|line)s?)?`,
  ],
  [
    "last_close",
    String.raw`(?:the )?(?:last|latest|final|most recent|current|recent|spot|market) (?:closed? |closing |traded |trade )?(?:close|price|candle close)|(?:closing|spot|market|current) price|last closed|closed|closing|close(?! to| above| below| under| over| near| at the (?:upper|lower)|r\b|s\b| attention| watch| behind| enough| up\b| out\b)|price(?:s|d)?|trad(?:es|ed|ing)(?! volumes?| activity| session| range| day| period| window| between| in a| within| sideways| conditions| interest)|chang(?:es|ing) hands|quoted|valued at`,
  ],
];

/** The bounds of a word stand once around all names: in each of them they took 12 ms of a start to compile. */
const combined = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${lexicon.map(([, pattern]) => `(${pattern})`).join("|")})(?![\\p{L}\\p{N}])`,
  "gu",
);

/**
 * Finds what a sentence calls by name.
 *
 * @param sentence lower case, see `toPlainText`.
 * @param products where it names the product.
 */
export function findMentions(sentence: string, products: readonly (Span & { readonly text: string })[]): Mention[] {
  const mentions: Mention[] = [];
  for (const match of findMatches(sentence, combined)) {
    const entry = lexicon[match.findIndex((group, index) => index > 0 && group !== undefined) - 1];
    if (entry === undefined) continue;
    mentions.push({ name: entry[0], start: match.index, end: match.index + match[0].length, text: match[0] });
  }
  const others = products.filter((span) => !mentions.some((other) => span.start < other.end && other.start < span.end));
  mentions.push(...others.map((span) => ({ name: "product" as const, ...span })));
  return mentions.toSorted((one, other) => one.start - other.start);
}
