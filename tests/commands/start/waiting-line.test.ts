import { expect, it } from "vitest";
import { createWaitingLine } from "../../../src/commands/start/waiting-line.ts";

function turned(isTerminal: boolean) {
  const written: string[] = [];
  let nowMs = 0;
  let tick: (() => void) | null = null;
  let isTicking = true;
  const line = createWaitingLine({
    write: (text) => void written.push(text),
    isTerminal,
    clock: () => nowMs,
    everySecond: (each) => {
      tick = each;
      return () => {
        isTicking = false;
      };
    },
  });
  const pass = (seconds: number): void => {
    for (let second = 0; second < seconds; second++) {
      nowMs += 1_000;
      if (isTicking) tick?.();
    }
  };
  return { written, line, pass };
}

it("counts on a terminal after two quiet seconds, each time over the line before", () => {
  const { written, line, pass } = turned(true);
  line.waitFor("llama3.2");
  pass(2);
  expect(written).toEqual([]);
  pass(2);
  expect(written).toEqual(["\r\u001B[2K  waiting for llama3.2, 3 s", "\r\u001B[2K  waiting for llama3.2, 4 s"]);
});

it("takes its line away before another is written, once", () => {
  const { written, line, pass } = turned(true);
  line.waitFor("llama3.2");
  pass(3);
  line.clear();
  line.clear();
  expect(written.slice(1)).toEqual(["\r\u001B[2K"]);
});

it("writes a whole line every ten seconds where there is no terminal", () => {
  const { written, line, pass } = turned(false);
  line.waitFor("the Assistant");
  pass(25);
  expect(written).toEqual(["  waiting for the Assistant, 10 s\n", "  waiting for the Assistant, 20 s\n"]);
});

it("counts anew for another wait, and goes on for the same", () => {
  const { written, line, pass } = turned(false);
  line.waitFor("candles");
  pass(5);
  line.waitFor("candles");
  pass(5);
  line.waitFor("llama3.2");
  pass(9);
  expect(written).toEqual(["  waiting for candles, 10 s\n"]);
});

it("says nothing while nothing is waited for, and nothing once it is stopped", () => {
  const { written, line, pass } = turned(false);
  pass(20);
  line.waitFor("candles");
  line.waitFor(null);
  pass(20);
  line.waitFor("candles");
  line.stop();
  pass(20);
  expect(written).toEqual([]);
});
