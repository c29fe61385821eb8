import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRecordedCandles } from "../../../src/emulators/markets/recorded-candles.ts";
import { thrownBy } from "../../support/thrown-by.ts";

const row = { start: "600", open: "2", high: "3", low: "1", close: "2.5", volume: "10" };

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "recorded-candles-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

let fileCount = 0;
async function write(content: unknown): Promise<string> {
  fileCount += 1;
  const path = join(folder, `${fileCount}.json`);
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

describe("readRecordedCandles", () => {
  it("reads strings and numbers, sorts, and keeps the first of several with the same start", async () => {
    const path = await write({
      candles: [
        { ...row, start: "1200", volume: "7" },
        { start: 600, open: 2, high: 3, low: 1, close: 2.5, volume: 1e-7, extra: true },
        { ...row, start: "1200", volume: "8" },
        { ...row, start: "300", close: "1.5e0" },
      ],
    });
    expect(await readRecordedCandles(path)).toEqual([
      { start: 300, open: 2, high: 3, low: 1, close: 1.5, volume: 10 },
      { start: 600, open: 2, high: 3, low: 1, close: 2.5, volume: 1e-7 },
      { start: 1_200, open: 2, high: 3, low: 1, close: 2.5, volume: 7 },
    ]);
  });

  it.each([
    { what: "text that is no JSON", content: "candles!", problem: "is not JSON" },
    { what: "JSON without candles", content: { rows: [] }, problem: 'has no array "candles"' },
    { what: "a bare array", content: [row, row], problem: 'has no array "candles"' },
    { what: "candles that are no array", content: { candles: { 0: row } }, problem: 'has no array "candles"' },
    { what: "a row that is no object", content: { candles: [row, 5] }, problem: "candles[1] is not an object" },
    {
      what: "a row without a field",
      content: { candles: [{ ...row, low: undefined }] },
      problem: "candles[0].low is missing",
    },
    {
      what: "a word as a number",
      content: { candles: [row, { ...row, close: "high" }] },
      problem: 'candles[1].close is "high", not a number',
    },
    {
      what: "an empty field",
      content: { candles: [{ ...row, open: "" }] },
      problem: 'candles[0].open is "", not a number',
    },
    { what: "null", content: { candles: [{ ...row, high: null }] }, problem: "candles[0].high is null, not a number" },
    {
      what: "a number too large",
      content: { candles: [{ ...row, volume: "1e999" }] },
      problem: 'candles[0].volume is "1e999", not a number',
    },
    {
      what: "a number too large, bare",
      content: '{"candles":[{"start":1e999}]}',
      problem: "candles[0].start is null, not a number",
    },
    {
      what: "a broken time",
      content: { candles: [{ ...row, start: "600.5" }] },
      problem: "candles[0].start is 600.5, not a time in whole UNIX seconds",
    },
    {
      what: "a time before 1970",
      content: { candles: [{ ...row, start: -60 }] },
      problem: "candles[0].start is -60, not a time in whole UNIX seconds",
    },
    {
      what: "no candles",
      content: { candles: [] },
      problem: "holds 0 candles with different starts, at least 2 are needed",
    },
    {
      what: "one candle twice",
      content: { candles: [row, row] },
      problem: "holds 1 candles with different starts, at least 2 are needed",
    },
  ])("refuses a file with $what in one line", async ({ content, problem }) => {
    const path = await write(content);
    const error = await thrownBy(readRecordedCandles(path));
    expect(error).toMatchObject({ code: "CONFIGURATION_INVALID", message: `market file ${path}: ${problem}` });
  });

  it("refuses a file that is not there", async () => {
    const path = join(folder, "nofile");
    const error = await thrownBy(readRecordedCandles(path));
    expect(error).toMatchObject({ code: "CONFIGURATION_INVALID", message: `market file ${path}: does not exist` });
  });

  it("refuses a folder", async () => {
    const error = await thrownBy(readRecordedCandles(folder));
    expect(error).toMatchObject({
      code: "CONFIGURATION_INVALID",
      message: `market file ${folder}: can't be read (EISDIR)`,
    });
  });
});
