import type { Entry } from "../../meanings.ts";

/** `larger in size`, `the larger one of the two in size`; `larger` alone says nothing of signs. */
export function ofTwo(side: "above" | "below", words: readonly string[]): readonly Entry[] {
  const nouns = [
    "one",
    "change",
    "move",
    "price change",
    "of the two",
    "of the two changes",
    "of the two moves",
    "of both",
    "of these",
  ];
  const bare = words.flatMap((word) => [word, ...nouns.map((noun) => `${word} ${noun}`)]);
  const inSizes = ["in size", "in magnitude", "in absolute terms", "by size"];
  const sized = bare.flatMap((phrase) => inSizes.map((words2) => `${phrase} ${words2}`));
  const scopes = ["any", "any"] as const;
  // A move has no sign, but a way and a size.
  const moves = words.flatMap((word) => [`${word} move`, `${word} of the two moves`]);
  return [
    [bare.filter((phrase) => !moves.includes(phrase)).join("|"), "ofTwo", { side, isOfSize: false, scopes }],
    [moves.join("|"), "ofTwo", { side, isOfSize: true, scopes }],
    [
      [
        ...sized,
        ...words.flatMap((word) => inSizes.flatMap((size) => [`${word} ${size} of the two`, `${word} one ${size}`])),
      ].join("|"),
      "ofTwo",
      { side, isOfSize: true, scopes },
    ],
  ];
}
