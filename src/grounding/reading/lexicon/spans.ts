import type { Entry } from "../meanings.ts";

/** What a sentence can be about in time: the last candle, the short run, the last 24 hours. */
export const spans: readonly Entry[] = [
  ["7-day|weekly|week's|7d|seven-day", "spanAdjective", "week"],
  [
    "over 7 days|over seven days|over the last 7 days|over the past 7 days|in 7 days|over the week|for the week|on the week|over the last seven days|over the past seven days|in seven days|over the past week|over the last week|than 7 days ago|from 7 days ago|in the last 7 days|in the past 7 days",
    "span",
    "week",
  ],
  [
    "short-term|short term|near-term|near term|immediate|5-minute|five-minute|intraday|recent|short-run|shorter-term|shorter term",
    "spanAdjective",
    "short",
  ],
  [
    "24-hour|daily|day's|today's|24h|24-hours|24 hours|broader|longer|longer-term|longer term|wider|intraday|day-on-day",
    "spanAdjective",
    "day",
  ],
  [
    "last-candle|last candle's|latest candle's|candle's|most recent candle's|this candle|falling candle|rising candle|latest|last|candle-to-candle|most recent",
    "spanAdjective",
    "candle",
  ],
  [
    "in the short term|in the short run|in recent candles|on the short view|for now|at short range|on a short-term basis|in the near term|on the short term|on short horizons|on the shortest horizon|on a short view|on the shorter view|on a shorter view|the shorter view|shorter view|in the short time|short time|on the 5-minute chart|in short term|over the short term|in the immediate term|on a 5-minute view|on a five-minute view|in the very short term|on a short-term view|over the last five candles|over the last 14 candles|on the short-term view|recently|lately|of late|at the moment|right now|on the five-minute chart|over recent candles",
    "span",
    "short",
  ],
  [
    "today|since yesterday|overnight|24-hour view|on the day|broader picture|longer view|on a daily basis|on a 24-hour basis|on a 24-hour view|than 24 hours ago|from 24 hours ago|compared with 24 hours ago|compared to 24 hours ago|versus 24 hours ago|than a day ago|than a day earlier|from a day ago|from a day earlier|than 24 hours earlier|than yesterday|against 24 hours ago|since 24 hours ago|for the 24 hours|24-hour horizon|in 24h|over 24h|than it was 24 hours ago",
    "span",
    "day",
  ],
  [
    "than before|from before|before|on the previous one|than on the previous one|from one candle to the next|candle to candle|in the last five minutes|in the last 5 minutes|over the last five minutes|over the last 5 minutes|over the past five minutes|in five minutes|in the past five minutes|lately",
    "span",
    "candle",
  ],
  [
    "24 hours|day|24-hour window|24-hour period|24-hour session|24-hour stretch|day as a whole|full day|whole day|last 24 hours|past 24 hours|full 24 hours|24 hours as a whole|24-hour span|previous 24 hours|entire 24 hours|last day|past day|session|twenty-four hours|last twenty-four hours|past twenty-four hours|24-hour timeframe|24-hour view|daily view|24-hour basis|full 24-hour window|last 24h|past 24h|last 24-hour period|past 24-hour period|24-hour frame|trading day|wider day|period|broader 24-hour window|entire day|latest 24 hours|24 hour period|24-hour horizon|preceding 24 hours",
    "day",
    null,
  ],
  [
    "most recent five-minute candle|latest interval|latest period|most recent interval|most recent period|last period|most recent 5-minute interval|most recent five minutes|latest five minutes|most recent minutes|last candle|latest candle|most recent candle|last 5-minute candle|latest 5-minute candle|last five-minute candle|latest five-minute candle|last closed candle|latest closed candle|candle|final candle|newest candle|last interval|latest interval|last bar|latest bar|most recent bar|5-minute candle|last completed candle|that candle|that same candle|same candle|latest 5-minute interval|last candlestick|latest candlestick|most recent 5-minute candle|last five minutes",
    "candle",
    null,
  ],
  [
    "previous candle|prior candle|candle before|one before|preceding candle|preceding one|previous one|prior one|candle before it|one before it|candle preceding it|last two candles|previous bar|candle earlier|candle before that|previous 5-minute candle|previous interval|prior interval|earlier candle|previous five-minute candle|one that came before",
    "candleBefore",
    null,
  ],
];
