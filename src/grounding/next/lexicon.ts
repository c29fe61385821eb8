import type { FigureName } from "../../features/index.ts";
import type { Token } from "./scan.ts";

export type Side = "above" | "below" | "at" | "near";
export type Way = "up" | "down" | "flat";
export type Mood = "bullish" | "bearish" | "neutral" | "mixed" | "cautious";
export type Scope = "candle" | "short" | "day" | "any";
export type Zone = "overbought" | "oversold" | "neutral" | "extreme";
export type Size = "small" | "large" | "none";

/** What a word or a group of words means. */
export type Meaning =
  | { readonly tag: "figure"; readonly figures: readonly FigureName[]; readonly group?: "bands" | "range" | "averages" }
  | { readonly tag: "product" }
  | { readonly tag: "pronoun" }
  | { readonly tag: "number"; readonly number: Extract<Token, { is: "number" }>["number"] }
  | { readonly tag: "unit"; readonly unit: "percent" | "points" | "usd" | "eur" | "gbp" | "base" | "cents" }
  | { readonly tag: "side"; readonly side: Side }
  | { readonly tag: "compare"; readonly side: Side; readonly form: "verb" | "ing" }
  | { readonly tag: "move"; readonly way: Way; readonly form: "verb" | "noun" | "adjective" | "ing"; readonly size: Size }
  | { readonly tag: "zone"; readonly zone: Zone }
  | { readonly tag: "mood"; readonly mood: Mood; readonly size: Size }
  | { readonly tag: "moodNoun" }
  | { readonly tag: "scope"; readonly scope: Scope }
  | { readonly tag: "degree"; readonly size: Size }
  | { readonly tag: "approx" }
  | { readonly tag: "part"; readonly from: number; readonly to: number }
  | { readonly tag: "word"; readonly word: string };

export type Item = Meaning & { readonly start: number; readonly end: number };

type Entry = readonly [phrases: string, meaning: Meaning];

const w = (word: string, phrases = word): Entry => [phrases, { tag: "word", word }];
const figure = (phrases: string, ...figures: FigureName[]): Entry => [phrases, { tag: "figure", figures }];
const side = (side: Side, phrases: string): Entry => [phrases, { tag: "side", side }];
const move = (way: Way, form: "verb" | "noun" | "adjective" | "ing", phrases: string, size: Size = "none"): Entry => [
  phrases,
  { tag: "move", way, form, size },
];
const mood = (mood: Mood, phrases: string, size: Size = "none"): Entry => [phrases, { tag: "mood", mood, size }];
const scope = (scope: Scope, phrases: string): Entry => [phrases, { tag: "scope", scope }];

