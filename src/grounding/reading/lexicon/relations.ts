import type { Entry, RelationWord } from "../meanings.ts";

const said = (meaning: RelationWord, phrases: string): Entry => [phrases, "relation", meaning];

const directions = [
  "differ",
  "differ in direction",
  "differ in their direction",
  "point in opposite directions",
  "move in opposite directions",
  "moved in opposite directions",
  "go in opposite directions",
  "went in opposite directions",
  "run in opposite directions",
  "point in different directions",
  "move in different directions",
  "diverge",
  "diverge in direction",
  "disagree in direction",
  "disagree on direction",
  "oppose each other",
  "contrast in direction",
  "part in direction",
  "part ways",
  "part ways in direction",
  "part ways on direction",
  "share no common direction",
  "share no direction",
  "do not share a direction",
  "have opposite directions",
  "are opposite in direction",
  "are opposed",
  "are opposed in direction",
];
const agreements = [
  "agree in direction",
  "agree on direction",
  "share the same direction",
  "share the direction",
  "share direction",
  "share one direction",
  "share a common direction",
  "point in the same direction",
  "point the same way",
  "move in the same direction",
  "moved in the same direction",
  "go in the same direction",
  "have direction in common",
  "have the same direction",
];

/** Words for how two spans, two extents or two levels stand to one another. */
export const relations: readonly Entry[] = [
  said("opposite ways", directions.join("|")),
  said("same way", agreements.join("|")),
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
  said(
    "dwarfed by",
    ["small", "tiny", "narrow", "tight", "modest"]
      .flatMap((word) =>
        ["beside", "compared with", "compared to", "against", "next to", "relative to"].map((by) => `${word} ${by}`),
      )
      .concat("dwarfed by")
      .join("|"),
  ),
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
  said("larger", "wider than|broader than|steeper than|sharper than|larger in size than|bigger in size than"),
  said("smaller", "narrower than|tighter than|shallower than|milder than|smaller in size than"),
  said(
    "size of",
    "the size of|size of|the width of|as wide as|as large as|as big as|as high as|as much as|of the size of",
  ),
  said("followed by", "followed by|and then|then by|followed next by"),
  said("follows", "follows|follow|comes next|come next|is next|are next|next"),
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
    "representing|equivalent to|corresponding to|corresponds to|which corresponds to|which represents|which equals|equal to|translating to|translating into|amounting to|equating to|which equates to|which amounts to|which translates to",
  ),
  ["declines|decreases|drops|falls|retreats", "moveNoun", { way: "down", size: "none" }],
  ["increases|rises|advances|climbs", "moveNoun", { way: "up", size: "none" }],
  said(
    "both ranges",
    "both ranges|each range|both of the ranges|both of these ranges|each of the ranges|both their ranges",
  ),
  [
    "they|spans|both spans|two spans|both horizons|both counts|both periods|both changes|two periods|both time spans|both timeframes|both time frames|two horizons|both moves",
    "spansTold",
    ["any", "any"],
  ],
];
