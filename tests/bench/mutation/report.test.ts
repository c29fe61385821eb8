import { describe, expect, it } from "vitest";
import { formatReport, type JudgedMutant, scoreOf } from "../../../bench/mutation/report.ts";

const mutant = (status: JudgedMutant["status"], line: number): JudgedMutant => ({
  id: `${line}`,
  file: "src/a.ts",
  line,
  column: 3,
  kind: "EqualityOperator",
  original: "a <\n b",
  replacement: "a <= b",
  status,
});
const judged = [mutant("killed", 1), mutant("timeout", 2), mutant("survived", 3), mutant("uncovered", 4)];

describe("the report on mutants", () => {
  it("counts what a test notices or what never ends", () => {
    expect(scoreOf(judged)).toBe(0.5);
    expect(scoreOf([])).toBe(1);
  });

  it("shows each that no test notices in one line, the files and the score", () => {
    expect(formatReport("room", judged, false)).toEqual([
      "survived src/a.ts:3:3 EqualityOperator: a < b -> a <= b",
      "uncovered src/a.ts:4:3 EqualityOperator: a < b -> a <= b",
      "src/a.ts: 2 of 4 (50.0 %)",
      "room: 2 of 4 mutants are noticed (50.0 %)",
    ]);
  });

  it("says of a sample where the score of all lies", () => {
    expect(formatReport("room", judged, true).at(-1)).toBe(
      "room: 2 of 4 mutants are noticed (50.0 %); of all, with 95 % certainty, 15.0 % to 85.0 %",
    );
  });
});
