import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { CommandContext } from "../../../src/commands/kit/command.ts";
import { runCandles } from "../../../src/commands/candles/candles.ts";
import type { Fault, HttpRequest } from "../../../src/emulators/http-server.ts";
import { createSampleMarket } from "../../../src/emulators/markets/sample-market.ts";
import { readRecordedCandles } from "../../../src/emulators/markets/recorded-candles.ts";
import type { MarketData } from "../../../src/emulators/markets/market-data.ts";
import { startExchange } from "../../../src/emulators/upstreams/coinbase-exchange.ts";
import { asWritten, type CaptureOptions, runCaptured } from "../../support/commands/captured-terminal.ts";
import { startCommandLine } from "../../support/commands/run-command-line.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const day = 86_400;
const from = Date.UTC(2026, 10, 1) / 1_000;
const nowMs = Date.UTC(2026, 10, 20, 12, 2);

async function setUp(
  fault: (count: number, request: HttpRequest) => Fault | undefined | Promise<Fault | undefined> = () => undefined,
  market: MarketData = createSampleMarket(),
) {
  const requests: HttpRequest[] = [];
  const exchange = await startExchange({
    market,
    clock: () => nowMs,
    fault: (request) => fault(requests.push(request), request),
  });
  onTestFinished(() => exchange.stop());
  const file = join(temporaryFolder(), "BTC-USD.json");
  let timeMs = nowMs;
  const tools = { clock: () => timeMs, random: () => 0.5, sleep: async (ms: number) => void (timeMs += ms) };
  const run = async (to: string, options: CaptureOptions = {}, more: readonly string[] = []) =>
    asWritten(
      await runCaptured(
        { run: async (argv, context) => await runCandles(argv, context, tools) },
        ["BTC-USD", "--from", "2026-11-01", "--to", to, "--out", file, ...more],
        { environment: { COINBASE_API_URL: exchange.url }, ...options },
      ),
    );
  return { file, requests, exchange, run };
}

const starts = async (file: string) => (await readRecordedCandles(file)).map(({ start }) => start);

