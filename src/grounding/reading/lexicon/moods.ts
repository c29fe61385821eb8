import type { Mood } from "../statement.ts";
import type { Entry } from "../meanings.ts";

const mood = (meaning: Mood, phrases: string): Entry => [phrases, "mood", meaning];

/** The closed list of words for a mood of the market, and the nouns that carry them. */
export const moods: readonly Entry[] = [
  mood(
    "bullish",
    "points upward|point upward|points up|points higher|pointing upward|pointing up|pointing higher|leans upward|some buying pressure|some buying interest|buying pressure|buying interest|elevated|bullish|positive|constructive|optimistic|upbeat|upward|favorable|favourable|friendly|friendlier|bullishness|upside|firm|firmer|supportive|healthy|strong|strength|optimism|firming|recovering|good|better|solid|resilient|bright|brighter|uptrend|upward trend|stronger|positively|resilience|encouraging|robust|up|firmness|more positive|more bullish|stretched|optimistically|net positive|net bullish|buoyant|warm|confident",
  ),
  mood(
    "bearish",
    "points downward|point downward|points down|points lower|pointing downward|pointing down|pointing lower|leans downward|some selling pressure|some selling interest|selling pressure|selling interest|selling bias|bearish|negative|pessimistic|downward|weak|weakness|unfavorable|unfavourable|downside|soft|softer|weaker|pessimism|bearishness|under pressure|under short-term pressure|under near-term pressure|under some pressure|under mild pressure|under slight pressure|subdued|softness|fragile|bad|struggling|sluggish|downtrend|downward trend|one-sided selling|negatively|heavy|poor|vulnerable|down|more negative|more bearish|depressed|dull|net negative|net bearish|lacklustre|muted|gloomy|unfriendly",
  ),
  mood(
    "neutral",
    "little direction|little clear direction|lack of clear|lack of a clear|absence of clear|neutral|unremarkable|balanced|undecided|indecisive|evenly balanced|neutrality|even-handed|evenly matched|evenly split|stable|sideways|non-directional|in balance|directionless|equilibrium|indecision|quiet|calm|lack of direction|lack of clear direction|even|indifferent|no clear direction|without clear direction|tug-of-war|tug-of-war between bulls and bears|tug-of-war between buyers and sellers|balance between buyers and sellers|balance between buying and selling|equilibrium between buyers and sellers|balance between bulls and bears|without direction|no direction|nearly balanced|almost balanced|moderate|middling|muted|neutral range|neutral position|neutral ranges|neutral mid-range|neutral reading range",
  ),
  mood(
    "mixed",
    "mixed|split|divided|conflicted|conflicting|uncertain|ambiguous|uncertainty|unclear|contradictory|torn|two-sided|inconclusive",
  ),
  mood(
    "cautious",
    "cautious|cautiously|caution|hesitant|hesitation|guarded|tentative|wary|careful|watchful|restrained",
  ),
  [
    "side|change|move|result|number|candle|lean|sentiment|market sentiment|trend|tone|bias|picture|outlook|momentum|conditions|condition|pressure|mood|backdrop|tilt|lean|stance|signals|bent|undertone|undercurrent|direction|posture|control|view|footing|environment|reading|readings|phase|dynamics|structure|situation|territory|zone|area|ground|region|level|levels|state|note|inclination|edge|line|threshold|mark|trading|movement|price movement|price action|action|leaning|character|impulse|drift|feel|market|evidence|gauges|indicators|signs|numbers|figures|indicator|balance|time frame|timeframe|value|values|mode|market mood|24-hour balance|push|bound|story|evidence|band position|25-mark|attitude|climate|atmosphere|trend direction|measures|day's balance|indications|indication|short-term readings|data|posture|limit|cutoff|market condition|market conditions|position|one",
    "moodNoun",
    null,
  ],
  ["sign|signal|thing", "moodSign", null],
  [
    "trends|time frame|time frames|timeframe|span|horizon|outlooks|signals|biases|tones|readings|sentiments|time scales|timescales|time spans|timeframes|spans|horizons|periods|time horizons|views|pictures",
    "moodNouns",
    null,
  ],
  ["overbought", "zone", "overbought"],
  ["oversold", "zone", "oversold"],
  ["extreme|extremes", "zone", "extreme"],
];
