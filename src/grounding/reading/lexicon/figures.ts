import { figureOf, type FigureName } from "../../../features/index.ts";
import { type Range, ranges } from "../../claims/figures.ts";
import { kindOf } from "../../claims/phrases.ts";
import { type Entry, type FigureMeaning, type Group, volumeItself } from "../meanings.ts";
import { declaredNames, openAverages, openNames } from "./catalogue-names.ts";

const figure = (phrases: string, ...names: FigureName[]): Entry => [
  phrases,
  "figure",
  { names, pair: null, group: null },
];
const pair = (group: Group, low: FigureName, high: FigureName, phrases: string): Entry => [
  phrases,
  "figure",
  { names: [low], pair: [low, high], group },
];

/** What models call the figures of the day, and pairs of them. */
const told: readonly Entry[] = [
  figure(
    "avg|5-candle mean|five-candle mean|5-minute mean|mean|rolling average|5-minute rolling average|5-minute average|five-minute rolling average|five-minute average|5-candle average|5-candle rolling average|5-period rolling average|moving average|5-candle moving average|5-minute moving average|5-period average|5-period moving average|rolling mean|simple moving average|rolling_avg|rolling avg|five-candle average|five-candle rolling average|average|sma|5-minute rolling avg|average of the last five closes|mean of the last five closes|average of five candles",
    "rolling_avg",
  ),
  figure(
    "ema|exponential moving average|ema 5|5-candle ema|5-period ema|exponential average|5-minute ema|exponential moving average ema|five-candle ema",
    "ema",
  ),
  figure(
    "rsi|relative strength index|relative strength|rsi reading|rsi value|rsi 14|14-period rsi|rsi level|rsi indicator|14-candle rsi|relative strength index rsi|rsi figure|strength index",
    "rsi",
  ),
  figure(
    "upper band|upper bollinger band|upper bollinger|bollinger upper band|upper boundary|upper bollinger line|bollinger_upper|upper line",
    "bollinger_upper",
  ),
  figure(
    "lower band|lower bollinger band|lower bollinger|bollinger lower band|lower boundary|lower bollinger line|bollinger_lower|lower line",
    "bollinger_lower",
  ),
  pair(
    "bands",
    "bollinger_lower",
    "bollinger_upper",
    "bollinger bands|bands|bollinger band range|bollinger range|bollinger channel|bollinger band channel|two bands|bollinger band|band range|two bollinger bands|upper and lower bollinger bands|lower and upper bollinger bands|upper and lower bands|lower and upper bands|channel|upper and lower band|band",
  ),
  // As of a range, a single number is how wide it is.
  pair("range", "bollinger_lower", "bollinger_upper", "bollinger band width|bollinger bands width"),
  pair(
    "averages",
    "rolling_avg",
    "ema",
    "averages|moving averages|two averages|two moving averages|short-term averages|short averages|5-minute averages|short-term moving averages|5-candle averages|five-candle averages|rolling and exponential averages|rolling and exponential moving averages|rolling average and exponential averages|5-minute moving averages",
  ),
  pair(
    "range",
    "daily_low",
    "daily_high",
    "range|daily range|day's range|today's range|24-hour range|intraday range|24h range|range of the day|range of today|day range|range for the day|trading range|daily span|24-hour span|price range|day's span|24-hour trading range|day's trading range|daily trading range|24-hour price range|today's trading range|24-hour band|24-hour high-low range|high-low range|session's range|session range|swing",
  ),
  pair(
    "range",
    "daily_low",
    "daily_high",
    "24-hour extremes|day's extremes|high and low|low and high|two extremes|extremes|daily extremes",
  ),
  pair(
    "sums",
    "buying_momentum",
    "selling_momentum",
    "buying and selling momentum|buying and selling|both momentum figures|two momentum figures|momentum figures|rises and falls|momentum sums|both momentum sums|buy and sell momentum|momentum readings|two momentum readings|momentum measures|two momentum sums|sums|two sums|momentum totals|momentum balance|balance of momentum|24-hour balance|day's balance|balance of the day|balance",
  ),
  figure(
    "daily high|day's high|today's high|24-hour high|high of the day|high of today|intraday high|24h high|high for the day|high|day high|session high|day's peak|daily peak|daily_high|24-hour peak|today's peak|day's top|session's high|upper extreme|peak|peak of the day|24-hours high",
    "daily_high",
  ),
  figure(
    "daily low|day's low|today's low|24-hour low|low of the day|low of today|intraday low|24h low|low for the day|low|day low|session low|day's floor|daily_low|day's trough|24-hour trough|session's low|trough|24-hours low",
    "daily_low",
  ),
  figure(
    "last|last close|close|closing price|last closing price|latest close|price|current price|last price|market price|trading price|latest price|last_close|most recent close|stock price|share price|spot price|latest closing price|most recent price|last traded price|current close|current level|price level|last trade|closing level|market's last close",
    "last_close",
  ),
  figure(
    "buying momentum|buy momentum|buying pressure|buying|buyers' momentum|buying side|buy side|buying_momentum|upward momentum sum|rises|upward moves|upward movement|upward movements|upward momentum|buying interest|buyers|bulls|gains of the day|sum of rises|sum of the rises|upward price moves|summed rises|buyer momentum|buying activity|buying strength|up moves",
    "buying_momentum",
  ),
  figure(
    "selling momentum|sell momentum|selling|sellers' momentum|selling side|sell side|selling_momentum|falls|downward moves|downward movement|downward movements|downward momentum|selling pressure|selling interest|sellers|bears|sum of falls|sum of the falls|downward price moves|summed falls|seller momentum|selling activity|selling strength|down moves|declines|losses",
    "selling_momentum",
  ),
  figure(
    "price change|last price change|latest price change|price_change|recent price change|change in price|change of price|price shift",
    "price_change",
  ),
  figure(
    "volume change|volume shift|change in volume|shift in volume|change of volume|volume_change|trading volume change|volume's change",
    "volume_change",
  ),
  [
    "volume|trading volume|candle volume|traded volume|volumes",
    "figure",
    { names: volumeItself, pair: null, group: null },
  ],
  figure(
    "change|net change|percentage change|percent change|performance|move|net move|change in percent|result",
    "change_24h",
    "change_24h_pct",
    "price_change",
  ),
];

