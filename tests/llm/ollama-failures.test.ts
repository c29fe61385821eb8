import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createOllamaProvider } from "../../src/llm/ollama/ollama-provider.ts";
import { soundText } from "../insight/scripted-model.ts";
import { spendHourWith } from "../support/models/hour-of-requests.ts";
import {
  type OllamaBehaviour,
  ollamaCutsOff,
  ollamaHangs,
  ollamaHangsUp,
  type OllamaServer,
  ollamaSays,
  ollamaSendsJson,
  ollamaSendsText,
  ollamaStalls,
  startOllamaServer,
} from "../support/models/ollama-server.ts";
import { answerOf, providerOf } from "../support/models/scripted-providers.ts";

const misconfigured = "MODEL_MISCONFIGURED";
const unavailable = "MODEL_UNAVAILABLE";
const incomplete = "MODEL_ANSWER_INCOMPLETE";

const fails = (status: number, error: string): OllamaBehaviour => ollamaSendsJson(status, { error });
const thinks = (thinking: string, fields: object) =>
  ollamaSays("", { message: { role: "assistant", content: "", thinking }, ...fields });
const html = { "content-type": "text/html" };
const login = "<!doctype html>\n<html><head><title>Sign in</title></head><body>Sign in to the proxy</body></html>";
const json = { "content-type": "application/json" };
const tooLarge = gzipSync(Buffer.alloc(5 * 1_048_576, 32));
const sendsTooMuch =
  (status: number): OllamaBehaviour =>
  (response) => {
    response.writeHead(status, { ...json, "content-encoding": "gzip" });
    response.end(tooLarge);
  };

type Failure = readonly [title: string, behaviour: OllamaBehaviour, code: string, words: string];

/** Everything that an Ollama server, its cloud, or what stands before it is known to answer in place of a text. */
const failures: readonly Failure[] = [
  ["400, thinking", fails(400, '"m" does not support thinking'), misconfigured, "does not support thinking"],
  ["400, context", fails(400, "input length exceeds the context length"), misconfigured, "exceeds the context length"],
  ["401", ollamaSendsJson(401, { error: "unauthorized", signin_url: "https://x" }), misconfigured, "401: unauthorized"],
  ["403", fails(403, "ollama cloud is disabled"), misconfigured, "cloud is disabled"],
  ["404, not pulled", fails(404, 'model "m" not found, try pulling it first'), misconfigured, "try pulling it first"],
  ["405, another server", ollamaSendsText(405, "method not allowed"), misconfigured, "method not allowed"],
  ["408", fails(408, "request timeout"), unavailable, "408: request timeout"],
  ["425", fails(425, "too early"), unavailable, "425: too early"],
  ["429, hourly", fails(429, "you've reached your hourly usage limit, please wait"), unavailable, "hourly usage limit"],
  ["429, weekly", fails(429, "you (x) have reached your weekly usage limit"), unavailable, "weekly usage limit"],
  ["429, a long wait", ollamaSendsText(429, "", { "retry-after": "2285000" }), unavailable, "Ollama answered 429"],
  ["499", fails(499, "request canceled"), unavailable, "request canceled"],
  ["500, no memory", fails(500, "model requires more system memory (8.0 GiB)"), unavailable, "more system memory"],
  ["500, died", fails(500, "llama runner process has terminated"), unavailable, "process has terminated"],
  ["502", fails(502, "cloud model is unreachable"), unavailable, "cloud model is unreachable"],
  ["502, a page", ollamaSendsText(502, "<h1>Bad Gateway</h1>", html), unavailable, "Bad Gateway"],
  ["503, busy", fails(503, "server busy, please try again.  maximum pending requests exceeded"), unavailable, "busy"],
  ["504", ollamaSendsText(504, ""), unavailable, "Ollama answered 504"],
  [
    "307",
    ollamaSendsText(307, "", { location: "https://elsewhere/" }),
    misconfigured,
    "redirects to https://elsewhere/",
  ],
  ["a login page under 200", ollamaSendsText(200, login, html), incomplete, "Sign in"],
  ["an error under 200", ollamaSendsJson(200, { error: "out of memory" }), unavailable, "out of memory"],
  ["an error in a stream", ollamaSendsText(200, '{"done":false}\n{"error":"no"}\n', json), unavailable, "failed: no"],
  ["a body of blanks", ollamaSendsText(200, "  ", json), incomplete, "it is empty"],
  ["another shape", ollamaSendsJson(200, [1]), incomplete, "shape"],
  ["not done", ollamaSays("BTC-USD", { done: false }), incomplete, "not done"],
  ["length, empty", ollamaSays("", { done_reason: "length" }), incomplete, "MODEL_MAX_OUTPUT_TOKENS); it is empty"],
  ["length, thoughts", thinks("Let me see", { done_reason: "length" }), incomplete, 'reasoning alone: "Let me see"'],
  ["length, half a text", ollamaSays("BTC-USD is", { done_reason: "length" }), incomplete, 'begins "BTC-USD is"'],
  ["only loaded", ollamaSays("", { done_reason: "load" }), incomplete, "the model was only loaded"],
  ["unloaded", ollamaSays("", { done_reason: "unload" }), incomplete, "ended with unload"],
  ["an empty text", ollamaSays(" \n"), incomplete, "holds no text; it is empty"],
  ["thoughts alone", thinks("The RSI is high", {}), incomplete, 'reasoning alone: "The RSI is high"'],
  ["marked thoughts alone", ollamaSays("<think>The RSI"), incomplete, "reasoning alone"],
  ["half a prompt read", ollamaSays(soundText, { prompt_eval_count: 130 }), incomplete, "read only 130 tokens"],
  ["an answer of 5 MiB", sendsTooMuch(200), incomplete, "more than 4194304 bytes"],
  ["an error of 5 MiB", sendsTooMuch(503), unavailable, "more than 4194304 bytes"],
  ["half an answer", ollamaCutsOff, incomplete, "cut its answer off"],
  ["no answer", ollamaHangsUp, unavailable, "gave no answer"],
  ["silence, as while it loads for 70 s", ollamaHangs, unavailable, "No answer within 40 ms"],
  ["half an answer and silence", ollamaStalls, unavailable, "No answer within 40 ms"],
];