describe("npm run candles", () => {
  it("records days in pages of at most 300 candles, each candle once, in the response format", async () => {
    const { file, requests, run } = await setUp();
    const { exitCode, stdout } = await run("2026-11-04");
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining("holds 864 candles of BTC-USD FIVE_MINUTE")]);
    expect(await starts(file)).toEqual(Array.from({ length: 864 }, (_, index) => from + index * 300));
    expect(requests.length).toBe(3);
    for (const { query } of requests)
      expect(Number(query.get("end")) - Number(query.get("start"))).toBeLessThan(90_000);
  });

  it("keeps every text as the exchange wrote it, zeros at the end included", async () => {
    const row = { start: String(from), low: "1.10", high: "2.50", open: "1.100", close: "2.0", volume: "7.00" };
    const { file, run } = await setUp(() => ({ kind: "status", status: 200, body: { candles: [row] } }));
    await run("2026-11-02");
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ candles: [row] });
  });

  it("asks for nothing that the file holds, and then only for what lacks", async () => {
    const { file, requests, run } = await setUp();
    await run("2026-11-03");
    const before = readFileSync(file, "utf8");
    const count = requests.length;
    expect((await run("2026-11-03")).stdout).toContain("0 of 0 requests were made");
    expect([requests.length, readFileSync(file, "utf8")]).toEqual([count, before]);
    await run("2026-11-04");
    expect(requests.length).toBe(count + 1);
    expect((await starts(file)).length).toBe(864);
  });

  it("does not ask again for times without trades", async () => {
    const { requests, run } = await setUp(() => ({ kind: "status", status: 200, body: { candles: [] } }));
    expect((await run("2026-11-02")).stdout).toContain("holds 0 candles");
    await run("2026-11-02");
    expect(requests.length).toBe(1);
  });

  it("fills the gaps of a file that somebody else wrote", async () => {
    const { file, requests, run } = await setUp();
    await run("2026-11-02");
    const whole: unknown = Reflect.get(Object(JSON.parse(readFileSync(file, "utf8"))), "candles");
    if (!Array.isArray(whole)) throw new Error("no candles");
    writeFileSync(file, JSON.stringify({ candles: whole.toSpliced(100, 3) }));
    await run("2026-11-02");
    expect(requests.length).toBe(2);
    expect(Number(requests[1]?.query.get("end"))).toBe(from + (287 - 100) * 300);
    expect((await starts(file)).length).toBe(288);
  });

  it("keeps what came before a failure, says so in one line, and goes on from there", async () => {
    let isDown = true;
    const { file, requests, run } = await setUp((count) =>
      isDown && count > 2 ? { kind: "status", status: 503, body: "" } : undefined,
    );
    const { exitCode, stderr } = await run("2026-11-04");
    expect([exitCode, stderr.trim().split("\n").at(-1)]).toEqual([
      1,
      expect.stringMatching(
        /^Coinbase answered 503; what came before is in .*, and the same command goes on from there$/,
      ),
    ]);
    expect((await starts(file)).length).toBe(600);
    const failed = requests.length;
    isDown = false;
    expect((await run("2026-11-04")).exitCode).toBe(0);
    expect([requests.length - failed, (await starts(file)).length]).toEqual([1, 864]);
  });

  it("asks no more than 10 times in 2.1 seconds", async () => {
    const times: number[] = [];
    let timeMs = nowMs;
    const exchange = await startExchange({ market: createSampleMarket(), clock: () => nowMs });
    onTestFinished(() => exchange.stop());
    await runCaptured(
      {
        run: async (argv, context) =>
          await runCandles(argv, context, {
            clock: () => timeMs,
            sleep: async (ms) => void (timeMs += ms),
            fetch: async (url, init) => {
              times.push(timeMs);
              return await fetch(url, init);
            },
          }),
      },
      [
        "BTC-USD",
        "--from",
        "2026-11-01",
        "--to",
        "2026-11-06",
        "--granularity",
        "ONE_MINUTE",
        "--out",
        join(temporaryFolder(), "a.json"),
      ],
      { environment: { COINBASE_API_URL: exchange.url } },
    );
    expect(times.length).toBe(24);
    const distances = times.slice(10).map((time, index) => time - (times[index] ?? time));
    expect(Math.min(...distances)).toBeGreaterThanOrEqual(2_100);
  });

  it("leaves out what has not closed, and says so", async () => {
    const { file, run } = await setUp();
    const { stderr } = await run("2026-11-30");
    expect(stderr).toContain("Candles have closed until 2026-11-20T12:00Z");
    expect((await starts(file)).at(-1)).toBe(Date.UTC(2026, 10, 20, 11, 55) / 1_000);
  });

  it("says that a market is synthetic in the file", async () => {
    const { file, run } = await setUp();
    await run("2026-11-02");
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
      recorded: { product_id: "BTC-USD", held: [{ start: from, end: from + day }], stand_in: "synthetic" },
    });
  });

  it("leaves nothing beside the file, nor a file where nothing came", async () => {
    const { file, run } = await setUp(() => ({
      kind: "status",
      status: 404,
      body: { error: "NOT_FOUND", message: "valid product_id is required" },
    }));
    expect((await run("2026-11-02")).stderr).toContain("Coinbase does not know BTC-USD");
    expect([existsSync(file), readdirSync(dirname(file))]).toEqual([false, []]);
  });

  it.each([
    [["--granularity", "TWO_MINUTE"], /^--granularity "TWO_MINUTE" is not known; known: ONE_MINUTE, /],
    [["--from", "2026-02-30"], /^--from "2026-02-30" is no time such as 2026-11-01/],
    [["--from", "yesterday"], /^--from "yesterday" is no time/],
    [["--from", "2026-11-01T00:01Z"], /^--from 2026-11-01T00:01Z is no time that a candle of FIVE_MINUTE starts at/],
    [["--from", "2026-11-09"], /^--from 2026-11-09 is not before --to 2026-11-08/],
    [["--from", "2026-11-07", "btc"], /^one PRODUCT_ID at a time; btc/],
  ])("refuses %j in one line", async (args, told) => {
    const usual = ["BTC-USD", "--to", "2026-11-08", "--out", "x.json"];
    const given = args[0] === "--from" ? args : ["--from", "2026-11-01", ...args];
    const { exitCode, failure } = await runCaptured({ run: runCandles }, [...usual, ...given]);
    expect([exitCode, failure]).toEqual([2, expect.stringMatching(told)]);
  });

  it("refuses a file of another product or length", async () => {
    const { run } = await setUp();
    await run("2026-11-02");
    const { exitCode, stderr } = await run("2026-11-02", {}, ["--granularity", "ONE_HOUR"]);
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining("holds BTC-USD FIVE_MINUTE; BTC-USD ONE_HOUR needs"),
    ]);
  });

  it.each([
    ["is no JSON", "nothing", /holds no candles in Coinbase's response format/],
    ["has no candles", "{}", /holds no candles in Coinbase's response format/],
    [
      "has candles of another length",
      '{"candles":[{"start":"1609718101"}]}',
      /holds a candle that starts at 1609718101, where none of FIVE_MINUTE does/,
    ],
  ])("leaves a file alone that %s", async (_, content, told) => {
    const { file, requests, run } = await setUp();
    writeFileSync(file, content);
    const { exitCode, stderr } = await run("2026-11-02");
    expect([exitCode, stderr, requests.length]).toEqual([2, expect.stringMatching(told), 0]);
    expect(readFileSync(file, "utf8")).toBe(content);
  });

  it("takes an empty file for none, and says where it can't write", async () => {
    const { file, exchange, run } = await setUp();
    writeFileSync(file, "");
    expect((await run("2026-11-02")).exitCode).toBe(0);
    const elsewhere = join(dirname(file), "none", "a.json");
    const args = ["BTC-USD", "--from", "2026-11-01", "--to", "2026-11-02", "--out", elsewhere];
    const command = {
      run: async (argv: readonly string[], context: CommandContext) =>
        await runCandles(argv, context, { clock: () => nowMs }),
    };
    const captured = await runCaptured(command, args, { environment: { COINBASE_API_URL: exchange.url } });
    const { exitCode, stderr } = asWritten(captured);
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/can't be written: ENOENT/)]);
  });

  it.each([
    [[], /^PRODUCT_ID is missing, such as BTC-USD/],
    [["btc"], /^"btc" is not a product id/],
    [["BTC-USD"], /^--from is missing: give a day, such as 2026-11-01/],
    [["BTC-USD", "--from", "2026-11-01", "--to", "2026-11-02"], /^--out is missing: name the file/],
    [
      ["BTC-USD", "--from", "2999-11-01", "--to", "2999-11-02", "--out", "a.json"],
      /no candle from then on has closed yet/,
    ],
  ])("refuses %j, which lacks something, in one line", async (args, told) => {
    const { exitCode, failure } = await runCaptured({ run: runCandles }, args);
    expect([exitCode, failure]).toEqual([2, expect.stringMatching(told)]);
  });

  it("refuses an address of Coinbase that is none", async () => {
    const args = ["BTC-USD", "--from", "2026-11-01", "--to", "2026-11-02", "--out", "a.json"];
    const { exitCode, failure } = await runCaptured({ run: runCandles }, args, {
      environment: { COINBASE_API_URL: "ftp://x" },
    });
    expect([exitCode, failure]).toEqual([2, expect.stringContaining("COINBASE_API_URL")]);
  });

  it("keeps what it has at Ctrl-C, with exit code 130", async () => {
    let release: (() => void) | undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let reached: (() => void) | undefined;
    const third = new Promise<void>((resolve) => (reached = resolve));
    const { file, exchange } = await setUp(async (count) => {
      if (count < 3) return undefined;
      reached?.();
      await released;
      return { kind: "drop" };
    });
    const args = ["BTC-USD", "--from", "2026-11-01", "--to", "2026-11-04", "--out", file];
    const running = startCommandLine(args, { COINBASE_API_URL: exchange.url }, "candles");
    await third;
    running.child.kill("SIGINT");
    const { exitCode, stdout } = await running.ended;
    release?.();
    expect([exitCode, stdout]).toEqual([130, expect.stringMatching(/^Stopped: .* holds 600 candles /)]);
    expect((await starts(file)).length).toBe(600);
  });
});
