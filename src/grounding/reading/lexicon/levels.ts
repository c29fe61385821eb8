import type { Entry } from "../meanings.ts";

/** What levels are called, and numbers around zero. */
export const levels: readonly Entry[] = [
  [
    "support|supports|further support|additional support|other support|support level|support levels|key support|key supports|support area|support zone|downside support|floor|major support|main support|initial support|technical support|potential support",
    "levelRole",
    "support",
  ],
  [
    "resistance|resistances|further resistance|additional resistance|other resistance|resistance level|resistance levels|key resistance|key resistances|resistance area|resistance zone|upside resistance|overhead resistance|ceiling|major resistance|main resistance|initial resistance|technical resistance|potential resistance|hurdle|barrier",
    "levelRole",
    "resistance",
  ],
  [
    "level above|level above the price|level above the last close|level above the close|level above close|level above that|higher level|distinct level above|level on the upside|level overhead for the price|level above price|level overhead|level above it|levels above|levels above the price|level higher|upside level|level up",
    "levelRole",
    "above",
  ],
  [
    "level below|level below the price|level below the last close|level below the close|level below close|lower level|distinct level below|level on the downside|level below price|level below it|levels below|levels below the price|level underneath|level beneath|downside level|level down|level lower",
    "levelRole",
    "below",
  ],
  [
    "highest level|highest|highest one|highest of them|highest of all|highest of the levels|highest of these levels|highest of these|highest of the given levels|highest of all levels|highest given level|highest of all the levels|at the top of these levels|at the top of the levels|on top of these levels",
    "levelRole",
    "highest",
  ],
  [
    "lowest level|lowest|lowest one|lowest of them|lowest of all|lowest of the levels|lowest of these levels|lowest of these|lowest of the given levels|lowest of all levels|lowest given level|lowest of all the levels|at the bottom of these levels|at the bottom of the levels|at the foot of these levels",
    "levelRole",
    "lowest",
  ],
  ["key level|key levels|level to watch|levels to watch|important level|important levels", "levelRole", "level"],
  [
    "next|next in line|first in line|nearest|first|immediate|closest|nearby|next higher|next lower|next key|first key|nearest key|closest key|next overhead|nearest overhead",
    "rank",
    1,
  ],
  ["second|second nearest|second closest|comes second|come second|ranks second|second in line", "rank", 2],
  ["third|third nearest|third closest|comes third|come third|ranks third|third in line", "rank", 3],
  [
    "represent|mark|acts as|act as|acting as|serves as|serve as|serving as|provides|provide|providing|offers|offer|offering|forms|form|forming|functions as|works as|represents|marks|constitutes|remains|as|gives",
    "actAs",
    null,
  ],
  ["includes|include|including|finds|find|finding|found|meets|encounters|faces|facing|faced|sees|seeing", "find", null],
  ["zero|zero line|zero mark|zero level|zero-line|centerline|centreline|0 line|center line", "zeroLine", null],
  ["positive|in positive territory|in the positive territory|in positive ground|positive territory", "sign", "above"],
  ["negative|in negative territory|in the negative territory|in negative ground|negative territory", "sign", "below"],
  ["a day|per day|daily|on a daily basis|each day|every day|over a day|for a day|/day", "per", "day"],
  [
    "of the price|of price|of its price|of the last close|of the closing price|of the current price|of the last price|of last close|of the asset's price|of the close|of the last closing price",
    "per",
    "price",
  ],
];
