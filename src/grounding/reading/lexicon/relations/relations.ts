import type { RelationWord } from "../../relation-words.ts";
import type { Entry } from "../../meanings.ts";
import { ofTwo } from "./of-two.ts";
import { notSameWay, oppositeWays, sameWay } from "./ways-of-spans.ts";

const said = (meaning: RelationWord, phrases: string): Entry => [phrases, "relation", meaning];

/** `larger in size than`, `greater in magnitude than`. */
function inSize(words: string, after: string): string {
  return words
    .split("|")
    .flatMap((word) => ["size", "magnitude", "extent", "scale"].map((noun) => `${word} in ${noun} ${after}`))
    .join("|");
}

/** Words for how two spans, two extents or two levels stand to one another. */
export const relations: readonly Entry[] = [
  said("opposite ways", oppositeWays),
  said("same way", sameWay),
  said("not the same way", notSameWay),
  said("shares", "share|shares|sharing"),
  said("stands at", "stands at|sits at|lies at|is at|stood at"),
  said("former", "the former|former|the first"),
  said("latter", "the latter|latter|the second"),
  said(
    "same way as",
    "in the same direction as|has the same direction as|goes in the same direction as|points in the same direction as|agrees in direction with|shares the direction of|of the same direction as",
  ),
  said(
    "larger sum",
    "larger momentum figure|larger of the two momentum figures|larger of the momentum figures|larger of the two sums|stronger momentum figure|larger momentum|higher momentum figure|higher of the two momentum figures",
  ),
  said(
    "smaller sum",
    "smaller momentum figure|smaller of the two momentum figures|smaller of the momentum figures|smaller of the two sums|weaker momentum figure|smaller momentum",
  ),
  said(
    "of other size",
    ["size", "magnitude", "scale", "extent", "width"]
      .flatMap((noun) => [
        `differ in ${noun}`,
        `differ in the ${noun}`,
        `differ in their ${noun}`,
        `in ${noun}`,
        `difference lies in ${noun}`,
        `difference is one of ${noun}`,
        `differ in the ${noun} of the change`,
        `differ in the ${noun} of the move`,
        `differ in the ${noun} of the drop`,
        `differ in the ${noun} of the gain`,
      ])
      .join("|"),
  ),
  said("in common", "have in common that|both have in common that|share that|have it in common that|agree in that"),
  // "indicating balance"
  said("balance", "balance|equilibrium|an equal footing"),
  said(
    "no extreme",
    [
      ...["lack of", "absence of", "no", "without"].flatMap((none) =>
        ["conditions", "readings", "levels", "reading", "signal", "condition", "level"].map(
          (noun) => `${none} extreme ${noun}`,
        ),
      ),
      ...["lack of", "absence of", "no", "without", "not at"].map((none) => `${none} extremes`),
      "no strong signal|no clear signal|no strong signals|no clear signals",
      ...["stretched", "extended", "extreme", "overextended", "overstretched"].flatMap((word) => [
        `not ${word} in either direction`,
        `not ${word} either way`,
        `not ${word} on either side`,
      ]),
      "neither buyers nor sellers at an extreme|neither side at an extreme|neither buying nor selling at an extreme",
    ].join("|"),
  ),
  said("pairs", "pairs|pair|combines|combine|couples|pairing|combining"),
  said("just beyond", "nudging|edging|inching|nudges|inches"),
  said("moved by", "edged|inched|ticked|nudged|crept|moved|drifted"),
  said("price still", "did not move the price|left the price unchanged|without moving the price"),
  said("dominance", "dominance|predominance"),
  said("dwarfs", "dwarfs|dwarf|dwarfing"),
  // "both Bollinger Bands stand at 1.96, indicating very low volatility": the two read the same
  said(
    "no spread",
    [
      ...[
        "very low",
        "extremely low",
        "minimal",
        "low",
        "no",
        "little",
        "virtually no",
        "almost no",
        "lack of",
        "absence of",
      ].flatMap((none) =>
        [
          "volatility",
          "spread",
          "price variation",
          "variation",
          "price movement",
          "short-term volatility",
          "short-term price variation",
          "short-term price movement",
        ].map((of) => `${none} ${of}`),
      ),
      "no width|flat price|flat prices|price stability|stability|a flat short-term price",
    ].join("|"),
  ),
  said("larger", "wider than|broader than"),
  said("smaller", "narrower than|tighter than"),
  said(
    "larger in size",
    inSize("larger|bigger|greater|higher", "than").concat("|steeper than|sharper than|larger in absolute terms than"),
  ),
  said(
    "smaller in size",
    inSize("smaller|lower", "than").concat("|shallower than|milder than|smaller in absolute terms than"),
  ),
  said("by size", "in size|in magnitude|in extent|in absolute terms|by size|by magnitude|in absolute size|in scale"),
  said(
    "size of",
    "the size of|size of|the width of|as wide as|as large as|as big as|as high as|as much as|of the size of",
  ),
  said(
    "followed by",
    "followed by|which is followed by|which are followed by|is followed by|are followed by|succeeded by|which is succeeded by|after which come|after which comes|after which follow|after which follows|and then|then by|followed next by|then|then come|then comes|the one after that is|the one after it is|and the one after that is|and then come|after it come|after it comes|after that come|after that comes",
  ),
  said(
    "small beside",
    ["small", "tiny", "little", "minor", "slight", "modest", "narrow", "tight"]
      .flatMap((word) =>
        ["beside", "next to", "compared with", "compared to", "against", "relative to"].map(
          (link) => `${word} ${link}`,
        ),
      )
      .concat("dwarfed by")
      .join("|"),
  ),
  said("point up", "point up|point upward|point upwards|point higher|head up|head higher|go up|went up|are upward"),
  said(
    "point down",
    "point down|point downward|point downwards|point lower|head down|head lower|go down|went down|are downward",
  ),
  said(
    "levels",
    "further levels|other levels|more levels|additional levels|level|levels|given levels|levels given|one|ones",
  ),
  said("in order", "in order|in that order|in this order|in their order|nearest first|in order of distance|in turn"),
  said("in ascending order", "in ascending order|in rising order"),
  said("in descending order", "in descending order|in falling order"),
  said("resistance order", "resistance order|resistances in order|resistance in order"),
  said("support order", "support order|supports in order|support in order"),
  said("begins with", "begins with|starts with|starts at|begins at|opens with"),
  said("continues with", "continues with|goes on with|carries on with|continues at"),
  said(
    "bracketed by",
    "bracketed by|flanked by|sandwiched between|boxed in by|framed by|hemmed in by|boxed in between",
  ),
  said(
    "close behind",
    "close behind|closely behind|right behind|just behind|not far behind|close behind it|not far beyond|just beyond|close beyond|not far beyond it|following closely|closely following|follows closely|follow closely|comes shortly after|come shortly after",
  ),
  said(
    "followed closely by",
    "followed closely by|closely followed by|which is closely followed by|followed shortly by|shortly followed by",
  ),
  said(
    "leads the row",
    "leads|lead|comes first|come first|leads the way|is first|are first|is closest|are closest|is nearest|are nearest|is the closest|is the nearest",
  ),
  said("next two", "two levels|first two|next two|nearest two|closest two|two nearest|two closest|two next"),
  said(
    "next three",
    "three levels|first three|next three|nearest three|closest three|three nearest|three closest|three next",
  ),
  said(
    "upside",
    "on the way up|moving up|moving higher|heading up|heading higher|looking higher|looking up|looking further up|up|on the upside|to the upside|upside|on the topside|overhead|upward|upwards|above it all",
  ),
  said(
    "downside",
    "on the way down|moving down|moving lower|heading down|heading lower|looking lower|looking down|looking further down|down|on the downside|to the downside|downside|underneath|downward|downwards",
  ),
  said(
    "follows",
    "follows|follow|following|comes after it|come after it|comes after that|come after that|comes after|come after|comes afterwards|come afterwards|comes thereafter|come thereafter|come next in line|comes next in line|follow next|follows next|comes next|come next|is next|are next|next",
  ),
  said(
    "ends the row",
    ["levels", "list", "row", "set", "order", "picture"]
      .flatMap((noun) => [
        `completes the ${noun}`,
        `complete the ${noun}`,
        `rounds out the ${noun}`,
        `round out the ${noun}`,
        `ends the ${noun}`,
        `end the ${noun}`,
        `closes the ${noun}`,
        `close the ${noun}`,
      ])
      .concat("rounds out|round out|rounding out|rounds out the nearby levels|round out the nearby levels")
      .join("|"),
  ),
  said(
    "last level",
    "the last level|the final level|the outermost level|the farthest level|the furthest level|last level|final level",
  ),
  said("comes before", "comes before|come before|precedes|precede|ahead of|preceding"),
  said(
    "further above",
    "further up|further above|further overhead|farther up|higher up|higher still|even higher|higher|still higher",
  ),
  said(
    "further below",
    "further below|further down|farther below|farther down|lower down|lower still|even lower|underneath|beneath|lower|still lower|deeper",
  ),
  said(
    "further",
    "beyond it|beyond that|beyond|behind it|behind that|behind|just beyond it|further out|farther out|just beyond that",
  ),
  said(
    "which makes",
    "makes up|make up|making up|covering|covers|constituting|takes up|take up|taking up|accounts for|account for|accounting for|fills|representing|equivalent to|corresponding to|corresponds to|which corresponds to|which represents|which equals|equal to|translating to|translating into|amounting to|equating to|which equates to|which amounts to|which translates to",
  ),
  ["declines|decreases|drops|falls|retreats", "moveNoun", { way: "down", size: "none" }],
  ["increases|rises|advances|climbs", "moveNoun", { way: "up", size: "none" }],
  said(
    "both ranges",
    "both ranges|ranges|each range|both of the ranges|both of these ranges|each of the ranges|both their ranges",
  ),
  [
    "over both|on both|across both|directions|they|changes|two changes|two moves|price changes|both price changes|spans|both spans|two spans|both horizons|both counts|both periods|both changes|two periods|both time spans|both timeframes|both time frames|two horizons|both moves",
    "spansTold",
    ["any", "any"],
  ],
  ...ofTwo("above", ["larger", "bigger", "greater"]),
  ...ofTwo("below", ["smaller"]),
  [
    "sharper|sharper one|sharper of the two|steeper|steeper one|steeper of the two|stronger of the two|stronger one of the two",
    "ofTwo",
    { side: "above", isOfSize: true, scopes: ["any", "any"] },
  ],
  ["milder|milder one|milder of the two", "ofTwo", { side: "below", isOfSize: true, scopes: ["any", "any"] }],
];