const known = new Set(told.flatMap(([phrases]) => phrases.split("|")));

/** What the catalogue calls its figures, where that is not among the words above. */
const declared: readonly Entry[] = declaredNames.flatMap(([phrase, meaning]): Entry[] =>
  known.has(phrase) ? [] : [[phrase, "figure", meaning]],
);

/** What a name of the day's alone is not: it says so. */
const isOfDay = /day|24|session|intraday|week|hour/;

/** What else a name may mean: figures that are called so with a length before it, and edges of what was traded over another span. */
function othersOf(phrase: string, { names, pair: two, group }: FigureMeaning): readonly FigureMeaning[] {
  // Of volume itself no value is known.
  if (names === volumeItself) return [];
  if (group === "averages") return phrase.includes("5-") || phrase.includes("exponential") ? [] : openAverages;
  const opened = open.get(phrase);
  const found = opened === undefined ? none : opened.map(([, meaning]) => meaning);
  if (isOfDay.test(phrase)) return found;
  const [name] = names;
  const bands = group === "bands" ? ranges.filter(({ isTraded }) => !isTraded) : [];
  const others = group === "range" || group === "bands" ? [...bands, ...tradedElsewhere(name)] : tradedElsewhere(name);
  const meant = others.map(({ low, high }): FigureMeaning =>
    two === null
      ? { names: [name === ranges.find((range) => range.low === name)?.low ? low : high], pair: null, group: null }
      : { names: [low], pair: [low, high], group },
  );
  return meant.length === 0 ? found : [...found, ...meant];
}

const traded = ranges.filter(({ isTraded }) => isTraded);
const none: readonly never[] = [];

function tradedElsewhere(name: FigureName | undefined): readonly Range[] {
  return traded.some(({ low, high }) => low === name || high === name) ? traded : none;
}

const open = Map.groupBy(openNames, ([phrase]) => phrase);

/** Each name that may mean something else by itself, with all that it may mean; the others as they are. */
function withOthers(entries: readonly Entry[]): readonly Entry[] {
  return entries.flatMap((entry): readonly Entry[] => {
    const [phrases, tag, meaning] = entry;
    if (tag !== "figure") return [entry];
    const plain: string[] = [];
    const several = phrases.split("|").flatMap((phrase): readonly Entry[] => {
      const found = othersOf(phrase, meaning);
      if (found.length === 0) {
        plain.push(phrase);
        return [];
      }
      const others = new Map(found.map((each) => [keyOf(each), each]));
      others.delete(keyOf(meaning));
      const widths = [...others.values()].filter(
        ({ names: [name] }) => name !== undefined && kindOf(name).is === "width",
      );
      if (widths.length > 0) return [[phrase, "figure", { ...meaning, others: widths, prefersOthers: true }]];
      if (others.size === 0) return [[phrase, "figure", meaning]];
      const itself = isNameOfChange(phrase, meaning) ? { prefersItself: true as const } : {};
      return [[phrase, "figure", { ...meaning, ...itself, others: [...others.values()] }]];
    });
    return plain.length === 0 ? several : [...several, [plain.join("|"), "figure", meaning]];
  });
}

/** "Price change" is the last candle's, by its declaration; "the change" may be any. */
function isNameOfChange(phrase: string, { names: [name] }: FigureMeaning): boolean {
  if (name === undefined) return false;
  const { kind, aliases } = figureOf(name);
  return kind.is === "change" && aliases.includes(phrase);
}

function keyOf({ names, pair: two }: FigureMeaning): string {
  return `${two === null ? "" : "pair "}${(two ?? names).join(" ")}`;
}

const named = new Set([...known, ...declaredNames.map(([phrase]) => phrase)]);

/** Names without their lengths that nothing else is called. */
const openedOnly: readonly Entry[] = [...open.entries()].flatMap(([phrase, [first, ...others]]): Entry[] =>
  named.has(phrase) || first === undefined
    ? []
    : [[phrase, "figure", { ...first[1], others: others.map(([, meaning]) => meaning) }]],
);

/** What the figures are called. A new figure needs no line here: its label and its aliases are words by themselves. */
export const figures: readonly Entry[] = [...withOthers(told), ...withOthers(declared), ...openedOnly];