/** Phrases are separated by `|`. */
const entries: readonly Entry[] = [
  figure("rolling average|5-minute rolling average|5-minute average|five-minute rolling average|5-candle average|5-candle rolling average|5-period rolling average|moving average|5-candle moving average|5-minute moving average|5-period average|5-period moving average|rolling mean|simple moving average|rolling_avg|rolling avg|five-candle average|average", "rolling_avg"),
  figure("ema|exponential moving average|ema 5|5-candle ema|5-period ema|exponential average", "ema"),
  figure("rsi|relative strength index|relative strength|rsi reading|rsi value|rsi 14|14-period rsi", "rsi"),
  figure("upper band|upper bollinger band|upper bollinger|bollinger upper band|upper boundary|upper bollinger line", "bollinger_upper"),
  figure("lower band|lower bollinger band|lower bollinger|bollinger lower band|lower boundary|lower bollinger line", "bollinger_lower"),
  [
    "bollinger bands|bands|bollinger band range|bollinger range|bollinger channel|bollinger band channel|two bands|both bollinger bands|both bands|bollinger band",
    { tag: "figure", figures: ["bollinger_lower", "bollinger_upper"], group: "bands" },
  ],
  [
    "both averages|both moving averages|two averages|averages|moving averages|two moving averages|rolling and exponential averages",
    { tag: "figure", figures: ["rolling_avg", "ema"], group: "averages" },
  ],
  [
    "range|daily range|day's range|today's range|24-hour range|intraday range|24h range|range of the day|range of today|day range|range for the day|trading range|span|daily span|24-hour span",
    { tag: "figure", figures: ["daily_low", "daily_high"], group: "range" },
  ],
  figure("daily high|day's high|today's high|24-hour high|high of the day|high of today|intraday high|24h high|high for the day|high|day high|session high|day's peak|daily peak", "daily_high"),
  figure("daily low|day's low|today's low|24-hour low|low of the day|low of today|intraday low|24h low|low for the day|low|day low|session low|day's floor", "daily_low"),
  figure("last close|close|closing price|last closing price|latest close|price|current price|last price|market price|trading price|latest price|last_close|most recent close|stock price|share price", "last_close"),
  figure("buying momentum|buy momentum|buying pressure|buying|buyers' momentum|buying side|buy side|buying_momentum|upward momentum sum", "buying_momentum"),
  figure("selling momentum|sell momentum|selling|sellers' momentum|selling side|sell side|selling_momentum", "selling_momentum"),
  figure("price change|last price change|latest price change|price change of the last candle|last candle's change|last candle's price change|latest candle's change|price_change|recent price change", "price_change"),
  figure("volume change|volume shift|change in volume|shift in volume|volume change of the last candle|change of volume|volume_change", "volume_change"),
  figure("volume|trading volume|last candle's volume|candle's volume", "volume_change"),
  figure("24-hour change|change over 24 hours|24h change|daily change|day's change|change of the day|change in 24 hours|24-hour price change|change of 24 hours|change for 24 hours|change over the last 24 hours|change over the past 24 hours|24-hour net change|net change over 24 hours|change over the day|change on the day|24-hour performance|net change|24-hour percentage change|24-hour percent change|daily percentage change|change over 24 hours in percent|24-hour move|24 hours change|change of the last 24 hours|change in the last 24 hours", "change_24h", "change_24h_pct"),
  figure("rises", "buying_momentum"),
  figure("falls", "selling_momentum"),
  figure("buyers|bulls", "buying_momentum"),
  figure("sellers|bears", "selling_momentum"),

  ["stock|asset|product|coin|token|pair|market|instrument|cryptocurrency|crypto|contract", { tag: "product" }],
  ["it|they|them|this|these|that|which|both", { tag: "pronoun" }],

  ["percent|per cent|percentage points|pct", { tag: "unit", unit: "percent" }],
  ["points|point", { tag: "unit", unit: "points" }],
  ["dollars|dollar|usd|us dollars|usdt|usdc", { tag: "unit", unit: "usd" }],
  ["euros|euro|eur", { tag: "unit", unit: "eur" }],
  ["pounds|pound|gbp|sterling", { tag: "unit", unit: "gbp" }],
  ["cents|cent", { tag: "unit", unit: "cents" }],
  ["units|unit", { tag: "unit", unit: "base" }],

  side("above", "above|more|higher|stronger|greater|larger|bigger|ahead|higher than|more than|greater than|bigger than|larger than|over|ahead of|stronger than|in excess of|beyond"),
  side("below", "below|less|lower|weaker|smaller|under|beneath|lower than|less than|smaller than|underneath|short of|behind|weaker than|shy of"),
  side("at", "equal to|level with|the same as|identical to|exactly at|right at|on par with|even with|in line with its"),
  side("near", "near|close to|next to|nearly at|almost at|just about at|nearly equal to|almost equal to|approximately equal to|around the same as"),

  ["exceeds|exceed|exceeded|outweighs|outweigh|outweighed|outpaces|outpace|outpaced|surpasses|surpass|surpassed|outstrips|outstrip|dominates|dominate|leads|lead|beats|beat|tops|outnumbers|outdoes|overshadows|clears", { tag: "compare", side: "above", form: "verb" }],
  ["exceeding|outweighing|outpacing|surpassing|outstripping|dominating|leading|beating|topping", { tag: "compare", side: "above", form: "ing" }],
  ["trails|trail|lags|lag|lags behind|trails behind", { tag: "compare", side: "below", form: "verb" }],
  ["trailing|lagging|lagging behind|trailing behind", { tag: "compare", side: "below", form: "ing" }],
  ["equals|equal|matches|match", { tag: "compare", side: "at", form: "verb" }],

  move("up", "verb", "rose|rise|risen|increased|increase|gained|gain|climbed|climb|added|add|advanced|advance|grew|grow|jumped|edged up|ticked up|went up|moved up|moved higher|edged higher|is going up|going up|crept up|has gone up|gone up|picked up|picks up|rises|gains|adds|increases|climbs|advances"),
  move("down", "verb", "fell|fall|fallen|decreased|decrease|lost|lose|dropped|drop|declined|decline|shed|slipped|slip|eased|edged down|ticked down|went down|moved down|moved lower|edged lower|going down|gone down|slid|dipped|sank|gave up|loses|drops|declines|slips|decreases|dips|sheds|retreated|gave back"),
  move("up", "ing", "rising|increasing|gaining|climbing|adding|advancing|growing|ticking up|edging up|moving up|edging higher|moving higher"),
  move("down", "ing", "falling|decreasing|losing|dropping|declining|slipping|shedding|easing|dipping|edging down|ticking down|moving down|edging lower|moving lower|sliding"),
  move("up", "noun", "gain|rise|increase|advance|uptick|climb|upward move|price gain|price increase|price rise|upmove|upward move"),
  move("down", "noun", "loss|fall|decrease|decline|drop|dip|downtick|slide|downward move|price drop|price decline|price decrease|slip|pullback|setback"),
  move("up", "adjective", "up|higher"),
  move("down", "adjective", "down|lower"),
  move("flat", "adjective", "unchanged|flat|nearly unchanged|almost unchanged|little changed|virtually unchanged|nearly flat|almost flat|largely unchanged|essentially unchanged|essentially flat|practically unchanged|roughly flat|broadly unchanged|hardly changed"),
  ["changed|shifted|moved|has changed|change|shift|move|movement|swing|changes|shifts", { tag: "word", word: "changed" }],

  ["overbought", { tag: "zone", zone: "overbought" }],
  ["oversold", { tag: "zone", zone: "oversold" }],

  mood("bullish", "bullish|positive|constructive|optimistic|upbeat|upward|favorable|favourable|friendly|friendlier|bullishness|upside|firm|firmer|supportive|healthy|strong|strength|optimism|firming|recovering|good|better|solid|resilient"),
  mood("bearish", "bearish|negative|pessimistic|downward|weak|weakness|unfavorable|downside|soft|softer|weaker|pessimism|bearishness|under pressure|subdued|softness|fragile|bad|struggling|selling pressure|sluggish"),
  mood("bullish", "uptrend|upward trend"),
  mood("bearish", "downtrend|downward trend"),
  mood("neutral", "neutral|balanced|flat|undecided|indecisive|evenly balanced|neutrality|even-handed|evenly matched|evenly split|stable|sideways|range-bound|non-directional|in balance|directionless|steady|equilibrium|indecision"),
  mood("mixed", "mixed|split|divided|conflicted|conflicting|uncertain|ambiguous|uncertainty"),
  mood("cautious", "cautious|cautiously|caution|hesitant|hesitation|guarded|tentative"),
  ["sentiment|market sentiment|trend|tone|bias|picture|outlook|momentum|conditions|condition|pressure|mood|backdrop|tilt|lean|stance|signal|signals|bent|undertone|undercurrent|direction|setup|posture|control|view|footing|environment|reading|readings|interest|activity|participation|phase|dynamics|structure|situation|territory|zone|area|ground|region|level|levels|thing|state|side|note|inclination|edge|line|threshold|mark|change|trading|24-hour session|session|day|market|price movement|price action|action|leaning|character|impulse|drift|feel|overall sentiment", { tag: "moodNoun" }],

  scope("short", "short-term|short term|near-term|near term|in the short term|in the short run|immediate|on the short view|on a shorter view|for now|at short range|short-run|shorter-term|on a short-term basis|in the near term|on the short term"),
  scope("day", "24-hour|daily|day's|today's|24h|24 hours|over 24 hours|over the last 24 hours|over the past 24 hours|in the last 24 hours|in the past 24 hours|in 24 hours|within 24 hours|for the day|on the day|over the day|of the day|during the last 24 hours|during the past 24 hours|across 24 hours|across the day|over the 24-hour window|over the 24-hour period|in the 24-hour window|today|over a 24-hour period|on a 24-hour basis|on a 24-hour view|on a daily basis|intraday|in the day|24-hour window|over the full 24 hours|from 24 hours ago|than 24 hours ago|compared with 24 hours ago|compared to 24 hours ago|since yesterday|broader|during the day|for the last 24 hours|for the past 24 hours|over twenty-four hours|over this period|the last 24 hours|the past 24 hours"),
  scope("candle", "in the last candle|on the last candle|in the latest candle|on the latest candle|from the previous candle|from the candle before|over the last candle|since the previous candle|last candle|latest candle|in the most recent candle|on the most recent candle|most recent candle|compared with the previous candle|compared to the previous candle|than the candle before|than in the previous candle|than before|than the previous candle|than on the previous candle|than on the prior candle|than on the candle before|than the volume of the candle before|than the preceding one|than on the one before|than the one before|compared to the candle before|compared with the candle before|last five minutes|in the last five minutes|in the last 5 minutes|over the last five minutes|over the last 5 minutes|from one candle to the next|in the last interval|latest|recent|most recent|last|this candle|from the prior candle|versus the previous candle|versus the prior candle|since the last candle|last-candle|at the last candle|with the last candle|for the last candle|during the last candle|latest five-minute candle|last five-minute candle|last 5-minute candle|latest 5-minute candle"),

  ["slightly|marginally|modestly|mildly|somewhat|a little|a bit|slight|marginal|modest|mild|small|minor|a touch|fractionally|narrowly|barely|just|only|only just|a shade|minimal|tiny|little|very small|narrow|merely|mere|very slightly|moderately|moderate|gentle|gently|limited|only slightly|only marginally", { tag: "degree", size: "small" }],
  ["well|far|much|clearly|strongly|significantly|substantially|comfortably|considerably|notably|sharply|large|big|clear|considerable|notable|significant|substantial|easily|heavily|decisively|markedly|sizeable|sizable|strong|deeply|deep|sharp|very|extremely|firmly|pronounced|greatly|massive|huge|steep|by far", { tag: "degree", size: "large" }],
  ["relatively|fairly|rather|quite|generally|largely|still|also|currently|now|overall|broadly|again|however|meanwhile|therefore|thus|hence|then|even|though|yet|nevertheless|nonetheless|together|here|there|the|a|an|its|their|his|our|current|currently|at present|presently|as well|too|respectively|this|these|same as before", { tag: "degree", size: "none" }],
  ["about|around|roughly|approximately|nearly|almost|some|close to about|~", { tag: "approx" }],

  ["lower half", { tag: "part", from: 0, to: 0.5 }],
  ["upper half", { tag: "part", from: 0.5, to: 1 }],
  ["lower third|bottom third", { tag: "part", from: 0, to: 1 / 3 }],
  ["upper third|top third", { tag: "part", from: 2 / 3, to: 1 }],
  ["lower quarter|bottom quarter", { tag: "part", from: 0, to: 0.25 }],
  ["upper quarter|top quarter", { tag: "part", from: 0.75, to: 1 }],
  ["upper fifth|top fifth", { tag: "part", from: 0.8, to: 1 }],
  ["lower fifth|bottom fifth", { tag: "part", from: 0, to: 0.2 }],
  ["upper tenth|top tenth", { tag: "part", from: 0.9, to: 1 }],
  ["lower part|lower portion|lower end|bottom|bottom end|lower side|lower region", { tag: "part", from: 0, to: 0.4 }],
  ["upper part|upper portion|upper end|top|top end|upper side|upper region", { tag: "part", from: 0.6, to: 1 }],
  ["middle|midpoint|centre|center|mid-range|midrange|middle part|mid-point", { tag: "part", from: 0.4, to: 0.6 }],

  w("be", "is|are|was|were|be|been|being|remains|remain|stays|stay|stands|stand|sits|sit|lies|lie|holds|hold|keeps|reads|trades|trade|closed|closes|ended|rests|finished|has been|is trading|are trading|is currently trading|looks|appears|appears to be|seems|seems to be|is sitting|is holding|is standing|continues to be|comes in|came in|is now|stood|sat|traded|is located|is positioned|is placed|settled|is set|are set|trading|sitting|standing|holding|lying|remaining|staying|closing|positioned|located|placing|resting|had|amounts to|came to|comes to|has closed|has ended|hovers|hovering|leaves it|is hovering|was trading|is seen|measures|is priced|priced|is valued|to close|to trade|to stand|to end|to finish|rose to|fell to|registers|prints|printed|held"),
  w("show", "shows|show|indicates|indicate|suggests|suggest|signals|signal|reflects|reflect|confirms|confirm|supports|support|points to|point to|implies|imply|hints at|underlines|underscores|reinforces|demonstrates|displays|exhibits|marks|means|is showing|is displaying|is exhibiting|presents|carries|maintains|faces|gives|keeps|leans|lean|tilts|speaks of|is experiencing|experiences|underpins|favors|favours|are showing|is leaning|leans toward|reveals|reveal|creates|is in|are in|is facing|remains in|stays in|is under|remains under|puts|points toward|points towards|highlights|highlight|has a|is a|offers|retains|shows a"),
  w("showing", "showing|indicating|suggesting|signaling|signalling|reflecting|confirming|supporting|pointing to|implying|hinting at|underlining|underscoring|reinforcing|demonstrating|displaying|exhibiting|leaving|keeping|giving|leaning|creating|highlighting|a sign of|a signal of|pointing toward|pointing towards|consistent with|in line with|in keeping with|making|revealing"),
  w("have", "has|have|had|having|with"),
  w("with", "with|having|after|amid|where|when|thanks to|on"),
  w("lead", "lead|edge|upper hand|advantage|in control|in charge|stronger momentum|in the lead|more active|stronger hand|dominant|in command|stronger|narrow lead|slight edge|small lead|have been stronger|slim lead"),
  w("not", "not|isn't|is not|no|without|hasn't|never|neither|nor|does not|did not|n't|doesn't|didn't|aren't|hasn't|nothing|rather than|instead of|none|cannot|can't"),
  w("and", "and|plus|as well as|along with|alongside"),
  w("but", "but|while|although|whereas|yet|though|even though|despite|even as|in spite of"),
  w("because", "because|since|as|so|given|because of|due to|based on|thanks to|which means|meaning|as a result"),
  w("to", "to"),
  w("from", "from"),
  w("than", "than"),
  w("by", "by"),
  w("of", "of"),
  w("at", "at"),
  w("in", "in|on"),
  w("for", "for"),
  w("between", "between"),
  w("within", "within|inside"),
  w("outside", "outside"),
  w("closer", "closer to|nearer to|nearer|closer"),
  w("against", "against|versus|compared with|compared to|vs|relative to|vs."),
  w("halfway", "halfway|midway"),
  w("respectively", "respectively"),
  w("same", "same|equal|identical|almost equal|nearly equal|level|about the same|roughly equal|practically equal|nearly identical|almost identical|even|nearly even|almost even|nearly balanced|almost balanced|roughly balanced|closely balanced|evenly balanced|nearly level|almost level"),
  w("runs", "runs|ran|spans|spanned|extends|stretches|extended|span|ranges|ranged"),
  w("candles", "candles|candle|expected candles|of expected candles"),
  w("utc", "utc|gmt"),
];

