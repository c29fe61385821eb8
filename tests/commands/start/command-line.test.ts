import { temporaryFolder } from "../../support/temporary-folder.ts";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { start } from "../../../src/commands/start/start.ts";
import { startExchange } from "../../../src/emulators/upstreams/coinbase-exchange.ts";
import { startDiscordServer } from "../../../src/emulators/upstreams/discord-server.ts";
import { createSampleMarket } from "../../../src/emulators/markets/sample-market.ts";
import { collectedDay, writeCollectedFile } from "../../support/collected-csv.ts";
import { noAwsProfile } from "../../support/aws/aws-environment.ts";
import { ollamaSays, startOllamaServer } from "../../support/models/ollama-server.ts";
import { plainCandles, writeRecordedFile } from "../../support/commands/recorded-file.ts";
import { asWritten, type CaptureOptions, runCaptured } from "../../support/commands/captured-terminal.ts";
import { type CommandLineRun, runCommandLine, startCommandLine } from "../../support/commands/run-command-line.ts";

const started: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});

/** In this process, with Coinbase and Ollama at ports where nothing listens unless it says otherwise. */
async function runStart(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  options: CaptureOptions = {},
): Promise<CommandLineRun> {
  const deaf = { COINBASE_API_URL: "http://127.0.0.1:2", OLLAMA_HOST: "http://127.0.0.1:2" };
  return asWritten(await runCaptured(start, args, { environment: { ...deaf, ...environment }, ...options }));
}

/** In this process, interrupted once a line holds `text`. */
async function interruptedAt(text: string, args: readonly string[]): Promise<CommandLineRun> {
  const interruption = new AbortController();
  const onPrint = (line: string): void => {
    if (line.includes(text)) interruption.abort("SIGINT");
  };
  return await runStart(args, {}, { signal: interruption.signal, onPrint });
}

function jsonLines(stdout: string): Record<string, unknown>[] {
  const lines = stdout.trimEnd().split("\n");
  return lines.map((line) => ({ ...Object(JSON.parse(line)) }));
}

/** The processes that a process has started. */
function childrenOf(pid: number): readonly number[] {
  const list =
    process.platform === "linux"
      ? readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
      : spawnSync("pgrep", ["-P", String(pid)], { encoding: "utf8" }).stdout;
  return list.trim().split(/\s+/).map(Number);
}

