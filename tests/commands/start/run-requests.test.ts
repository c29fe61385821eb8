import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { bundleFunction } from "../../../src/emulators/lambda/bundle-function.ts";
import type { LambdaCode } from "../../../src/emulators/lambda/lambda-code.ts";
import { toResultLine } from "../../../src/commands/start/result-line.ts";
import { newRequest, type Runner, startRunner } from "../../../src/commands/start/run-requests.ts";
import { createSampleMarket } from "../../../src/emulators/markets/sample-market.ts";
import { type Stack, type StackOptions, startStack } from "../../../src/emulators/stack.ts";
import { formatResult, formatStep } from "../../../src/commands/start/story.ts";
import { formatHowToSend } from "../../../src/commands/start/serving.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { type Fault, startHttpServer } from "../../../src/emulators/http-server.ts";

const context = { marketLabel: "sample (synthetic)", notes: ["a note"] };

let code: LambdaCode;
let stack: Stack | undefined;
let runner: Runner | undefined;

beforeAll(async () => {
  code = await bundleFunction("prompts", temporaryFolder());
});

afterEach(async () => {
  await runner?.stop();
  await stack?.stop();
});

async function start(options: Partial<StackOptions> = {}): Promise<{ stack: Stack; runner: Runner; steps: string[] }> {
  const steps: string[] = [];
  stack = await startStack({ market: createSampleMarket(), ...options });
  runner = startRunner(stack, {
    code,
    onLine: (line) => steps.push(formatStep(line) ?? ""),
    onError: (error) => steps.push(String(error)),
  });
  return { stack, runner, steps };
}