interface Node {
  readonly next: Map<string, Node>;
  meaning: Meaning[];
}

const newNode = (): Node => ({ next: new Map(), meaning: [] });
const root = newNode();
for (const [phrases, meaning] of entries) {
  for (const phrase of phrases.split("|")) {
    let node = root;
    for (const word of phrase.split(" ")) {
      let next = node.next.get(word);
      if (next === undefined) node.next.set(word, (next = newNode()));
      node = next;
    }
    if (!node.meaning.some((known) => JSON.stringify(known) === JSON.stringify(meaning))) node.meaning.push(meaning);
  }
}

export interface LexedItem {
  readonly meanings: readonly Meaning[];
  /** Index of the token behind it. */
  readonly end: number;
  readonly text: string;
}

/** Every phrase that begins at a token, the longest first. */
export function phrasesAt(tokens: readonly Token[], at: number): LexedItem[] {
  const found: LexedItem[] = [];
  let node: Node | undefined = root;
  const words: string[] = [];
  for (let index = at; node !== undefined && index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.is !== "word" && token?.is !== "number") break;
    if (token.is === "number" && token.number.unit !== "none") break;
    words.push(token.text);
    node = node.next.get(token.text);
    if (node !== undefined && node.meaning.length > 0) found.unshift({ meanings: node.meaning, end: index + 1, text: words.join(" ") });
  }
  return found;
}
