import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createOpenaiProvider } from "../../src/llm/openai/openai-provider.ts";
import { soundText } from "../insight/scripted-model.ts";
import { spendHourWith } from "../support/models/hour-of-requests.ts";
import {
  type OpenaiBehaviour,
  openaiCutsOff,
  openaiFails,
  openaiHangs,
  openaiHangsUp,
  openaiReply,
  type OpenaiServer,
  openaiSays,
  openaiSendsJson,
  openaiSendsText,
  openaiStalls,
  startOpenaiServer,
} from "../support/models/openai-server.ts";
import { answerOf, providerOf } from "../support/models/scripted-providers.ts";

const misconfigured = "MODEL_MISCONFIGURED";
const unavailable = "MODEL_UNAVAILABLE";
const incomplete = "MODEL_ANSWER_INCOMPLETE";
const refused = "MODEL_REFUSED";

const html = { "content-type": "text/html" };
const login = "<!doctype html>\n<html><head><title>Sign in</title></head><body>Sign in to the proxy</body></html>";
const quota = "You exceeded your current quota, please check your plan and billing details.";
const vllm = { object: "error", message: "The model `m` does not exist.", type: "NotFoundError", code: 404 };
const google = [{ error: { code: 400, message: "API key not valid", status: "INVALID_ARGUMENT" } }];
const router = { error: { message: "Provider returned error", code: 502, metadata: { provider_name: "X" } } };
const refusal = { refusal: "I'm sorry, but I can't help with that." };
const ended = (end: string | null, content: unknown = "BTC-USD is"): OpenaiBehaviour =>
  openaiSays(content, { finish_reason: end });

type Failure = readonly [title: string, behaviour: OpenaiBehaviour, code: string, words: string];

/** What OpenAI, endpoints that speak its format, and what stands before them are known to answer in place of a text. */
const failures: readonly Failure[] = [
  ["400", openaiFails(400, "Invalid 'messages'"), misconfigured, "400: Invalid 'messages'"],
  [
    "400, context",
    openaiFails(400, "maximum context length", { code: "context_length_exceeded" }),
    misconfigured,
    "context",
  ],
  ["400, filter", openaiFails(400, "The response was filtered", { code: "content_filter" }), refused, "was filtered"],
  ["400, in a list", openaiSendsJson(400, google), misconfigured, "API key not valid"],
  [
    "401",
    openaiFails(401, "Incorrect API key provided", { code: "invalid_api_key" }),
    misconfigured,
    "Incorrect API key",
  ],
  ["402", openaiFails(402, "Insufficient credits"), misconfigured, "402: Insufficient credits"],
  ["403", openaiFails(403, "Country not supported"), misconfigured, "403: Country not supported"],
  [
    "404, no model",
    openaiFails(404, "The model `m` does not exist", { code: "model_not_found" }),
    misconfigured,
    "`m`",
  ],
  ["404 of vLLM", openaiSendsJson(404, vllm), misconfigured, "does not exist"],
  ["404, another server", openaiSendsText(404, "404 page not found"), misconfigured, "page not found"],
  ["405 of FastAPI", openaiSendsJson(405, { detail: "Method Not Allowed" }), misconfigured, "Method Not Allowed"],
  ["408", openaiFails(408, "Request timed out"), unavailable, "408: Request timed out"],
  ["429, with a wait", openaiFails(429, "Rate limit", {}, { "retry-after": "20" }), unavailable, "429: Rate limit"],
  ["429, without", openaiFails(429, "Rate limit reached"), unavailable, "Rate limit reached"],
  [
    "429, quota",
    openaiFails(429, quota, { type: "insufficient_quota", code: "insufficient_quota" }),
    misconfigured,
    "quota",
  ],
  ["500", openaiFails(500, "The server had an error"), unavailable, "500: The server had an error"],
  ["502, a page", openaiSendsText(502, "<h1>Bad Gateway</h1>", html), unavailable, "Bad Gateway"],
  ["503", openaiFails(503, "The engine is currently overloaded"), unavailable, "overloaded"],
  ["524", openaiSendsText(524, ""), unavailable, "answered 524"],
  [
    "307",
    openaiSendsText(307, "", { location: "https://elsewhere/" }),
    misconfigured,
    "redirects to https://elsewhere/",
  ],
  ["a login page under 200", openaiSendsText(200, login, html), incomplete, "Sign in"],
  ["a stream", openaiSendsText(200, 'data: {"choices":[]}\n\ndata: [DONE]\n'), incomplete, "not whole JSON"],
  ["a body of blanks", openaiSendsText(200, " \n"), incomplete, "it is empty"],
  ["an error under 200", openaiSendsJson(200, router), unavailable, "Provider returned error"],
  ["a dead key under 200", openaiSendsJson(200, { error: { message: "No key", code: 401 } }), misconfigured, "No key"],
  ["an error in a word", openaiSendsJson(200, { error: "model crashed" }), unavailable, "model crashed"],
  ["another shape", openaiSendsJson(200, [1]), incomplete, "shape"],
  ["no choice", openaiSendsJson(200, { ...openaiReply(""), choices: [] }), incomplete, "no choice"],
  ["no message", openaiSendsJson(200, { choices: [{ finish_reason: "stop" }] }), incomplete, "holds no text"],
  ["length, empty", ended("length", ""), incomplete, "MODEL_MAX_OUTPUT_TOKENS); it is empty"],
  ["length, half a text", ended("length"), incomplete, 'begins "BTC-USD is"'],
  [
    "length, thoughts",
    openaiSays(null, { finish_reason: "length", message: { reasoning_content: "Let me see" } }),
    incomplete,
    'reasoning alone: "Let me see"',
  ],
  ["content_filter", ended("content_filter"), refused, "withheld the answer: content_filter"],
  ["a refusal", openaiSays(null, { message: refusal }), refused, "I can't help with that"],
  ["a refusal in parts", openaiSays([{ type: "refusal", ...refusal }]), refused, "I can't help with that"],
  ["tool calls", ended("tool_calls", null), incomplete, "ended with tool_calls"],
  ["no end", ended(null), incomplete, "ended with no finish_reason"],
  ["an error at its end", ended("error"), incomplete, "ended with error"],
  ["no content", openaiSays(null), incomplete, "holds no text; it is empty"],
  ["thoughts alone", openaiSays("", { message: { reasoning: "The RSI" } }), incomplete, 'alone: "The RSI"'],
  ["marked thoughts alone", openaiSays("<think>The RSI"), incomplete, "reasoning alone"],
  ["half an answer", openaiCutsOff, incomplete, "cut its answer off"],
  ["no answer", openaiHangsUp, unavailable, "gave no answer"],
  ["silence", openaiHangs, unavailable, "No answer within 40 ms"],
  ["half an answer and silence", openaiStalls, unavailable, "No answer within 40 ms"],
];

