import { describe, expect, it } from "vitest";
import { median, timeInterleaved } from "../../bench/kit/time-interleaved.ts";

/** A clock that only tasks move, and a task that takes so many milliseconds, one list entry after the other. */
function scriptedTasks(script: Readonly<Record<string, readonly number[]>>) {
  let nowMs = 1_000;
  const order: string[] = [];
  const tasks = Object.entries(script).map(([name, durationsMs]) => {
    let runs = 0;
    return {
      name,
      run: () => {
        order.push(name);
        nowMs += durationsMs[Math.min(runs, durationsMs.length - 1)] ?? 0;
        runs++;
      },
    };
  });
  return { tasks, order, now: () => nowMs };
}

describe("timeInterleaved", () => {
  it("gives the median nanoseconds of one run", () => {
    // The first three runs warm up.
    const { tasks, now } = scriptedTasks({ steady: [2], moody: [5, 5, 5, 1, 9, 4] });
    const times = timeInterleaved(tasks, { rounds: 3, sampleMs: 1, warmUpMs: 1, now });
    expect([...times]).toEqual([
      ["steady", 2e6],
      ["moody", 4e6],
    ]);
  });

  it("takes one sample of each task a round, and begins every round with another", () => {
    const { tasks, order, now } = scriptedTasks({ a: [2], b: [2], c: [2] });
    timeInterleaved(tasks, { rounds: 3, sampleMs: 1, warmUpMs: 1, now });
    // Three runs each to warm up, then the rounds.
    expect(order.join("")).toBe("aaabbbcccabcbcacab");
  });

  it("repeats a fast task until a sample is long enough", () => {
    const { tasks, order, now } = scriptedTasks({ fast: [0.5], slow: [10] });
    const times = timeInterleaved(tasks, { rounds: 1, sampleMs: 10, warmUpMs: 2, now });
    expect(order.filter((name) => name === "fast")).toHaveLength(4 + 20);
    expect(order.filter((name) => name === "slow")).toHaveLength(3 + 1);
    expect(times.get("fast")).toBe(0.5e6);
  });

  it("measures with the real clock where none is given", () => {
    const times = timeInterleaved([{ name: "sum", run: () => Math.hypot(3, 4) }], {
      rounds: 1,
      warmUpMs: 1,
      sampleMs: 1,
    });
    expect(times.get("sum")).toBeGreaterThan(0);
  });
});

describe("median", () => {
  it.each([
    [[3], 3],
    [[9, 1, 4], 4],
    [[1, 2, 10, 4], 3],
  ])("of %j is %d", (values, wanted) => {
    expect(median(values)).toBe(wanted);
  });

  it("of nothing is NaN", () => {
    expect(median([])).toBeNaN();
  });
});
