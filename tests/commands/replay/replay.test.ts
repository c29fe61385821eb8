import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { runReplay } from "../../../src/commands/replay/replay.ts";
import { asWritten, runCaptured } from "../../support/commands/captured-terminal.ts";
import { type RunningCommandLine, startCommandLine } from "../../support/commands/run-command-line.ts";
import { type FactModel, honest, lying, startFactModel } from "../../support/models/fact-model.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const rate = z.nullable(z.object({ value: z.number(), low: z.number(), high: z.number() }));
const resultSchema = z.object({
  run: z.string(),
  cases: z.number(),
  model_calls: z.number(),
  results: z.array(
    z.looseObject({
      prompt: z.string(),
      version: z.number(),
      model: z.string(),
      cases: z.number(),
      first_try: rate,
      pruned: rate,
      repaired: rate,
      plain: rate,
      failed: z.number(),
      sentences: z.object({ true: z.number(), false: z.number(), not_understood: z.number() }),
      sentences_kept: rate,
      faults: z.array(z.object({ verdict: z.string(), reason: z.string(), count: z.number() })),
      input_tokens: z.nullable(z.number()),
      output_tokens: z.nullable(z.number()),
      cost_usd: z.nullable(z.number()),
      latency_ms: z.nullable(z.object({ p50: z.number(), p95: z.number() })),
    }),
  ),
  comparisons: z.array(
    z.looseObject({
      measure: z.string(),
      model: z.string(),
      pairs: z.number(),
      difference: z.nullable(z.object({ value: z.number(), low: z.number(), high: z.number() })),
      verdict: z.string(),
      missing_cases: z.number(),
    }),
  ),
});

async function run(model: FactModel | null, args: readonly string[], environment: Record<string, string> = {}) {
  const where: Record<string, string> = model === null ? {} : { OLLAMA_HOST: model.url };
  return asWritten(await runCaptured({ run: runReplay }, args, { environment: { ...where, ...environment } }));
}

function resultOf({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }) {
  const parsed = resultSchema.safeParse(JSON.parse(stdout === "" ? "null" : stdout));
  if (!parsed.success) throw new Error(`${parsed.error.message}\n${stderr}`);
  return parsed.data;
}

function answerTo([, productId, at]: RegExpMatchArray, attempt: number): string {
  return JSON.stringify({
    product_id: productId,
    at,
    prompt: "trend_analysis",
    attempt,
    text: "I can't help with that.",
  });
}

const asked = ["--model", "ollama:a", "--json"];