describe("an hour of an OpenAI endpoint", () => {
  let server: OpenaiServer;
  beforeEach(async () => void (server = await startOpenaiServer()));
  afterEach(() => server.close());

  const providerFor = (behaviour: OpenaiBehaviour) => (clock: () => number) => {
    const isSilent = behaviour === openaiHangs || behaviour === openaiStalls;
    const maxAnswerMs = isSilent ? 40 : 20_000;
    return createOpenaiProvider({ baseUrl: server.url, model: "m", maxAnswerMs, clock });
  };

  describe.each(failures)("of %s", (_, behaviour, code, words) => {
    const bells = code === misconfigured ? ["provider-misconfigured"] : [];

    it("alone gives plain insights, and the operator hears of it in the server's words", async () => {
      server.behave(behaviour);
      const { texts, ringing } = await spendHourWith((clock) => [providerFor(behaviour)(clock)]);
      expect(texts.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 6 }, () => "plain"));
      expect(ringing).toEqual(["plain-insights", ...bells]);
      expect(texts[0]?.attempts[0]?.error).toMatchObject({ code, message: expect.stringContaining(words) });
    });

    it("before another that answers gives insights, and the operator hears of it", async () => {
      server.behave(behaviour);
      const second = providerOf("bedrock", async () => answerOf(soundText));
      const { texts, ringing } = await spendHourWith((clock) => [providerFor(behaviour)(clock), second]);
      expect(texts.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 6 }, () => "insight"));
      expect(ringing).toEqual(["failovers", ...bells]);
    });
  });

  it("that answers rings nothing", async () => {
    server.behave(openaiSays(soundText));
    const { texts, ringing } = await spendHourWith((clock) => [providerFor(openaiSays(""))(clock)]);
    expect(texts.map(({ outcome }) => outcome)).not.toContain("plain");
    expect(ringing).toEqual([]);
  });

  it("whose answers are cut off is counted with their tokens", async () => {
    const usage = { prompt_tokens: 500, completion_tokens: 1024 };
    server.behave(openaiSays("", { finish_reason: "length", usage }));
    const { texts } = await spendHourWith((clock) => [providerFor(openaiSays(""))(clock)]);
    expect(texts[0]?.usage).toEqual({ input_tokens: 500, output_tokens: 1024 });
  });
});
