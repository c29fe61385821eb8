import { describe, expect, it } from "vitest";
import { createProgressLine } from "../../../src/commands/kit/progress-line.ts";

function setUp(isNoteTerminal: boolean, total: number) {
  const written: string[] = [];
  let timeMs = 0;
  const line = createProgressLine(
    { isNoteTerminal, note: (text) => void written.push(`${text}\n`), noteAsItIs: (text) => void written.push(text) },
    { total, what: "texts", clock: () => timeMs },
  );
  return { line, written, turn: (ms: number) => void (timeMs += ms) };
}

describe("a progress line", () => {
  it("is written over itself on a terminal, five times a second at most, and goes", () => {
    const { line, written, turn } = setUp(true, 100);
    turn(10_000);
    line.update(20, "$0.1000 so far");
    line.update(21);
    turn(200);
    line.update(22);
    line.clear();
    line.clear();
    expect(written).toEqual([
      "\r\u001B[2K20 of 100 texts, 2.0 a second, 40 s left, $0.1000 so far",
      "\r\u001B[2K22 of 100 texts, 2.2 a second, 37 s left",
      "\r\u001B[2K",
    ]);
  });

  it("is a line for each tenth elsewhere", () => {
    const { line, written, turn } = setUp(false, 250);
    for (let done = 1; done <= 250; done += 1) {
      turn(1_000);
      line.update(done);
    }
    expect(written.length).toBe(10);
    expect([written[0], written.at(-1)]).toEqual([
      "25 of 250 texts, 1.0 a second, 225 s left\n",
      "250 of 250 texts, 1.0 a second\n",
    ]);
  });

  it("tells each of fewer than ten once", () => {
    const { line, written } = setUp(false, 3);
    for (let done = 1; done <= 3; done += 1) line.update(done);
    expect(written.length).toBe(3);
  });
});