describe("npm start", () => {
  it("shows a post as Discord does, with its chart", async () => {
    const { exitCode, stdout } = await runStart(["--deliver", "discord", "--llm", "plain", "--market", "sample"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("deliver Discord, by a server here that speaks its wire format");
    expect(stdout).toContain("posted to channel general, Discord answered 200");
    expect(stdout).toMatch(/\u2503 BTC-USD: trend analysis\n/);
    expect(stdout).toMatch(/\u2503 \[btc-usd\.png, [\d.]+ KB/);
    expect(stdout).toContain("received by Discord in channel general");
  });

  it("passes a post on to a true webhook as it came, and says in Discord's words why it was not taken", async () => {
    const discord = await startDiscordServer({ channels: ["general"] });
    started.push(discord);
    const environment = { DISCORD_WEBHOOK_URLS: `general=${discord.webhooks["general"]}` };
    const args = ["--deliver", "discord", "--llm", "plain", "--market", "sample", "--json"];
    const { exitCode, stdout, stderr } = await runStart(args, environment);
    expect(exitCode).toBe(0);
    const [result] = jsonLines(stdout);
    expect(result).toMatchObject({
      delivered: { status: 200, channel: "general" },
      post: { title: "BTC-USD: trend analysis", pictures: [{ file_name: "btc-usd.png" }] },
    });
    expect(discord.messages).toMatchObject([
      { message: result?.["insight"], mayPing: [], files: [{ fileName: "btc-usd.png" }] },
    ]);
    const token = discord.webhooks["general"]?.split("/").at(-1);
    expect(stdout + stderr).not.toContain(token);
    discord.removeWebhook("general");
    const refused = await runStart(args, environment);
    expect(refused.exitCode).toBe(1);
    expect(jsonLines(refused.stdout)[0]).toMatchObject({
      outcome: "dead_lettered",
      reason: { code: "DISCORD_MISCONFIGURED", message: expect.stringContaining("Unknown Webhook") },
    });
  });

  it("takes no webhook that is none, and does not quote it", async () => {
    const { exitCode, stderr } = await runStart(["--deliver", "discord"], {
      DISCORD_WEBHOOK_URLS: "https://x.example/secret",
    });
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining("DISCORD_WEBHOOK_URLS has no address of a webhook"),
    ]);
    expect(stderr).not.toContain("secret");
  });

  it("delivers an insight without a network, and says what it did", async () => {
    const { exitCode, stdout } = await runCommandLine([]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("Coinbase can't be reached");
    expect(stdout).toContain("synthetic");
    expect(stdout).toContain("No Ollama at http://127.0.0.1:2");
    expect(stdout).toMatch(/BTC-USD +\S{8} received from the queue: trend_analysis, id \S{9,}/);
    expect(stdout).toMatch(/BTC-USD +\S{8} 288 of 288 candles/);
    expect(stdout).toMatch(/rolling_avg +\d+\.\d\d/);
    expect(stdout).toContain("received by the inbox in channel general");
    expect(stdout).toContain("Automated summary of BTC-USD");
  });

  it("runs the function as it is deployed, from a folder that it takes away again", async () => {
    const folder = temporaryFolder();
    const { exitCode, stderr } = await runCommandLine(["--market", "sample", "--llm", "plain"], { TMPDIR: folder });
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(readdirSync(folder).filter((name) => name.startsWith("trader-data-llm-"))).toEqual([]);
  });

  it("says in one line that the function can't be bundled, and exits 1", async () => {
    const { exitCode, stdout, stderr } = await runCommandLine([], { TMPDIR: "/dev/null" });
    expect(exitCode).toBe(1);
    expect(stdout).not.toContain("stack ");
    expect(stderr).toMatch(/^The function prompts has no folder to be bundled into: [^\n]+\n$/u);
  });

  it("asks Coinbase first, and says so", async () => {
    const exchange = await startExchange({ market: createSampleMarket() });
    started.push(exchange);
    const { exitCode, stdout } = await runStart(["--json", "--llm", "plain"], { COINBASE_API_URL: exchange.url });
    expect(exitCode).toBe(0);
    const [line] = jsonLines(stdout);
    expect(line).toMatchObject({ market: { source: "coinbase", count: 288 }, notes: [] });
    expect(exchange.requestCount).toBe(2);
  });

  it("prints one JSON object per product and nothing else with --json", async () => {
    const candles = plainCandles(300);
    const path = writeRecordedFile(candles);
    const args = ["BTC-USD", "ETH-USD", "--market", path, "--llm", "plain", "--json"];
    const { exitCode, stdout } = await runStart(args);
    expect(exitCode).toBe(0);
    const lines = jsonLines(stdout);
    expect(new Set(lines.map((line) => line["product_id"]))).toEqual(new Set(["BTC-USD", "ETH-USD"]));
    expect(lines).toHaveLength(2);

    const window = candles.slice(-288);
    const closes = window.map((candle) => candle.close);
    const lastFive = closes.slice(-5);
    for (const line of lines) {
      expect(Object.keys(line)).toEqual(
        expect.arrayContaining(["grounding", "provider", "model", "usage", "timings_ms"]),
      );
      expect(line).toMatchObject({
        prompt: "trend_analysis",
        outcome: "plain",
        provider: null,
        model: null,
        market: {
          source: "BTC-USD.FIVE_MINUTE.json",
          count: 288,
          expected: 288,
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
        delivered: { status: 201, channel: "general" },
        features: {
          rolling_avg: lastFive.reduce((sum, close) => sum + close, 0) / 5,
          last_close: closes.at(-1),
          price_change: (closes.at(-1) ?? 0) - (closes.at(-2) ?? 0),
          daily_high: Math.max(...window.map((candle) => candle.high)),
          daily_low: Math.min(...window.map((candle) => candle.low)),
          change_24h: (closes.at(-1) ?? 0) - (window[0]?.open ?? 0),
          candle_count: 288,
          interval: "FIVE_MINUTE",
        },
      });
      expect(line["correlation_id"]).toMatch(/^local-/);
      expect(line["prompt_text"]).toContain(`${String(line["product_id"])} stock has a 5-minute rolling average of`);
      expect(line["system_text"]).toContain("100 words");
      expect(line["insight"]).toContain(line["product_id"]);
    }
  });

  it("asks each product with each prompt, and shows several series by their names", async () => {
    const prompts = ["--prompt", "daily_brief", "--prompt", "key_levels"];
    const { exitCode, stdout } = await runStart(["BTC-USD", "ETH-USD", ...prompts, "--market", "sample", "--json"]);
    expect(exitCode).toBe(0);
    const lines = jsonLines(stdout);
    expect(new Set(lines.map((line) => [line["product_id"], line["prompt"], line["outcome"]].join(" ")))).toEqual(
      new Set([
        "BTC-USD daily_brief plain",
        "BTC-USD key_levels plain",
        "ETH-USD daily_brief plain",
        "ETH-USD key_levels plain",
      ]),
    );
    expect(lines.find(({ prompt }) => prompt === "daily_brief")).toMatchObject({
      market: { series: { "5m": { expected: 288 }, "1h": { expected: 168 } } },
      features: { "5m": { interval: "FIVE_MINUTE" }, "1h": { interval: "ONE_HOUR", expected_count: 168 } },
    });
  });

  it("shows what a model would get, and asks none", async () => {
    const server = await startOllamaServer();
    started.push({ stop: () => server.close() });
    const args = ["--show-prompt", "--prompt", "momentum_check", "--market", "sample"];
    const { exitCode, stdout } = await runStart(args, { OLLAMA_HOST: server.url });
    expect(exitCode).toBe(0);
    expect(stdout).toContain("BTC-USD: momentum_check\n\nSystem:\n\nYou write market insights for traders.");
    expect(stdout).toMatch(/User:\n\nYou brief a trading desk on the momentum of BTC-USD\./u);
    expect(server.requests.filter(({ path }) => path === "/api/chat")).toEqual([]);
  });

  it("has its AWS at the port that was asked for, and says when another program has that", async () => {
    const taken = await startExchange({ market: createSampleMarket() });
    started.push(taken);
    const { exitCode, stderr } = await runStart(["--market", "sample", "--port", String(taken.port)]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`--port ${taken.port} can't be had`)]);
  });

  it("serves each product from the file that is named after it", async () => {
    const btc = writeRecordedFile(plainCandles(288, 50_000), "BTC-USD.json");
    const ltc = writeRecordedFile(plainCandles(288, 100), "LTC-USD.json");
    const args = ["BTC-USD", "LTC-USD", "--market", btc, "--market", ltc, "--llm", "plain", "--json"];
    const lines = jsonLines((await runStart(args)).stdout);
    const closeOf = (id: string): unknown =>
      Reflect.get(Object(lines.find((line) => line["product_id"] === id)?.["features"]), "last_close");
    expect(closeOf("BTC-USD")).toBeGreaterThan(40_000);
    expect(closeOf("LTC-USD")).toBeLessThan(1_000);
  });

  it("posts the text of the Ollama server at OLLAMA_HOST", async () => {
    const server = await startOllamaServer();
    started.push({ stop: () => server.close() });
    // True at any time of any market.
    server.behave(ollamaSays("BTC-USD closed between the day's low and the day's high."));
    for (const llm of ["auto", "ollama"]) {
      const args = ["--market", "sample", "--llm", llm, "--json"];
      const { exitCode, stdout } = await runStart(args, { OLLAMA_HOST: server.url });
      expect(exitCode).toBe(0);
      expect(jsonLines(stdout)).toMatchObject([
        {
          insight: expect.stringMatching(
            /^BTC-USD closed between the day's low and the day's high\.\nAs of [^\n]+ UTC\. Synthetic market\.$/,
          ),
          outcome: "insight",
          provider: "ollama",
          grounding: { grounded: true },
          attempts: [{ provider: "ollama" }],
          usage: { input_tokens: expect.any(Number), output_tokens: expect.any(Number) },
        },
      ]);
    }
  });

  it("posts the plain insight when the Ollama that was asked for is gone, and says why", async () => {
    const { exitCode, stdout } = await runStart(["--market", "sample", "--llm", "ollama", "--json"]);
    expect(exitCode).toBe(0);
    const [line] = jsonLines(stdout);
    expect(line).toMatchObject({ outcome: "plain", reason: { code: "MODELS_FAILED" } });
    const attempt = { provider: "ollama", error: { code: "MODEL_UNAVAILABLE" } };
    expect(line?.["attempts"]).toMatchObject([attempt, attempt]);
    expect(line?.["notes"]).toEqual([expect.stringContaining("No Ollama at http://127.0.0.1:2")]);
  });

  it("delivers an explained refusal for a product that nobody lists", async () => {
    const { exitCode, stdout } = await runStart(["NOPE-USD", "--market", "sample", "--llm", "plain", "--json"]);
    expect(exitCode).toBe(0);
    expect(jsonLines(stdout)).toMatchObject([
      {
        outcome: "refusal",
        insight: expect.stringMatching(
          /^There is no insight about NOPE-USD: Coinbase lists no product of that name\.\nAs of [^\n]+ UTC\.$/,
        ),
        delivered: { status: 201 },
        reason: { code: "PRODUCT_UNKNOWN" },
        features: null,
      },
    ]);
  });

  it("delivers an explained refusal for a product with too few candles", async () => {
    const path = writeRecordedFile(plainCandles(4));
    const { exitCode, stdout } = await runStart(["--market", path, "--llm", "plain", "--json"]);
    expect(exitCode).toBe(0);
    expect(jsonLines(stdout)).toMatchObject([{ outcome: "refusal", reason: { code: "NOT_ENOUGH_CANDLES" } }]);
  });

  it("delivers from a collected history while Coinbase is down, and says where the candles came from", async () => {
    const candles = collectedDay();
    const args = ["--market", "live", "--history", writeCollectedFile(candles), "--llm", "plain"];
    const [told, json] = await Promise.all([runStart(args), runStart([...args, "--json"])]);
    expect([told.exitCode, json.exitCode]).toEqual([0, 0]);
    expect(told.stdout).toMatch(
      /BTC-USD +\S{8} 28\d of 288 candles, .* from the collected history \(COINBASE\/BTC-USD\/historical/,
    );
    expect(told.stdout).toContain("market history");
    expect(told.stdout).toContain("received by the inbox in channel general");
    const [line] = jsonLines(json.stdout);
    expect(line).toMatchObject({
      outcome: "plain",
      market: { source: "history", expected: 288, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      features: { last_close: candles.at(-1)?.close },
      delivered: { status: 201 },
      notes: [expect.stringContaining("COINBASE/BTC-USD/historical/BTC-USD.csv")],
    });
  });

  it("labels a synthetic history as one", async () => {
    const { exitCode, stdout } = await runStart(["SHIB-USD", "--history", "sample", "--llm", "plain", "--json"]);
    expect(exitCode).toBe(0);
    expect(jsonLines(stdout)).toMatchObject([{ market: { source: "history (synthetic)", count: 288 } }]);
    expect(jsonLines(stdout)).toMatchObject([{ insight: expect.stringContaining(" Synthetic market.") }]);
  });

  it("that is interrupted after its post says that it was delivered, and ends with 0", async () => {
    const posted = "posted to channel general, the Assistant answered 201";
    const { exitCode, stdout } = await interruptedAt(posted, ["--llm", "plain"]);
    expect([exitCode, stdout.includes("nothing was delivered")]).toEqual([0, false]);
    expect(stdout).toContain("received by the inbox in channel general");
  });

  it("delivers nothing from a stale history, and says why it tries again", async () => {
    const stale = writeCollectedFile(collectedDay(1_500));
    const args = ["--market", "live", "--history", stale, "--llm", "plain"];
    const { exitCode, stdout } = await interruptedAt("again in", args);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/can't stand in: COINBASE\/BTC-USD\/historical\/BTC-USD.csv ends 1\d00 seconds before/);
    expect(stdout).toContain("nothing was delivered");
    expect(stdout).not.toContain("received by the inbox");
  });

  it.each([
    [["--prompt", "nope"], "trend_analysis"],
    [["--market", "nofile"], "live nor sample nor a file"],
    [["--history", "nofile"], "neither sample nor a file"],
    [["--llm", "gpt"], "auto, ollama, bedrock, openai, plain"],
    [["--llm", "bedrock"], "BEDROCK_MODEL_ID"],
    [["btc"], "such as BTC-USD"],
    [["--colour"], "--prompt, --market, --history, --llm"],
    [["--market"], "--prompt, --market, --history, --llm"],
    [["--market", "sample", "--market", "live"], "beside another --market"],
  ])("refuses %j in one line that names what is known", async (args, known) => {
    const { exitCode, stdout, stderr } = await runStart(args);
    expect(exitCode).toBe(2);
    expect(stdout).toBe("");
    expect(stderr.trimEnd().split("\n")).toEqual([expect.stringContaining(known)]);
  });

  it("refuses a file of candles that are longer than those that the prompt wants", async () => {
    const hours = plainCandles(24).map((candle, index) => ({
      ...candle,
      start: 1_600_000_000 - (1_600_000_000 % 3_600) + index * 3_600,
    }));
    const { exitCode, stderr } = await runStart(["--market", writeRecordedFile(hours)]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("can't serve candles of 300 s: its candles are 3600 s long");
  });

  it("ends at once, and says why, where the function can't start", async () => {
    const environment = { COINBASE_API_KEY: "a-key-without-its-secret" };
    const { exitCode, stdout } = await runStart(["--market", "live", "--llm", "plain"], environment);
    expect(exitCode).toBe(1);
    expect(stdout).toContain("the function can't start");
    expect(stdout).toContain("COINBASE_API_SECRET is not set, but COINBASE_API_KEY is");
  });

  it("ends without a trace where nobody reads its output any longer", async () => {
    const running = startCommandLine(["--market", "sample", "--llm", "plain"]);
    running.child.stdout.destroy();
    const { stderr } = await running.ended;
    expect(stderr).toBe("");
  });

  it("refuses a file of unsound candles", async () => {
    const candles = plainCandles(10).map((candle) => ({ ...candle, high: candle.low - 1 }));
    const { exitCode, stderr } = await runStart(["--market", writeRecordedFile(candles)]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("holds unsound candles: Candle 1 of 10");
  });

  it("prints its usage on --help", async () => {
    const { exitCode, stdout } = await runCommandLine(["--help"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("Usage: npm start");
  });

  it("takes messages while it serves, and leaves no process and no port behind on Ctrl-C", async () => {
    const running = startCommandLine(["--market", "sample", "--llm", "plain", "--serve"]);
    started.push({ stop: async () => void running.child.kill("SIGKILL") });
    await running.outputs("Ctrl-C ends it");
    await running.outputs("npm run doctor");
    const argumentsOf = (script: string): readonly string[] =>
      (new RegExp(`npm run ${script} -- (.*)`).exec(running.stdout())?.[1] ?? "").split(" ");
    const [, endpoint = ""] = /curl -sS (http:\/\/127\.0\.0\.1:\d+)\/ /.exec(running.stdout()) ?? [];
    const [, inbox = ""] = /curl -sS (http:\/\/127\.0\.0\.1:\d+)\/notifications/.exec(running.stdout()) ?? [];
    const [, body = ""] = /-d '(.*)'/.exec(running.stdout()) ?? [];
    const [, page = ""] = /See it in the browser: (\S+)/.exec(running.stdout()) ?? [];
    expect(await (await fetch(`${page}api/insights`)).json()).toMatchObject({ count: 1 });

    const sent = await fetch(endpoint, {
      method: "POST",
      headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.SendMessage" },
      body,
    });
    expect(sent.status).toBe(200);
    const received = async (): Promise<unknown> => {
      const answers = await Promise.all(
        ["my-request-1", "my-request-2"].map((id) => fetch(`${inbox}/notifications?correlation_id=${id}`)),
      );
      const bodies = await Promise.all(answers.map((answer) => answer.json()));
      return bodies.flatMap((answered): unknown => Reflect.get(Object(answered), "notifications"));
    };
    const sending = await runCommandLine(argumentsOf("send"), noAwsProfile, "send");
    expect([sending.exitCode, sending.stderr]).toEqual([0, ""]);
    await expect
      .poll(received, { timeout: 10_000 })
      .toMatchObject([{ correlationId: "my-request-1" }, { correlationId: "my-request-2" }]);
    const listing = await runCommandLine(argumentsOf("dlq"), noAwsProfile, "dlq");
    expect([listing.exitCode, listing.stdout]).toEqual([0, expect.stringContaining("It is empty")]);

    const latest = async () => await runCommandLine(argumentsOf("recent"), noAwsProfile, "recent");
    await expect.poll(latest, { timeout: 10_000 }).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/BTC-USD +trend_analysis +plain \S+ +- +- +general +my-request-1\n/),
      stderr: "",
    });

    const examination = await runCommandLine(argumentsOf("doctor"), noAwsProfile, "doctor");
    expect([examination.exitCode, examination.stdout]).toEqual([0, expect.stringContaining(" 0 failed")]);

    const formatWhy = async () => await runCommandLine(argumentsOf("why"), {}, "why");
    await expect.poll(formatWhy, { timeout: 10_000 }).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("BTC-USD, trend_analysis version 2: my-request-1"),
      stderr: "",
    });

    const functionProcess = childrenOf(running.child.pid ?? 0);
    expect(functionProcess).toHaveLength(1);
    running.child.kill("SIGINT");
    expect((await running.ended).exitCode).toBe(0);
    for (const url of [endpoint, inbox]) {
      const failure = await fetch(url).catch((error: unknown) => error);
      expect(failure).toMatchObject({ cause: { code: "ECONNREFUSED" } });
    }
    for (const pid of functionProcess) expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  });
});