describe("an hour of Ollama", () => {
  let server: OllamaServer;
  beforeEach(async () => void (server = await startOllamaServer()));
  afterEach(() => server.close());

  // Longer than any answer takes; who says nothing is given up by it.
  const providerFor = (behaviour: OllamaBehaviour) => (clock: () => number) => {
    const isSilent = behaviour === ollamaHangs || behaviour === ollamaStalls;
    const maxAnswerMs = isSilent ? 40 : 20_000;
    return createOllamaProvider({ host: server.url, model: "llama3.2", maxAnswerMs, clock });
  };

  describe.each(failures)("of %s", (_, behaviour, code, words) => {
    const bells = code === misconfigured ? ["provider-misconfigured"] : [];

    it("alone gives plain insights, and the operator hears of it in the server's words", async () => {
      server.behave(behaviour);
      const { texts, ringing, lines } = await spendHourWith((clock) => [providerFor(behaviour)(clock)]);
      expect(texts.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 6 }, () => "plain"));
      expect(ringing).toEqual(["plain-insights", ...bells]);
      expect(texts[0]?.attempts[0]?.error).toMatchObject({ code, message: expect.stringContaining(words) });
      expect(texts[0]?.reason).toMatchObject({ code: "MODELS_FAILED", message: expect.stringContaining(words) });
      expect(texts[0]?.reason?.message.length).toBeLessThan(700);
      expect(lines.join("")).toContain(JSON.stringify(words).slice(1, -1));
    });

    it("before another that answers gives insights, and the operator hears of it", async () => {
      server.behave(behaviour);
      const second = providerOf("bedrock", async () => answerOf(soundText));
      const { texts, ringing } = await spendHourWith((clock) => [providerFor(behaviour)(clock), second]);
      expect(texts.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 6 }, () => "insight"));
      expect(ringing).toEqual(["failovers", ...bells]);
    });
  });

  it("that answers rings nothing, and nor does one without any model", async () => {
    server.behave(ollamaSays(soundText));
    const { texts, ringing } = await spendHourWith((clock) => [providerFor(ollamaSays(""))(clock)]);
    expect(texts.map(({ outcome }) => outcome)).not.toContain("plain");
    expect(ringing).toEqual([]);
    const none = await spendHourWith(() => []);
    expect(none.texts[0]?.reason).toMatchObject({ code: "MODEL_NOT_CONFIGURED" });
    expect([none.ringing, none.sumOf("PlainInsights")]).toEqual([[], 0]);
  });

  it("with one bad answer in it rings nothing", async () => {
    server.behave(ollamaSays(""), ollamaSays(soundText));
    const { texts, ringing } = await spendHourWith((clock) => [providerFor(ollamaSays(""))(clock)]);
    expect(texts.filter(({ outcome }) => outcome === "plain")).toHaveLength(1);
    expect(ringing).toEqual([]);
  });

  it("whose texts never hold rings as well", async () => {
    server.behave(ollamaSays("BTC-USD last closed at 1.23."));
    const { ringing } = await spendHourWith((clock) => [providerFor(ollamaSays(""))(clock)]);
    expect(ringing).toEqual(["plain-insights"]);
  });

  it("whose answers are cut off is counted with their tokens, in metrics and in what the receipt is made of", async () => {
    server.behave(ollamaSays("", { done_reason: "length", prompt_eval_count: 500, eval_count: 1024 }));
    const { texts, sumOf } = await spendHourWith((clock) => [providerFor(ollamaSays(""))(clock)]);
    expect(texts[0]?.usage).toEqual({ input_tokens: 500, output_tokens: 1024 });
    expect(texts[0]?.attempts[0]?.usage).toEqual({ inputTokens: 500, outputTokens: 1024 });
    // Five failures in a row have it rest for 30 s, and the next request comes ten minutes later.
    expect([sumOf("ModelInputTokens"), sumOf("ModelOutputTokens")]).toEqual([6 * 500, 6 * 1024]);
  });

  it("that cuts prompts is counted by them", async () => {
    server.behave(ollamaSays(soundText, { prompt_eval_count: 130 }));
    const { sumOf } = await spendHourWith((clock) => [providerFor(ollamaSays(""))(clock)]);
    expect([sumOf("PromptsCut"), sumOf("ModelInputTokens")]).toEqual([6, 6 * 130]);
  });

  it("whose cache holds the prompt is none that cuts it", async () => {
    for (const counts of [
      { prompt_eval_count: undefined },
      { prompt_eval_count: 5, prompt_eval_cached_count: 480 },
      { prompt_eval_count: 485, prompt_eval_cached_count: 480 },
    ]) {
      server.behave(ollamaSays(soundText, counts));
      const { texts, ringing } = await spendHourWith((clock) => [providerFor(ollamaSays(""))(clock)]);
      expect(texts.map(({ outcome }) => outcome)).not.toContain("plain");
      expect(ringing).toEqual([]);
    }
  });
});
