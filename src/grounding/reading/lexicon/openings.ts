import type { Entry } from "../meanings.ts";

/** Spans as a sentence that turns to them begins: `on a broader scale, ...`, `compared with 24 hours earlier, ...`. */
export const openings: readonly Entry[] = [
  [
    "on that view|on that span|over that horizon|on that horizon|in that window|in that period|across that span|over that span|across the same span|over the same span|over that period|over the same period|in that span|over that time|in that time|over that window|over this span|across this span|over this period|across that period|in the same period",
    "span",
    "any",
  ],
  [
    "on the 24-hour one|over the 24-hour one|on the daily one|on a broader scale|on a wider scale|on a broader view|on a wider view|on the broader view|on the wider view|over the wider span|over the broader span|over the longer span|over a longer span|over the wider window|over the broader window|over the wider view|in the broader picture|in the wider picture|in the bigger picture|on a larger scale|on a longer view|on the longer view|over the longer term|in the longer term|over the broader period|over a broader period|over the longer period|over a longer period|over the longer window|on the daily chart|on the daily view|on the daily scale|on a day basis|over the full day",
    "span",
    "day",
  ],
  [
    "compared with 24 hours earlier|compared to 24 hours earlier|versus 24 hours earlier|against 24 hours earlier|relative to 24 hours ago|relative to 24 hours earlier|from 24 hours earlier|since 24 hours earlier|compared with a day ago|compared to a day ago|compared with a day earlier|compared to a day earlier|compared with the day before|compared to the day before|against a day ago|against a day earlier|compared with yesterday|compared to yesterday|versus yesterday|versus a day ago|versus a day earlier|from where it was 24 hours ago|from where it stood 24 hours ago|from where it was a day ago|from its level 24 hours ago",
    "span",
    "day",
  ],
  [
    "on the short-term one|over the short-term one|in the short-term one|on a short view|on a shorter scale|on a smaller scale|over the shorter span|over the short span|on the short-term chart|on the short-term scale|on the shorter time frame|on the short time frame|on the shorter timeframe|over the shorter term|over the near term",
    "span",
    "short",
  ],
  [
    "where it was 24 hours ago|where it stood 24 hours ago|where it was a day ago|where it stood a day ago|where it traded 24 hours ago|its level 24 hours ago|its level of 24 hours ago|its level a day ago|its price 24 hours ago|its price of 24 hours ago|the price 24 hours ago|the level of 24 hours ago|its close 24 hours ago|the close of 24 hours ago|its level 24 hours earlier|its price 24 hours earlier|where it was 24 hours earlier|where it stood 24 hours earlier|its price a day ago|the price a day ago",
    "dayBefore",
    null,
  ],
  [
    "conflict|clash|are in conflict|contradict each other|contradict one another|is pulling in two directions|pulls in two directions|points in two directions|point in two directions|pull in two directions|pulled in two directions|has two faces|shows two faces|tells two stories|sends mixed signals|gives mixed signals|looks two ways|tells another story|tells different story|tells a different story|diverging|differing|disagreeing|diverge|diverges|differ|differs|disagree|are at odds|point in different directions|differ by time frame|differs by time frame|differs by span|differ by span|splits by span|split by span|depends on the time frame|depends on the span|varies by time frame|varies by span|depends on the horizon|differs across time frames|differ across time frames|diverge across time frames|differs between time frames|is split by time frame|tell a different story|tell another story|is another story|is a different story|looks different|paints a different picture|shows a different picture|shows another picture|paints another picture|gives a different picture|offers a different picture|reads differently|looks otherwise|is different|presents a different picture",
    "story",
    null,
  ],
  [
    "contrasts with|unlike|contrast to|sharp contrast to|runs against|running against|tempers|temper|tempering|is tempered by|tempered by|offset by|is countered by|countered by|counters|countering|conflicts with|conflict with|conflicting with|goes against|going against|offsets|offsetting|contrast with|contrasting with|in contrast to|in contrast with|contrasts against|contrasted with|stands in contrast to|stand in contrast to|differs from|differing from|is at odds with|at odds with|runs counter to|running counter to|stands against|as opposed to|diverges from|diverging from|is offset by|clashes with|has the opposite direction to|has the opposite direction of|goes in the opposite direction to|is opposite in direction to|points in the opposite direction to|is of the opposite direction to|differs in direction from|has another direction than",
    "contrast",
    null,
  ],
  [
    "momentum of|in momentum|in momentum terms|in terms of momentum|on momentum|by momentum|in the momentum figures|in momentum figures",
    "inMomentum",
    null,
  ],
];
