import { describe, expect, it } from "vitest";
import { readTold } from "../../../../src/commands/kit/measure/read-told.ts";
import { followedMoves } from "../../../../src/commands/replay/cases/replay-case.ts";
import { agreementOfRepeats, agreementOfSides } from "../../../../src/commands/kit/measure/agreement.ts";
import type { CaseRecord } from "../../../../src/commands/kit/measure/case-record.ts";
import { whatFollowed } from "../../../../src/commands/kit/measure/what-followed.ts";

function record(fields: Partial<CaseRecord>): CaseRecord {
  return {
    case: "a",
    product_day: "d",
    repeat: 1,
    end: "first_try",
    true: 5,
    false: 0,
    not_understood: 0,
    words: 40,
    direction: null,
    figures: [],
    after_1h: null,
    after_24h: null,
    input_tokens: null,
    output_tokens: null,
    latencies_ms: [],
    key: "k",
    ...fields,
  };
}

const stance = (word: string, fields = {}) => ({ is: "stance", stance: word, span: "short", denied: false, ...fields });
const facts = (claims: readonly object[], verdict = "true") => ({ grounding: { sentences: [{ verdict, claims }] } });

describe("what a text tells", () => {
  it.each([
    ["up", facts([stance("bullish"), stance("bullish")])],
    ["down", facts([stance("bearish"), stance("cautious")])],
    [null, facts([stance("bullish"), stance("bearish")])],
    [null, facts([stance("bullish", { denied: true })])],
    [null, facts([stance("bullish")], "false")],
    [null, facts([])],
    [null, null],
  ])("is the direction %s", (direction, given) => {
    expect(readTold(given).direction).toBe(direction);
  });

  it("is the figures of its claims, each once", () => {
    const claims = [
      { is: "value", figure: "rsi", denied: false },
      { is: "compare", left: "last_close", right: "ema", relation: "above", denied: false },
      { is: "value", figure: "rsi", denied: false },
    ];
    expect(readTold(facts(claims)).figures).toEqual(["ema", "last_close", "rsi"]);
  });
});

describe("what followed", () => {
  it("is the move in percent of the price at the moment, where both prices are known", () => {
    const prices = new Map([
      [0, 200],
      [3_600, 201],
    ]);
    expect(followedMoves(0, (seconds) => prices.get(seconds) ?? null)).toEqual({ after1h: 0.5, after24h: null });
  });

  it("counts moves the way that texts state, the other way, and within the band", () => {
    const records = [
      record({ direction: "up", after_1h: 0.2 }),
      record({ direction: "down", after_1h: -0.2 }),
      record({ direction: "down", after_1h: 0.2 }),
      record({ direction: "up", after_1h: 0.1 }),
      record({ direction: null, after_1h: 3 }),
      record({ direction: "up", after_1h: null }),
      record({ direction: "up", after_1h: 3, end: "failed" }),
    ];
    expect(whatFollowed(records, "after_1h")).toMatchObject({
      neutral_band_pct: 0.1,
      texts: 4,
      same_way: { value: 0.5 },
      other_way: { value: 0.25 },
      little: { value: 0.25 },
    });
    expect(whatFollowed([], "after_24h")).toMatchObject({ texts: 0, same_way: null });
  });
});

describe("agreement", () => {
  it("holds each repeat against the first", () => {
    const records = [
      record({ direction: "up", figures: ["ema", "rsi"] }),
      record({ repeat: 2, direction: "up", figures: ["ema", "rsi"] }),
      record({ repeat: 3, direction: null, figures: ["rsi", "macd"] }),
    ];
    const agreement = agreementOfRepeats(records);
    expect(agreement).toMatchObject({ pairs: 2, direction: { value: 0.5 } });
    expect(agreement?.figures).toBeCloseTo((1 + 1 / 3) / 2, 12);
    expect(agreementOfRepeats(records.slice(0, 1))).toBeNull();
  });

  it("holds the sides against each other where both tell something", () => {
    const records = [record({}), record({ case: "b", end: "refused" }), record({ case: "c" })];
    expect(agreementOfSides(records, [record({}), record({ case: "b" })])).toMatchObject({ pairs: 1, figures: 1 });
  });
});
