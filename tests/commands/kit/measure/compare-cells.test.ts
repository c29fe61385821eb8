import { describe, expect, it } from "vitest";
import type { CaseEnd, CaseRecord } from "../../../../src/commands/kit/measure/case-record.ts";
import { compareCells } from "../../../../src/commands/kit/measure/compare-cells.ts";

function recordsOf(ends: readonly CaseEnd[], casesPerDay = 1): readonly CaseRecord[] {
  return ends.map((end, index) => ({
    case: `case ${index}`,
    product_day: `day ${Math.floor(index / casesPerDay)}`,
    repeat: 1,
    end,
    true: end === "first_try" ? 5 : 4,
    false: end === "first_try" ? 0 : 1,
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
  }));
}

const many = (count: number, end: CaseEnd): readonly CaseEnd[] => Array.from({ length: count }, () => end);

function compare(ends: readonly CaseEnd[], others: readonly CaseEnd[], casesPerDay = 1) {
  const [first] = compareCells(
    [
      {
        cell: { prompt: "new", model: "m", run: null, records: recordsOf(ends, casesPerDay) },
        against: { prompt: "old", model: "m", run: null, records: recordsOf(others, casesPerDay) },
      },
    ],
    0.05,
  );
  return first;
}

describe("a comparison", () => {
  it("says of as good a side that it is not worse only where the cases are enough", () => {
    expect(compare(many(60, "first_try"), many(60, "first_try"))).toMatchObject({
      verdict: "not worse",
      missing_cases: 0,
    });
    expect(compare(many(40, "first_try"), many(40, "first_try"))).toMatchObject({
      verdict: "too few",
      missing_cases: 20,
    });
  });

  it("trusts no number of windows of one day", () => {
    expect(compare(many(288, "first_try"), many(288, "first_try"), 288)).toMatchObject({
      verdict: "too few",
      product_days: 1,
      missing_product_days: 4,
    });
  });

  it("finds what is worse and what is better beyond chance", () => {
    const mixed = [...many(20, "pruned"), ...many(40, "first_try")];
    expect(compare(mixed, many(60, "first_try"))).toMatchObject({ verdict: "worse", gained: 0, lost: 20 });
    expect(compare(many(60, "first_try"), mixed)).toMatchObject({ verdict: "better", gained: 20, lost: 0 });
  });

  it("takes the repeats of a case for no cases of their own", () => {
    const repeated = (ends: readonly CaseEnd[]): readonly CaseRecord[] =>
      [1, 2, 3].flatMap((repeat) => recordsOf(ends).map((record) => ({ ...record, repeat })));
    const side = { prompt: "p", model: "m", run: null };
    const [once, thrice] = [recordsOf, repeated].map(
      (make) =>
        compareCells(
          [
            {
              cell: { ...side, records: make(many(4, "pruned")) },
              against: { ...side, records: make(many(4, "first_try")) },
            },
          ],
          0.05,
        )[0],
    );
    expect(thrice).toMatchObject({ pairs: 4, lost: 4, p: once?.p, verdict: "too few" });
  });

  it("passes nothing as better by what a few days show, and asks for more days", () => {
    const better = compare(many(60, "first_try"), many(60, "pruned"), 30);
    expect(better).toMatchObject({ verdict: "too few", product_days: 2, missing_product_days: 3, missing_cases: 3 });
    expect(compare(many(60, "pruned"), many(60, "first_try"), 30)?.verdict).toBe("worse");
  });

  it("leaves out cases that the other side lacks, or that tell nothing", () => {
    const ends = [...many(8, "first_try"), "failed" as const, "refused" as const];
    expect(compare(ends, many(12, "first_try"))).toMatchObject({ pairs: 8 });
  });

  it("asks for more cases the smaller a difference is", () => {
    const one = compare([...many(1, "pruned"), ...many(29, "first_try")], many(30, "first_try"));
    const none = compare(many(30, "first_try"), many(30, "first_try"));
    expect(one?.verdict).toBe("too few");
    expect(one?.missing_cases).toBeGreaterThan(none?.missing_cases ?? 0);
  });
});