describe("a request that is run", () => {
  it("ends as delivered, with what the inbox received and its receipt", async () => {
    const { runner: running, steps } = await start();
    const request = newRequest("BTC-USD", "trend_analysis");
    const end = await running.run(request, AbortSignal.timeout(20_000));
    const result = toResultLine(request, end, context);
    expect(result).toMatchObject({
      ...request,
      outcome: "plain",
      market: { source: "sample (synthetic)", count: 288 },
      reason: { code: "MODEL_NOT_CONFIGURED" },
      delivered: { status: 201, channel: "general" },
      timings_ms: { total: expect.any(Number), candles: expect.any(Number) },
      notes: ["a note"],
    });
    expect(formatResult(result, 80)).toContain("received by the inbox in channel general");
    expect(formatResult(result, 80).replaceAll(/\s+/g, " ")).toContain(
      (result.insight ?? "nothing").replaceAll(/\s+/g, " "),
    );
    await expect.poll(() => steps.join("\n")).toContain("288 of 288 candles");
    expect(steps.join("\n")).toContain("no text by a model: No model was asked: none is configured");
  });

  it("ends as dead-lettered, with its cause, where the message can never succeed", async () => {
    const { runner: running, steps } = await start();
    const request = newRequest("BTC-USD", "fortune");
    const end = await running.run(request, AbortSignal.timeout(20_000));
    const result = toResultLine(request, end, context);
    expect(result).toMatchObject({ outcome: "dead_lettered", insight: null, delivered: null, features: null });
    expect(result.reason?.code).toBe("PAYLOAD_INVALID");
    expect(formatResult(result, 80)).toContain("nothing was delivered");
    // What a process prints arrives in its own time.
    await expect.poll(() => steps.join("\n")).toContain("given up:");
  });

  it("ends as unfinished, with its last failure, where its redelivery is too far off", async () => {
    const { runner: running, steps } = await start({ env: { AUTH0_ASSISTANT_AUDIENCE: "https://someone-else.local" } });
    const request = newRequest("BTC-USD", "trend_analysis");
    const waiting = new AbortController();
    const ending = running.run(request, waiting.signal);
    await expect.poll(() => steps.join("\n"), { timeout: 20_000 }).toContain("failed: ");
    waiting.abort();
    expect(toResultLine(request, await ending, context)).toMatchObject({
      outcome: "unfinished",
      delivered: null,
      reason: { code: "TOKEN_REFUSED", message: expect.stringContaining("Service not enabled within domain") },
    });
  });

  it("ends as unfinished where nobody waits for it any longer", async () => {
    const { runner: running } = await start({ faults: { inbox: () => ({ kind: "hang" }) } });
    const request = newRequest("BTC-USD", "trend_analysis");
    const end = await running.run(request, AbortSignal.timeout(1_000));
    expect(toResultLine(request, end, context)).toMatchObject({ outcome: "unfinished", market: null, delivered: null });
  });

  it("ends as delivered where it is interrupted between its post and its receipt", async () => {
    const posted = new AbortController();
    const { runner: running } = await start({ onMessage: () => posted.abort() });
    const request = newRequest("BTC-USD", "trend_analysis");
    const end = await running.run(request, posted.signal);
    expect(end.kind).toBe("delivered");
    const result = toResultLine(request, end, context);
    expect(result).toMatchObject({ delivered: { status: 201, channel: "general" }, reason: null });
    expect(formatResult(result, 80)).not.toContain("nothing was delivered");
  });

  it("that was posted before it was interrupted and lost its answer has been delivered, too", async () => {
    const posted = new AbortController();
    const { runner: running } = await start({
      faults: { inbox: () => ({ kind: "answer_then_drop" }) },
      onMessage: () => posted.abort(),
    });
    expect((await running.run(newRequest("BTC-USD", "trend_analysis"), posted.signal)).kind).toBe("delivered");
  });

  it.each([
    ["before it is received", "nothing", "it waited to be received from the queue"],
    ["before its candles come", "exchange", "its candles were fetched"],
    ["while a model writes", "model", "a model was asked for its text"],
    ["while it is posted", "inbox", "its text was made ready to be posted"],
  ])("%s and is interrupted ends as unfinished, says so, and is not delivered later", async (_, hanging, reached) => {
    const interruption = new AbortController();
    const hang = (): Fault => {
      setTimeout(() => interruption.abort(), 50);
      return { kind: "hang" };
    };
    const model = await startHttpServer(() => ({ status: 404 }), { fault: hang });
    const {
      stack: running,
      runner: runs,
      steps,
    } = await start({
      faults: hanging === "exchange" ? { exchange: hang } : hanging === "inbox" ? { inbox: hang } : {},
      env: hanging === "model" ? { LLM_PROVIDERS: "ollama", OLLAMA_HOST: model.url, OLLAMA_MODEL: "llama3.2" } : {},
    });
    if (hanging === "nothing") interruption.abort();
    const request = newRequest("BTC-USD", "trend_analysis");
    const result = toResultLine(request, await runs.run(request, interruption.signal), context);
    await model.stop();
    expect(result, steps.join("\n")).toMatchObject({
      outcome: "unfinished",
      delivered: null,
      reason: { code: "INTERRUPTED", message: `The run ended while ${reached}` },
    });
    expect(formatResult(result, 80)).toContain("nothing was delivered");
    expect(running.inbox.messages).toEqual([]);
  });

  it("ends as delivered without figures where its receipt could not be written", async () => {
    const { runner: running, steps } = await start({ env: { AWS_ENDPOINT_URL_S3: "http://127.0.0.1:2" } });
    const request = newRequest("BTC-USD", "trend_analysis");
    const result = toResultLine(request, await running.run(request, AbortSignal.timeout(20_000)), context);
    expect(result).toMatchObject({ outcome: "delivered", features: null, delivered: { status: 201 } });
    await expect.poll(() => steps.join("\n")).toContain("receipt not written");
  });

  it("describes a function that can't start", async () => {
    const { runner: running, steps } = await start({ env: { STATE_TABLE_NAME: undefined } });
    await running.run(newRequest("BTC-USD", "trend_analysis"), AbortSignal.timeout(1_500));
    await expect
      .poll(() => steps.join("\n"))
      .toContain("the function can't start: The configuration is not usable: STATE_TABLE_NAME is not set");
  });
});

describe("a step", () => {
  it.each([["not JSON"], ["42"], ['{"event":"something_else"}'], ['{"_aws":{}}']])(
    "is not told of the line %s",
    (line) => {
      expect(formatStep(line)).toBeNull();
    },
  );

  it("is given with a product, and without what a line lacks", () => {
    const line = JSON.stringify({ event: "candles_fetched", product_id: "BTC-USD", count: 3, expected: 4 });
    expect(formatStep(line)).toBe("  BTC-USD               3 of 4 candles, as of an unknown time");
    expect(formatStep('{"event":"request_failed"}')).toContain("failed: ; again in  s");
  });
});

describe("the words about serving", () => {
  it("hold commands that reach the stack", async () => {
    const { stack: running } = await start();
    const words = formatHowToSend(running, "http://127.0.0.1:1/", "BTC-USD", "trend_analysis");
    expect(words).toContain(`curl -sS ${running.inbox.url}/notifications`);
    expect(words).toContain("x-amz-target: AmazonSQS.SendMessage");
    expect(words).toContain("See it in the browser: http://127.0.0.1:1/");
  });
});
