import { describe, expect, it, onTestFinished } from "vitest";
import type { Features } from "../../../src/features/index.ts";
import { judgeText } from "../../../src/grounding/reading/judge-text.ts";
import { bundleFunction } from "../../../src/emulators/lambda/bundle-function.ts";
import { isFeatures, toResultLine } from "../../../src/commands/start/result-line.ts";
import { newRequest, startRunner } from "../../../src/commands/start/run-requests.ts";
import { createSampleMarket } from "../../../src/emulators/markets/sample-market.ts";
import { startStack } from "../../../src/emulators/stack.ts";
import {
  type OllamaBehaviour,
  ollamaHangs,
  type OllamaServer,
  ollamaSays,
  startOllamaServer,
} from "../../support/models/ollama-server.ts";
import { runCommandLine } from "../../support/commands/run-command-line.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { withoutFooter } from "../../support/without-footer.ts";

/** What `--json` prints of a request, as far as it is asked for here. */
interface PrintedLine {
  readonly insight: string;
  readonly features: Features;
}

const lie = "BTC-USD last closed at $1.23 and its RSI of 99.9 is oversold.";

async function startModel(...behaviours: readonly OllamaBehaviour[]): Promise<OllamaServer> {
  const server = await startOllamaServer();
  onTestFinished(() => server.close());
  server.behave(...behaviours);
  return server;
}

async function runWith(host: string): Promise<PrintedLine> {
  const args = ["--llm", "ollama", "--market", "sample", "--json"];
  const { exitCode, stdout } = await runCommandLine(args, { OLLAMA_HOST: host });
  expect(exitCode).toBe(0);
  return JSON.parse(stdout);
}

/** Whatever the model did, what the reader got must hold against the figures that are printed beside it. */
function expectTrueText({ insight, features }: PrintedLine): void {
  const verdict = judgeText(withoutFooter(insight), { productId: "BTC-USD", maxWords: 100, features });
  expect(verdict, insight).toMatchObject({ grounded: true });
}

/** An answer by which a model takes the one value that it was given to cite: the last close of the repair prompt. */
const saysTheLastClose: OllamaBehaviour = (response, request) => {
  const [, close] = /- last close: ([\d.]+)/u.exec(JSON.stringify(request.body)) ?? [];
  return ollamaSays(`BTC-USD last closed at ${close ?? "a price that nobody told"}.`)(response, request);
};

const delivered = { status: 201, channel: "general" };
const answered = { provider: "ollama", model: "llama3.2:latest" };
const failed = (code: string, message: string) => ({
  provider: "ollama",
  error: { code, message: expect.stringContaining(message) },
});
const refused = {
  ...answered,
  grounding: { grounded: false, posted: null, sentences: [{ text: lie, verdict: "false" }] },
};
const plain = {
  outcome: "plain",
  provider: null,
  model: null,
  grounding: { grounded: true },
  delivered,
};

describe("npm start with a model", () => {
  it("that always lies delivers the plain insight, and shows both lies with what is wrong with them", async () => {
    const model = await startModel(ollamaSays(lie));
    const line = await runWith(model.url);
    expect(line).toMatchObject({ ...plain, reason: { code: "TEXT_NOT_GROUNDED" }, attempts: [answered, answered] });
    const refusedLie = { ...refused, text: lie };
    expect(line).toMatchObject({ answers: [refusedLie, refusedLie] });
    expectTrueText(line);
  });

  it("that lies at first and then heeds what was wrong delivers its second answer", async () => {
    const model = await startModel(ollamaSays(lie), saysTheLastClose);
    const line = await runWith(model.url);
    expect(line).toMatchObject({
      ...answered,
      outcome: "insight",
      insight: expect.stringMatching(`^BTC-USD last closed at ${line.features.last_close?.toFixed(2)}\\.\nAs of .*UTC`),
      reason: null,
      attempts: [answered, answered],
      answers: [refused, { ...answered, grounding: { grounded: true } }],
      grounding: { grounded: true },
      delivered,
    });
    expectTrueText(line);
  });

  it("that answers in 200 words of nothing delivers the plain insight, and says that none of it could be read", async () => {
    const model = await startModel(ollamaSays("BTC-USD is there. ".repeat(50)));
    const line = await runWith(model.url);
    const tooLong = { grounded: false, posted: null, why: "No sentence of the answer is true." };
    expect(line).toMatchObject({
      ...plain,
      reason: { code: "TEXT_NOT_GROUNDED" },
      attempts: [answered, answered],
      answers: [{ grounding: tooLong }, { grounding: tooLong }],
    });
    expectTrueText(line);
  });

  it.each([[""], [" \n"], ["<think>Let me see.</think>"]])(
    "that answers %j delivers the plain insight, and says that the answer was empty",
    async (text) => {
      const model = await startModel(ollamaSays(text));
      const line = await runWith(model.url);
      expect(line).toMatchObject({ ...plain, reason: { code: "MODELS_FAILED" }, answers: [] });
      expect(line).toMatchObject({ attempts: [failed("MODEL_ANSWER_INCOMPLETE", "holds no text")] });
      expectTrueText(line);
    },
  );

  it("that is not there delivers the plain insight, and says that nobody answered", async () => {
    const line = await runWith("http://127.0.0.1:2");
    const nobody = failed("MODEL_UNAVAILABLE", "127.0.0.1:2 gave no answer");
    expect(line).toMatchObject({
      ...plain,
      reason: { code: "MODELS_FAILED" },
      attempts: [nobody, nobody],
      answers: [],
    });
    expectTrueText(line);
  });
});

describe("the function with a model", () => {
  // As deployed it has 90 s, of which a model gets 60 s: too long for a test.
  it("that hangs delivers the plain insight before its own time is up", async () => {
    const model = await startModel(ollamaHangs);
    const { stack, runner, failures } = await startShortFunction(model.url);
    const request = newRequest("BTC-USD", "trend_analysis");
    const end = await runner.run(request, AbortSignal.timeout(25_000));
    const line = toResultLine(request, end, { marketLabel: "sample", notes: [] });
    expect(failures).toEqual([]);
    expect(stack.inbox.messages).toHaveLength(1);
    expect(line).toMatchObject({ ...plain, reason: { code: "MODELS_FAILED" }, answers: [] });
    expect(line).toMatchObject({ attempts: [failed("MODEL_UNAVAILABLE", "No answer")] });
    const { insight, features } = line;
    expect.assert(insight !== null && isFeatures(features));
    expectTrueText({ insight, features });
  });
});

async function startShortFunction(ollamaHost: string) {
  const env = { LLM_PROVIDERS: "ollama", OLLAMA_HOST: ollamaHost, OLLAMA_MODEL: "llama3.2:latest" };
  const stack = await startStack({ market: createSampleMarket(), env });
  onTestFinished(() => stack.stop());
  const failures: unknown[] = [];
  const runner = startRunner(stack, {
    code: await bundleFunction("prompts", temporaryFolder()),
    timeoutMs: 6_000,
    onLine: () => undefined,
    onError: (error) => failures.push(error),
  });
  onTestFinished(() => runner.stop());
  return { stack, runner, failures };
}
