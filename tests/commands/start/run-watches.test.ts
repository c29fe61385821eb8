import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readArguments } from "../../../src/commands/start/arguments.ts";
import { chooseWatches } from "../../../src/commands/start/choose-watches.ts";
import { runWatches } from "../../../src/commands/start/run-watches.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const start = Date.parse("2026-11-27T10:05:00Z");

function fileOf(content: string): string {
  const path = join(temporaryFolder(), "watches.yml");
  writeFileSync(path, content);
  return path;
}

const hourly = "{name: hourly, product_id: BTC-USD, prompt: trend_analysis, schedule: cron(0 * * * ? *)}";
const half = "{name: half, product_id: ETH-USD, prompt: trend_analysis, schedule: rate(30 minutes), post: material}";
const off = "{name: off, enabled: false, product_id: BTC-USD, prompt: trend_analysis, schedule: rate(1 day)}";

/** Runs watches on a clock that their waiting turns, until they have asked so often; gives what they asked and how they waited. */
async function run(content: string, { speed = 1, questions = 5, answerMs = 0, maxSleepMs = Infinity } = {}) {
  const stop = new AbortController();
  const asked: unknown[] = [];
  const sleptMs: number[] = [];
  let nowMs = start;
  await runWatches(chooseWatches(fileOf(content), start).timed, {
    async ask(message) {
      asked.push({ ...message, at: new Date(nowMs).toISOString().slice(11, 16) });
      nowMs += answerMs;
      if (asked.length === questions) stop.abort();
    },
    clock: () => nowMs,
    async sleep(ms) {
      sleptMs.push(ms);
      nowMs += Math.min(ms, maxSleepMs);
    },
    turn: (ms) => void (nowMs += ms),
    speed,
    signal: stop.signal,
  });
  return { asked, sleptMs };
}

describe("watches on the embedded stack", () => {
  it("ask at their times, under the ids that their schedules would give them", async () => {
    const { asked } = await run(`dev: [${hourly}, ${half}]`);
    expect(asked).toEqual([
      expect.objectContaining({ correlation_id: "watch:half:2026-11-27T10:35:00Z", post: "material", at: "10:35" }),
      {
        correlation_id: "watch:hourly:2026-11-27T11:00:00Z",
        product_id: "BTC-USD",
        prompt: "trend_analysis",
        watch: "hourly",
        post: "always",
        at: "11:00",
      },
      expect.objectContaining({ correlation_id: "watch:half:2026-11-27T11:05:00Z" }),
      expect.objectContaining({ correlation_id: "watch:half:2026-11-27T11:35:00Z" }),
      expect.objectContaining({ correlation_id: "watch:hourly:2026-11-27T12:00:00Z", at: "12:00" }),
    ]);
  });

  it("ask at the same times where time is sped up, and wait a part of it", async () => {
    const { asked, sleptMs } = await run(`dev: [${hourly}, ${half}]`, { speed: 1_000 });
    expect(asked).toMatchObject([{ at: "10:35" }, { at: "11:00" }, { at: "11:05" }, { at: "11:35" }, { at: "12:00" }]);
    expect(sleptMs[0]).toBe(1_800);
  });

  it("miss no time while an answer takes longer than the next one is away", async () => {
    const { asked } = await run(`dev: [${half}]`, { answerMs: 45 * 60_000, questions: 3 });
    expect(asked).toMatchObject([
      { correlation_id: "watch:half:2026-11-27T10:35:00Z", at: "10:35" },
      { correlation_id: "watch:half:2026-11-27T11:05:00Z", at: "11:20" },
      { correlation_id: "watch:half:2026-11-27T11:35:00Z", at: "12:05" },
    ]);
  });

  it("wait on where a timer ends before its time", async () => {
    const { asked } = await run(`dev: [${hourly}]`, { maxSleepMs: 60_000, questions: 1 });
    expect(asked).toMatchObject([{ at: "11:00" }]);
  });

  it("are those of stage local where the file has some, without those that are switched off", () => {
    const names = (content: string) => chooseWatches(fileOf(content), start).timed.map(({ entry }) => entry.name);
    expect(names(`{dev: [${hourly}], local: [${half}, ${off}]}`)).toEqual(["half"]);
    expect(chooseWatches(fileOf(`dev: [${hourly}, ${off}]`), start).notes).toEqual(["the watch off is switched off"]);
    expect(() => chooseWatches(fileOf(`dev: [${off}]`), start)).toThrow(/has no watch that is on/);
    expect(chooseWatches(null, start)).toEqual({ timed: [], notes: [] });
  });
});

describe("the options of watches", () => {
  it("keep the stack up, and take the synthetic market where time is sped up", () => {
    expect(readArguments([])).toMatchObject({ watches: null, speed: 1 });
    expect(readArguments(["--serve", "--watches", "w.yml"])).toMatchObject({
      watches: "w.yml",
      speed: 1,
      market: { kind: "auto" },
    });
    expect(readArguments(["--serve", "--watches", "w.yml", "--speed", "1000"])).toMatchObject({
      speed: 1_000,
      market: { kind: "sample" },
    });
  });

  it.each([
    [["--watches", "w.yml"], /^--watches goes with --serve/],
    [["--serve", "--speed", "10"], /^--speed goes with --watches/],
    [["--serve", "--watches", "w.yml", "--speed", "0"], /^--speed "0" is not a whole number from 1 to 100000/],
    [
      ["--serve", "--watches", "w.yml", "--speed", "9", "--market", "live"],
      /^--speed can't be given with --market live/,
    ],
  ])("are refused where they make no sense: %j", (argv, said) => {
    expect(() => readArguments(argv)).toThrow(said);
  });
});