describe("npm run replay", () => {
  it("asks nobody a second time, and prints the same but for the requests", async () => {
    const model = await startFactModel();
    const args = [...asked, "--sample", "8", "--cache", temporaryFolder()];
    const first = resultOf(await run(model, args));
    const second = resultOf(await run(model, args));
    expect([first.model_calls, second.model_calls, model.callCount()]).toEqual([8, 0, 8]);
    expect({ ...second, model_calls: 8 }).toEqual(first);
    expect(first.results).toMatchObject([
      {
        prompt: "trend_analysis",
        model: "ollama:a",
        cases: 8,
        first_try: { value: 1 },
        plain: { value: 0 },
        cost_usd: null,
      },
    ]);
  });

  it("asks again for each repeat, and repeats are kept, too", async () => {
    const model = await startFactModel();
    const args = [...asked, "--sample", "3", "--cache", temporaryFolder(), "--repeats"];
    expect(resultOf(await run(model, [...args, "2"]))).toMatchObject({ model_calls: 6, results: [{ cases: 6 }] });
    expect(resultOf(await run(model, [...args, "3"]))).toMatchObject({ model_calls: 3, results: [{ cases: 9 }] });
  });

  it("goes on after Ctrl-C where it was ended: the requests of both runs add up to the cases", async () => {
    const started: RunningCommandLine[] = [];
    const model = await startFactModel((sentences, index) => {
      if (index === 5) started[0]?.child.kill("SIGINT");
      return honest(sentences, index, "");
    });
    const args = [...asked, "--sample", "30", "--concurrency", "3", "--cache", temporaryFolder()];
    const running = startCommandLine(args, { OLLAMA_HOST: model.url }, "replay");
    started.push(running);
    const ended = await running.ended;
    expect([ended.exitCode, ended.stdout]).toEqual([130, ""]);
    expect(ended.stderr).toMatch(
      /Stopped with \d+ of 30 texts, after \d+ requests: the same command goes on from there/,
    );
    const before = model.callCount();
    expect(before).toBeLessThan(30);
    const result = resultOf(await run(model, args));
    expect([result.model_calls + before, result.results[0]?.cases]).toEqual([30, 30]);
  }, 60_000);

  it("finds a model that lies in one sentence of five beside an honest one, and the gate exits with 1", async () => {
    const model = await startFactModel((sentences, index, name) =>
      name === "liar" ? lying(sentences, index, name) : honest(sentences, index, name),
    );
    const args = [
      "--model",
      "ollama:honest",
      "--model",
      "ollama:liar",
      "--json",
      "--gate",
      "--cache",
      temporaryFolder(),
    ];
    const many = await run(model, [...args, "--sample", "30", "--concurrency", "4"]);
    const { results, comparisons } = resultOf(many);
    expect(many.exitCode).toBe(1);
    expect(results).toMatchObject([
      { model: "ollama:honest", first_try: { value: 1 } },
      { model: "ollama:liar", first_try: { value: 0 }, pruned: { value: 1 }, sentences: { false: 30 } },
    ]);
    expect(comparisons).toMatchObject([
      { measure: "first_try", pairs: 30, difference: { value: -1, low: -1, high: -1 }, verdict: "worse" },
      { measure: "delivered", difference: { value: 0 } },
      { measure: "sentences_kept", verdict: "worse" },
    ]);
    expect(comparisons[2]?.difference?.value).toBeCloseTo(-0.2, 1);
  });

  it("says of 5 cases how many are missing, and the gate exits with 1", async () => {
    const model = await startFactModel((sentences, index, name) =>
      name === "b" && index % 3 === 0 ? lying(sentences, index, name) : honest(sentences, index, name),
    );
    const args = [
      "--model",
      "ollama:a",
      "--model",
      "ollama:b",
      "--gate",
      "--sample",
      "5",
      "--cache",
      temporaryFolder(),
    ];
    const { exitCode, stdout } = await run(model, args);
    expect(exitCode).toBe(1);
    expect(stdout.replaceAll(/\s+/g, " ")).toMatch(/TOO FEW {1,2}first_try .*; \d+ more cases are needed to tell/);
  });

  it("passes the gate where as good a model is told by enough cases", async () => {
    const model = await startFactModel();
    const args = [
      "--model",
      "ollama:a",
      "--model",
      "ollama:b",
      "--json",
      "--gate",
      "--sample",
      "70",
      "--concurrency",
      "4",
    ];
    const ended = await run(model, [...args, "--cache", temporaryFolder()]);
    expect(ended.exitCode).toBe(0);
    expect(resultOf(ended).comparisons.map(({ verdict }) => verdict)).toEqual(["not worse", "not worse", "not worse"]);
  });

  it("compares with an earlier run by its name or its file", async () => {
    const cache = temporaryFolder();
    const good = await startFactModel();
    const before = resultOf(await run(good, [...asked, "--sample", "12", "--cache", cache]));
    const bad = await startFactModel(lying);
    const worse = ["--model", "ollama:a", "--json", "--gate", "--sample", "12"];
    for (const baseline of [before.run, join(cache, "runs", `${before.run}.json`)]) {
      const args = [...worse, "--cache", baseline === before.run ? cache : temporaryFolder(), "--baseline", baseline];
      // The cache of the first run holds its answers: the model must have another name there.
      const renamed = baseline === before.run ? args.with(1, "ollama:other") : args;
      const ended = await run(bad, renamed);
      expect(ended.exitCode).toBe(1);
      expect(resultOf(ended).comparisons[0]).toMatchObject({ verdict: "worse", against: { run: before.run } });
    }
  });

  it("repairs by a second request, and counts a text that nothing helps as plain", async () => {
    const model = await startFactModel((sentences, index, name) =>
      name === "mends" && index % 2 === 1 ? honest(sentences, index, name) : "BTC-USD will rise tomorrow. Buy it now.",
    );
    const mends = resultOf(
      await run(model, ["--model", "ollama:mends", "--json", "--sample", "2", "--cache", temporaryFolder()]),
    );
    expect([mends.model_calls, mends.results[0]?.repaired?.value]).toEqual([4, 1]);
    const args = ["--model", "ollama:never", "--json", "--sample", "2", "--cache", temporaryFolder()];
    const never = resultOf(await run(model, args));
    expect([never.model_calls, never.results[0]?.plain?.value]).toEqual([4, 1]);
    expect(never.results[0]?.faults[0]).toMatchObject({ count: 4 });
    expect(resultOf(await run(model, args)).model_calls).toBe(0);
  });

  it("names offline what is not recorded, with exit code 1, and asks nobody", async () => {
    const model = await startFactModel();
    const cache = temporaryFolder();
    await run(model, [...asked, "--sample", "3", "--cache", cache]);
    const same = await run(model, [...asked, "--sample", "3", "--cache", cache, "--offline"]);
    expect([same.exitCode, model.callCount()]).toEqual([0, 3]);
    const args = [...asked, "--sample", "3", "--cache", cache, "--offline", "--prompt", "momentum_check"];
    const { exitCode, stdout, stderr } = await run(model, args);
    expect([exitCode, stdout, model.callCount()]).toEqual([1, "", 3]);
    expect(stderr).toMatch(/^3 of 3 texts are not recorded: momentum_check v\d+ with ollama:a for [A-Z]+-USD 2026-/m);
  });

  it("stops before it costs more than it may, and goes on with more", async () => {
    const model = await startFactModel();
    const cache = temporaryFolder();
    const args = [...asked, "--price", "ollama:a=1/10", "--sample", "6", "--cache", cache];
    const stopped = await run(model, [...args, "--max-cost", "0.03"]);
    expect([stopped.exitCode, stopped.stdout]).toEqual([1, ""]);
    expect(stopped.stderr).toMatch(/^Stopped at [1-5] of 6 texts: the next one could pass --max-cost 0\.03/m);
    const before = model.callCount();
    const whole = resultOf(await run(model, [...args, "--max-cost", "1"]));
    expect(whole.model_calls + before).toBe(6);
    const { input_tokens: input, output_tokens: output, cost_usd: cost } = whole.results[0] ?? {};
    expect(output).toBe(480);
    expect(cost).toBeCloseTo((Number(input) * 1 + 480 * 10) / 1_000_000, 9);
  });

  it("never keeps a failure: what could not be reached is told apart from plain, and asked for again", async () => {
    const model = await startFactModel();
    const cache = temporaryFolder();
    const args = [...asked, "--sample", "2", "--cache", cache];
    const down = await run(null, args, { OLLAMA_HOST: "http://127.0.0.1:2" });
    expect(down.exitCode).toBe(1);
    expect(resultOf(down).results[0]).toMatchObject({ cases: 0, failed: 2, plain: null });
    expect(readdirSync(cache)).toEqual(["runs"]);
    expect(resultOf(await run(model, args)).results[0]).toMatchObject({ cases: 2, failed: 0 });
  }, 60_000);

  it("ends where a model can't be reached, though another beside it answers", async () => {
    const args = [...asked, "--model", "plain", "--sample", "30", "--concurrency", "8", "--cache", temporaryFolder()];
    const { exitCode, stderr } = await run(null, args, { OLLAMA_HOST: "http://127.0.0.1:2" });
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining("ollama:a can't be used: ")]);
  }, 60_000);

  it("ends at once where a model can't be used at all", async () => {
    const model = await startFactModel();
    model.behave((response) => response.writeHead(404).end(JSON.stringify({ error: "model 'a' not found" })));
    const { exitCode, stderr } = await run(model, [...asked, "--sample", "9", "--cache", temporaryFolder()]);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining("ollama:a can't be used: ")]);
    expect(model.requests.length).toBeLessThanOrEqual(2);
  });

  it("takes answers from a file, and names those that it lacks", async () => {
    const file = join(temporaryFolder(), "answers.jsonl");
    writeFileSync(file, "");
    const args = ["--model", `recorded:${file}`, "--sample", "2", "--cache", temporaryFolder(), "--json"];
    const lacking = await run(null, args);
    const named = [...lacking.stderr.matchAll(/for ([A-Z]+-USD) (2026-\S+Z)/g)];
    expect(named.length).toBe(2);
    writeFileSync(file, named.flatMap((match) => [answerTo(match, 1), answerTo(match, 2)]).join("\n"));
    expect(resultOf(await run(null, args)).results[0]).toMatchObject({ cases: 2, plain: { value: 1 }, cost_usd: null });
  });

  it("tells 2000 cases with a heap that would not hold their texts", async () => {
    const running = startCommandLine(
      ["--model", "plain", "--sample", "2000", "--json", "--cache", temporaryFolder()],
      { NODE_OPTIONS: "--max-old-space-size=96" },
      "replay",
    );
    const { exitCode, stdout } = await running.ended;
    expect([exitCode, Reflect.get(Object(JSON.parse(stdout)), "cases")]).toEqual([0, 2_000]);
  }, 120_000);

  it("writes a report in which a text stays a text, and which asks nobody for anything", async () => {
    const model = await startFactModel((sentences) =>
      [...sentences, 'See <img src=x onerror="alert(1)"> now.'].join(" "),
    );
    const file = join(temporaryFolder(), "report.html");
    await run(model, [...asked, "--sample", "2", "--report", file, "--cache", temporaryFolder()]);
    const page = readFileSync(file, "utf8");
    expect(page).toContain("&lt;img src=x onerror=");
    expect(page).not.toMatch(/<img|<script|https?:\/\/|url\(/);
    expect(page).toMatch(
      /<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; img-src data:; style-src &#39;sha256-/,
    );
    expect(page).toContain("prefers-color-scheme: dark");
    const style = /<style>([^]*)<\/style>/.exec(page)?.[1] ?? "";
    expect(page).toContain(createHash("sha256").update(style).digest("base64"));
  });

  it("shows in the report what is compared, and how often a market moved the way that texts state", async () => {
    const model = await startFactModel((sentences, index, name) =>
      name === "b" ? lying(sentences, index, name) : `${honest(sentences, index, name)} The 24-hour trend is bullish.`,
    );
    const file = join(temporaryFolder(), "report.html");
    const models = ["--model", "ollama:a", "--model", "ollama:b", "--model", "plain", "--repeats", "2"];
    const args = [...models, "--sample", "12", "--report", file, "--cache", temporaryFolder()];
    const { exitCode, stdout } = await run(model, args);
    const page = readFileSync(file, "utf8");
    expect([exitCode, page.match(/<td class="verdict">(?:worse|better|not worse|too few)<\/td>/g)?.length]).toEqual([
      0, 5,
    ]);
    expect(page).toMatch(/of \d+ texts \d+\.\d % the way that they state/);
    expect(stdout).toMatch(/repeats agree {7}100\.0 % in their direction, 100\.0 % of the figures; 12 pairs/);
  });

  it("stops in the middle with what is under way kept, and prints no half result", async () => {
    const interruption = new AbortController();
    const model = await startFactModel((sentences, index) => {
      if (index === 3) interruption.abort("SIGINT");
      return honest(sentences, index, "");
    });
    const args = [...asked, "--sample", "9", "--concurrency", "2", "--cache", temporaryFolder()];
    const environment = { OLLAMA_HOST: model.url };
    const stopped = await runCaptured({ run: runReplay }, args, { environment, signal: interruption.signal });
    expect([stopped.exitCode, stopped.printed]).toEqual([1, []]);
    const before = model.callCount();
    expect([before >= 4 && before <= 5, resultOf(await run(model, args)).model_calls]).toEqual([true, 9 - before]);
  });

  it("asks for no repair once it is to stop, and for that alone the next time", async () => {
    const interruption = new AbortController();
    const model = await startFactModel((sentences, index) => {
      if (index > 0) return honest(sentences, index, "");
      interruption.abort("SIGINT");
      return "BTC-USD will rise tomorrow.";
    });
    const args = [...asked, "--sample", "1", "--cache", temporaryFolder()];
    const environment = { OLLAMA_HOST: model.url };
    await runCaptured({ run: runReplay }, args, { environment, signal: interruption.signal });
    expect(model.callCount()).toBe(1);
    expect(resultOf(await run(model, args))).toMatchObject({ model_calls: 1, results: [{ repaired: { value: 1 } }] });
  });

  it("asks again for an answer whose file is torn", async () => {
    const model = await startFactModel();
    const cache = temporaryFolder();
    const args = [...asked, "--sample", "2", "--cache", cache];
    await run(model, args);
    const files = readdirSync(join(cache, "answers"), { recursive: true, encoding: "utf8" });
    const file = files.find((name) => name.endsWith(".json")) ?? "";
    writeFileSync(join(cache, "answers", file), "{");
    expect(resultOf(await run(model, args)).model_calls).toBe(1);
  });

  it("says so where a baseline has nothing to compare with", async () => {
    const cache = temporaryFolder();
    const args = ["--model", "plain", "--json", "--sample", "2", "--cache", cache];
    const before = resultOf(await run(null, [...args, "--prompt", "momentum_check", "--prompt", "key_levels"]));
    const { exitCode, stderr } = await run(null, [...args, "--baseline", before.run, "--gate"]);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining("has no prompt and model to compare with")]);
  });
});
