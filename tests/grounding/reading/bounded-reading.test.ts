import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLattice } from "../../../src/grounding/reading/parser/lattice.ts";
import { lexiconWords } from "../../../src/grounding/reading/lexicon.ts";
import { judgeText } from "../../../src/grounding/reading/judge-text.ts";
import { readSentence } from "../../../src/grounding/reading/read-sentence.ts";
import { scan } from "../../../src/grounding/reading/parser/scanner.ts";
import { fallen } from "./judge-of.ts";

const longest = 8_000;
const subject = { productId: "BTC-USD", maxWords: 100, features: fallen };
const repeated = (part: string): string => part.repeat(Math.ceil(longest / Math.max(1, part.length))).slice(0, longest);

describe("reading", () => {
  // oxlint-disable-next-line vitest/expect-expect -- it comes to an end
  it("comes to an end on any words in any order", () => {
    const words = fc.array(fc.constantFrom(...lexiconWords(), "29.90", "BTC-USD", ",", "(", ")", "-", "5.24 %"), {
      minLength: 1,
      maxLength: 80,
    });
    fc.assert(
      fc.property(words, (some) => void judgeText(repeated(`${some.join(" ")}. `), subject)),
      { numRuns: 300 },
    );
  });

  // oxlint-disable-next-line vitest/expect-expect -- it comes to an end
  it("comes to an end on any characters", () => {
    const odd = fc.constantFrom(
      "$7 ",
      "\u034F",
      "((((",
      "e-e-",
      "1,",
      "1.",
      "--",
      "−",
      "…",
      "🚀",
      "'s",
      "1e9",
      "%",
      "\u2028",
      "***",
      '"',
      "A.",
      "vs. ",
      "\n- ",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(odd, fc.string({ maxLength: 5 })), { minLength: 1, maxLength: 30 }), (parts) => {
        judgeText(repeated(parts.join("")), subject);
      }),
      { numRuns: 300 },
    );
  });

  it("takes no more steps for a sentence than a bound, however tangled it is", () => {
    let taken = 0;
    const lattice = createLattice(scan("price ".repeat(80)), new Set(), {
      meaningsOf: (meaning) => [meaning],
      hasStrength: false,
      hasNoDirection: false,
      changeScopes: null,
    });
    readSentence({ ...lattice, mayGoOn: () => (taken++, lattice.mayGoOn()) });
    expect(taken).toBeLessThan(50_000);
  });
});
