import type { Facts } from "../facts.ts";
import { findOtherNames, findOtherSymbols } from "../product-words.ts";
import { isDenied, isSupposed } from "../reading/modality.ts";
import type { Sentence } from "../reading/reading.ts";
import { findSpans } from "../reading/span.ts";
import type { Violation } from "../verdict.ts";
import { claimViolation } from "./claim-violation.ts";

/** Indicators, data and events that no figure tells of. */
const unknownMatters =
  /\b(?:macd|fibonacci|stochastics?|adx|vwap|atr|obv|ichimoku|parabolic sar|pivot points?|market cap(?:italization)?|open interest|funding rates?|order ?books?|order flow|(?:btc|bitcoin|market) dominance|on-chain|whales?|etfs?|inflows?|outflows?|liquidations?|earnings|dividends?|p\/e|news|headlines|federal reserve|the fed\b|interest rates?|inflation|elections?|regulat(?:ion|ors?|ory)|partnerships?|halving|upgrade|head and shoulders|double (?:top|bottom)|triple (?:top|bottom)|golden cross|death cross|bull flag|bear flag|cup and handle|higher (?:highs|lows)|lower (?:highs|lows)|(?:out|under)perform(?:s|ed|ing)?|outr[au]n|altcoins?|nasdaq|(?:under|over)(?:valued|priced)|a bargain)\b/gu;

const trade =
  "(?:buy|sell|hold|accumulate|short|long|exit|enter|take profits?|lock in|add to|trim|scale (?:in|out)|go (?:long|short)|stay (?:long|short|out)|close (?:out )?(?:positions?|longs?|shorts?))";
const trading =
  "(?:buying|selling|holding|accumulating|shorting|going (?:long|short)|entering|exiting|taking profits?|trimming|adding|scaling (?:in|out)|locking in|reducing|opening|closing out|a (?:long|short|buy|sell)(?![- ](?:term|lived|range))|longs?|shorts?(?![- ](?:term|lived))|entry|entries|an entry|profit[- ]taking|taking (?:some )?(?:gains|profits?|long|short))";
const fine =
  "(?:good|great|ideal|attractive|excellent|perfect|nice|compelling|solid|favou?rable|decent|optimal|clear|strong|potential|possible|classic)";
/** Advice before what it is good for, some of it by itself. */
const occasion =
  "(?:time|moment|opportunity|chance|entry|entry point|exit|exit point|place|level|point|setup|spot|area|zone|buy(?:ing)? (?:opportunity|signal|setup|zone|entry|point)|sell(?:ing)? (?:opportunity|signal|setup|point)|long|short)";
const signal =
  "(?:opportunity|entry point|entry|exit point|exit|setup|zone|buy(?:ing)? (?:opportunity|signal|setup|zone|entry)|sell(?:ing)? (?:opportunity|signal|setup)|long|short)";
