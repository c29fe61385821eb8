import { describe, expect, it } from "vitest";
import type { Claim } from "../../../src/grounding/claims/claim.ts";
import { prepareFigures } from "../../../src/grounding/claims/figures.ts";
import { quantityOf } from "../../../src/grounding/claims/quantity.ts";
import { say } from "../../../src/grounding/claims/say.ts";
import { allFigures } from "../../features/support/figure-samples.ts";

const figures = prepareFigures("BTC-USD", allFigures);

const rise: Claim = {
  denied: true,
  is: "moved",
  of: "volume",
  way: "up",
  span: "last_candle",
  quantities: [quantityOf("16", "none")],
  size: "large",
};

describe("say", () => {
  it("keeps the degree of a movement that is denied", () => {
    expect(say(rise, figures)).toEqual(["the volume did not sharply rise by 16 in the last candle"]);
    expect(say({ ...rise, size: "none" }, figures)).toEqual(["the volume did not rise by 16 in the last candle"]);
  });

  it("says that something changed where no number is told", () => {
    const change: Claim = { ...rise, of: "price", way: "any", span: { hours: 168 }, quantities: [], size: "none" };
    expect(say(change, figures)).toEqual(["BTC-USD did not change over 7 days"]);
    expect(say({ ...change, denied: false }, figures)).toEqual(["BTC-USD changed over 7 days"]);
  });
});
