import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { hashKey } from "../../../../src/commands/replay/models/answer-cache.ts";
import { readRecordedAnswers } from "../../../../src/commands/replay/models/recorded-answers.ts";
import { createSpending, readPrices } from "../../../../src/commands/replay/models/spending.ts";
import { runReplay } from "../../../../src/commands/replay/replay.ts";
import { runCaptured } from "../../../support/commands/captured-terminal.ts";
import { bedrockSays, startBedrockServer } from "../../../support/models/bedrock-server.ts";
import { openaiSays, startOpenaiServer } from "../../../support/models/openai-server.ts";
import { trueSentences } from "../../../support/models/fact-model.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

describe("the key of an answer", () => {
  const key = {
    provider: "ollama",
    model: "a",
    settings: { think: false, maxOutputTokens: 1024 },
    system: "s",
    user: "u",
    attempt: 1,
    repeat: 1,
  };

  it("is another one for whatever decides the answer", () => {
    const others = [
      { ...key, provider: "bedrock" },
      { ...key, model: "b" },
      { ...key, settings: { ...key.settings, maxOutputTokens: 2048 } },
      { ...key, system: "su", user: "" },
      { ...key, user: "v" },
      { ...key, attempt: 2 },
      { ...key, repeat: 2 },
    ];
    expect(new Set([key, ...others].map(hashKey)).size).toBe(others.length + 1);
  });

  it("heeds no order of the settings", () => {
    expect(hashKey({ ...key, settings: { maxOutputTokens: 1024, think: false } })).toBe(hashKey(key));
  });
});

describe("the spending of a run", () => {
  const price = { input: 1e-6, output: 1e-5 };
  const prompt = { system: "", user: "x".repeat(744) };

  it("lets no request begin that could pass the sum, those under way included", () => {
    // Twice 1000 bytes at 1e-6 and 900 tokens at 1e-5: 0.02.
    const spending = createSpending(0.05);
    const first = spending.reserve(price, prompt, 900);
    const second = spending.reserve(price, prompt, 900);
    expect([first === null, second === null, spending.reserve(price, prompt, 900)]).toEqual([false, false, null]);
    first?.settle([{ inputTokens: 100, outputTokens: 10 }]);
    expect(spending.spentUsd()).toBeCloseTo(0.0002, 12);
    expect(spending.reserve(price, prompt, 900)).not.toBeNull();
  });

  it("takes what nobody counted for as much as it can have been, and says that it is not known", () => {
    const spending = createSpending(0.05);
    spending.reserve(price, prompt, 900)?.settle([{ inputTokens: null, outputTokens: 10 }]);
    spending.reserve(price, prompt, 900)?.settle([{ inputTokens: null, outputTokens: null }]);
    expect([spending.spentUsd(), spending.reserve(price, prompt, 900)]).toEqual([null, null]);
  });

  it("knows no cost without a price", () => {
    const spending = createSpending(null);
    spending.reserve(null, prompt, 900)?.settle([{ inputTokens: 1, outputTokens: 1 }]);
    expect(spending.spentUsd()).toBeNull();
  });

  it("reads prices of models whose names hold colons and points", () => {
    const label = "bedrock:us.amazon.nova-lite-v1:0";
    expect(readPrices([`${label}=0.06/0.24`], [label], undefined).get(label)?.input).toBeCloseTo(6e-8, 12);
    for (const wrong of [`${label}=0.06`, `${label}=-1/2`, "=1/2", "1/2", `${label}=1e3/2`]) {
      expect(() => readPrices([wrong], [label], undefined)).toThrow(/is no price such as bedrock:/);
    }
  });
});

function write(...lines: readonly string[]): string {
  const path = join(temporaryFolder(), "answers.jsonl");
  writeFileSync(path, lines.join("\n"));
  return path;
}