const advice = new RegExp(
  [
    String.raw`\b(?:traders?|investors?|holders?|readers?|you|one|we|bulls|bears|buyers?|sellers?)(?: (?:should|could|may|might|must|can|ought to|want to|need to|would do well to|are (?:well )?advised to)){1,8}(?: (?:want to|look to|now|also|therefore|wish to|consider|start|be|begin|well|wisely|do well to)){0,8} (?:${trade}|${trading})\b`,
    String.raw`\b(?:consider|recommend(?:s|ed)?|suggest|advise|worth|favou?rs?|time to|moment to|chance to|opportunity to|wise to|prudent to|best to|better to|reason to|advisable to|look to|looking to|advisable|makes? sense to|case for)(?: (?:start|begin|be|some|an?|for|initiating|to|the)){0,8} (?:${trade}(?! ?-?(?:side|term|pressure|momentum))|${trading}(?! (?:pressure|momentum|interest|activity|side|strength|force)))\b`,
    // The lookahead changes nothing but what V8 makes of it: the trades once, not once for each occasion. (10 ms of a start)
    String.raw`\b${fine} ${occasion}(?: (?:to|for|in which to))? ?(?=[a-z])(?:${trade}|${trading})\b(?= |[.,;!]|$)`,
    String.raw`\b${fine} ${signal}\b(?= |[.,;!]|$)`,
    String.raw`\b(?:buy|sell|short|long)(?:ing)? (?:now|here|today|the dip|the rip|into (?:this|the|any)|on (?:dips?|rall\w+|weakness|strength)|at (?:current|these) (?:levels?|prices?)|signal|opportunity|recommendation|rating)\b`,
    String.raw`(?:^|[.!?] |: )(?:buy|sell|hold|accumulate|go long|go short|take profits?|avoid buying|avoid selling|stay (?:long|short)|exit)\b(?![/-]| (?:pressure|momentum|side|volume|and|mom)\b)`,
    String.raw`(?<!\b(?:are|were|is|be|been|seems?|appears?) )\b(?:trimming|adding to|closing|reducing|opening|building|hold(?:ing)? on to|holding|locking in|take|taking)(?: (?:your|some|any|more|a|the|further|new)){0,8} (?:longs?|shorts?|positions?|profits?|gains|exposure|holdings?|bags?)\b(?! (?:by|from|among|appear|seem|may|is|are|has|have|pressure|weighed))`,
    String.raw`\b(?:before|until|prior to|when|by|about|for|of|consider|worth) (?:going|getting|turning) (?:long|short)\b`,
    String.raw`\b(?:load(?:ing)? up|(?:do not|don't) miss|time to be in|commit(?:ting)? (?:fresh |new |more )?capital|(?:before|prior to) (?:entering|jumping in|getting in|committing|buying in))\b`,
    String.raw`\b(?:stop[- ]loss|take[- ]profit|price target|target price|risk[- ]reward)\b`,
    String.raw`\b(?:is|remains|looks like|rated|rate it|a) an? ?(?:strong )?(?:buy|sell|hold)\b(?! ?-?(?:side|pressure|off))`,
  ].join("|"),
  "gu",
);

/** What no figure can tell: where the price will be. "May" and "could" leave it open. */
const forecasts =
  /\b(?:will|'ll|(?:is|are) (?:all but )?(?:set|going|bound|destined|guaranteed|certain|sure) to|expect (?:it|the price|prices|btc) to) (?:\w+ly |soon |now |go ){0,8}(?:rise|fall|rally|climb|drop|surge|crash|break|soar|jump|plunge|gain|lose|recover|rebound|reach|hit|higher|lower|up|down|move (?:higher|lower|up|down)|continue (?:to )?(?:ris|fall|climb|drop|higher|lower)\w*)\b/gu;

/** Checks that a sentence keeps to its matter: no other product, nothing that no figure tells of, no advice to trade. */
export function checkScope(sentence: Sentence, facts: Facts): Violation[] {
  return [...findOtherProducts(sentence, facts), ...findUnknownMatters(sentence), ...findAdvice(sentence)];
}

function findOtherProducts(sentence: Sentence, { productId }: Facts): Violation[] {
  const spans = [...findOtherSymbols(sentence.text, productId), ...findOtherNames(sentence.lower, productId)];
  return spans.map((span) =>
    claimViolation("other_product", sentence, span, `Every figure is of ${productId}; none is of ${span.text}.`),
  );
}

function findUnknownMatters(sentence: Sentence): Violation[] {
  const unknown = findSpans(sentence.lower, unknownMatters).map((span) =>
    claimViolation("invented", sentence, span, `No figure tells of "${span.text}". Use only the given figures.`),
  );
  const foretold = findSpans(sentence.lower, forecasts)
    .filter(({ start }) => !isDenied(sentence.lower, start) && !isSupposed(sentence.lower, start))
    .map((span) =>
      claimViolation("invented", sentence, span, "No figure tells of the future. Say what may happen, at most."),
    );
  return [...unknown, ...foretold];
}

function findAdvice(sentence: Sentence): Violation[] {
  return findSpans(sentence.lower, advice)
    .filter(({ start }) => !isDenied(sentence.lower, start))
    .slice(0, 1)
    .map((span) => claimViolation("advice", sentence, span, "Give no advice to buy, sell or hold."));
}
