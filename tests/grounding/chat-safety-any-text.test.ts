import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeChatSafe, neutralize } from "../../src/grounding/chat-safety.ts";
import { chatActions } from "./chat-oracle.ts";

describe("makeChatSafe, for any text", () => {
  const pieces = fc.constantFrom(
    ...'@ everyone here channel all < > ! & # 1 23 [ ] ( ) ![ ]( https:// www. evil.com/ discord.gg/x evil com t: : / \\ | || ~ ~~ ` - -# " mailto: tel: xn-- . .. 。 . , 1.2.3 4.5 \n \u0000 \u202E \u200B \u2060 \u0301 ＠ ．＜ 🙂 \uD83D \uDE42 word \uFE0F ⓒⓞⓜ'.split(
      " ",
    ),
    " ",
  );
  const text = fc.oneof(
    fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join("")),
    fc.array(pieces, { minLength: 500, maxLength: 900 }).map((parts) => parts.join("")),
    fc.string({ unit: "binary", maxLength: 200 }),
  );

  it("pings nobody, links nowhere, hides nothing and fits", () => {
    fc.assert(
      fc.property(text, (input) => {
        const safe = makeChatSafe(input);
        expect(chatActions(safe)).toEqual([]);
        expect(safe.length).toBeLessThanOrEqual(2_000);
        expect(safe.isWellFormed()).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(text, (input) => {
        const safe = makeChatSafe(input);
        expect(makeChatSafe(safe)).toBe(safe);
      }),
      { numRuns: 1_000 },
    );
  });

  it("makes a text at most twice as long", () => {
    fc.assert(
      fc.property(text, (input) => {
        expect(neutralize(input).text.length).toBeLessThanOrEqual(2 * input.length);
      }),
    );
  });
});
