/** A part of the source whose mutants are judged by tests of its own. Paths are relative to the top of the project. */
export interface Room {
  /** What is mutated: files, and folders with all in them. */
  readonly sources: readonly string[];
  /** Folders and files of the tests that judge its mutants. */
  readonly tests: readonly string[];
}

/** What stays out: it would take most of the time, or it would only tell that something changed. */
export const leftOutTests: readonly string[] = [
  // Ten thousand markets.
  "tests/grounding/true-of-random-markets.test.ts",
  // Judged by the clock, and a mutant that takes longer is no wrong one.
  "tests/grounding/linear-reading.test.ts",
  // A fingerprint: it fails on any change of a judgement, the right ones too.
  "tests/grounding/check-version.test.ts",
];

/** By the name that the command takes. */
export const rooms: Readonly<Record<string, Room>> = {
  features: {
    sources: ["src/features"],
    tests: [
      "tests/features",
      // What a figure is called, and what kind it is, shows in what may be said of it.
      "tests/grounding/claims/claims.test.ts",
      "tests/grounding/claims/kinds/compare.test.ts",
      "tests/grounding/claims/kinds-of-figures.test.ts",
      "tests/grounding/claims/say-each-kind.test.ts",
      "tests/grounding/claims/kinds/stance.test.ts",
      "tests/grounding/claims/kinds/value.test.ts",
      "tests/grounding/claims/kinds/zone.test.ts",
      "tests/grounding/further-figures.test.ts",
      "tests/grounding/reading/words-of-figures.test.ts",
    ],
  },
  claims: { sources: ["src/grounding/claims"], tests: ["tests/grounding"] },
  texts: {
    sources: [
      "src/grounding/chat-markup.ts",
      "src/grounding/chat-safety.ts",
      "src/grounding/citable-values.ts",
      "src/grounding/clean-characters.ts",
      "src/grounding/find-matches.ts",
      "src/grounding/known-assets.ts",
      "src/grounding/plain-extremes.ts",
      "src/grounding/plain-insight.ts",
      "src/grounding/plain-levels.ts",
      "src/grounding/plain-measures.ts",
      "src/grounding/plain-place.ts",
      "src/grounding/plain-short-term.ts",
      "src/grounding/product-name.ts",
      "src/grounding/repair-prompt.ts",
      "src/grounding/write-facts.ts",
    ],
    tests: ["tests/grounding"],
  },
  reading: { sources: ["src/grounding/reading"], tests: ["tests/grounding"] },
};