describe("recorded answers", () => {
  const question = { productId: "BTC-USD", atSeconds: 1_767_225_600, promptName: "p", repeat: 1, attempt: 1 };

  it("are found by product, time, prompt, attempt and repeat", () => {
    const line = { product_id: "BTC-USD", at: "2026-01-01T00:00:00Z", prompt: "p" };
    const find = readRecordedAnswers(
      write(
        JSON.stringify({ ...line, text: "any" }),
        JSON.stringify({ ...line, text: "second", repeat: 2, input_tokens: 7 }),
        "",
        JSON.stringify({ ...line, at: 1_767_225_600, text: "repair", attempt: 2 }),
      ),
    );
    expect(find(question)?.text).toBe("any");
    expect(find({ ...question, repeat: 2 })).toEqual({
      text: "second",
      inputTokens: 7,
      outputTokens: null,
      latencyMs: 0,
    });
    expect(find({ ...question, attempt: 2 })?.text).toBe("repair");
    expect(find({ ...question, promptName: "q" })).toBeNull();
  });

  it.each([
    ["{", /line 1 is not JSON/],
    ["5", /line 1: Invalid input: expected object, received number; wanted \{product_id, at, prompt, text\}/],
    ['{"at": 1, "prompt": "p", "text": ""}', /line 1: product_id: Invalid input: expected string, received undefined/],
    ['{"product_id": "A-B", "at": "soon", "prompt": "p", "text": ""}', /line 1: at "soon" is no time/],
    [
      '{"product_id": "A-B", "at": 1, "prompt": "p", "text": "", "attempt": 0}',
      /line 1: attempt: Too small: expected number to be >=1/,
    ],
  ])("refuse %s by line and field", (line, told) => {
    expect(() => readRecordedAnswers(write(line))).toThrow(told);
  });
});

describe("a model on Bedrock", () => {
  it("is asked as the service asks it, and its tokens are priced", async () => {
    const server = await startBedrockServer();
    onTestFinished(async () => await server.close());
    server.behave((stream, request) => {
      const system: unknown = Reflect.get(Object(request.body), "system");
      const text = trueSentences(String(Reflect.get(Object(Array.isArray(system) ? system[0] : null), "text"))).join(
        " ",
      );
      return bedrockSays(text)(stream, request);
    });
    const label = "bedrock:us.amazon.nova-lite-v1:0";
    const { printed, noted } = await runCaptured(
      { run: runReplay },
      ["--model", label, "--price", `${label}=0.06/0.24`, "--sample", "2", "--json", "--cache", temporaryFolder()],
      { environment: { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: server.url, AWS_REGION: "us-east-1" } },
    );
    const result: unknown = JSON.parse(printed[0] ?? "null");
    expect(result, noted.join("\n")).toMatchObject({
      model_calls: 2,
      results: [{ model: label, first_try: { value: 1 }, cost_usd: expect.any(Number) }],
    });
    expect(server.requests[0]?.path).toBe("/model/us.amazon.nova-lite-v1%3A0/converse");
  });
});

describe("a model behind OpenAI's wire format", () => {
  it("is asked as the service asks it, and its tokens are priced", async () => {
    const server = await startOpenaiServer();
    onTestFinished(async () => await server.close());
    server.behave((response, request) => {
      const messages: unknown = Reflect.get(Object(request.body), "messages");
      const [system] = Array.isArray(messages) ? messages : [];
      return openaiSays(trueSentences(String(Reflect.get(Object(system), "content"))).join(" "))(response, request);
    });
    const label = "openai:gpt-4.1-mini";
    const { printed, noted } = await runCaptured(
      { run: runReplay },
      ["--model", label, "--price", `${label}=0.4/1.6`, "--sample", "2", "--json", "--cache", temporaryFolder()],
      { environment: { OPENAI_BASE_URL: server.url, OPENAI_API_KEY: "the-model-key" } },
    );
    const result: unknown = JSON.parse(printed[0] ?? "null");
    expect(result, noted.join("\n")).toMatchObject({
      model_calls: 2,
      results: [{ model: label, first_try: { value: 1 }, cost_usd: expect.any(Number) }],
    });
    expect(server.requests[0]).toMatchObject({ path: "/v1/chat/completions", body: { model: "gpt-4.1-mini" } });
    expect(printed.join("") + noted.join("")).not.toContain("the-model-key");
  });

  it("is refused with an address that is none", async () => {
    const { exitCode, failure } = await runCaptured({ run: runReplay }, ["--model", "openai:m"], {
      environment: { OPENAI_BASE_URL: "nowhere" },
    });
    expect([exitCode, failure]).toEqual([2, expect.stringContaining("OPENAI_BASE_URL must be an http or https URL")]);
  });
});
