const verbs = ["point", "move", "moved", "go", "went", "run", "ran", "are", "moving", "pointing", "going", "running"];

/** `point in opposite directions`, `went the same way`: each verb with each way. */
function each(ways: readonly string[], others: readonly string[]): string {
  const phrases = [...verbs.flatMap((verb) => ways.map((way) => `${verb} ${way}`)), ...others];
  return phrases.flatMap((phrase) => [phrase, `the two ${phrase}`]).join("|");
}

/** That two spans, or changes over them, go different ways. */
export const oppositeWays = each(
  ["in opposite directions", "in different directions", "opposite ways"],
  [
    "differ",
    "differ in direction",
    "differ in their direction",
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
    "have opposite directions",
    "having opposite directions",
    "opposite directions",
    "are opposite in direction",
    "are opposed",
    "are opposed in direction",
    "are opposite",
    "differ in sign",
    "differ in their sign",
    "differ in their signs",
    "have opposite signs",
    "have different signs",
    "have different directions",
    "are of opposite direction",
    "are of opposite sign",
    "are mixed",
    "in opposite directions",
    "in different directions",
    "with opposite directions",
    "with opposite signs",
    "of opposite sign",
    "of opposite direction",
  ],
);

/** That they do not go one way: the one may stand still. */
export const notSameWay =
  "share no common direction|share no direction|do not share a direction|do not share direction|do not agree|do not agree in direction|do not agree on direction|do not have the same direction|do not share the same direction|do not point in the same direction|do not point the same way";

/** That they go one way. */
export const sameWay = each(
  ["in the same direction", "the same way"],
  [
    "agree in direction",
    "agree on direction",
    "share the same direction",
    "share the direction",
    "share direction",
    "share one direction",
    "share a common direction",
    "have direction in common",
    "have the same sign",
    "share the same sign",
    "share a sign",
    "agree in sign",
    "share a direction",
    "share their direction",
    "are of the same direction",
    "agree on the direction",
    "have a common direction",
    "in the same direction",
    "both in the same direction",
    "of the same direction",
    "with the same direction",
    "have the same direction in common",
    "have the same direction",
    "having the same direction",
    "same direction",
  ],
);
