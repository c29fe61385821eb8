import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createBedrockProvider } from "../../src/llm/bedrock/bedrock-provider.ts";
import { soundText } from "../insight/scripted-model.ts";
import { stubAwsCredentials } from "../support/aws/aws-environment.ts";
import {
  type BedrockBehaviour,
  bedrockCutsOff,
  bedrockFails,
  bedrockHangs,
  bedrockHangsUp,
  type BedrockServer,
  bedrockSays,
  bedrockSaysBlocks,
  bedrockSends,
  bedrockStalls,
  startBedrockServer,
} from "../support/models/bedrock-server.ts";
import { spendHourWith } from "../support/models/hour-of-requests.ts";
import { answerOf, providerOf } from "../support/models/scripted-providers.ts";

const misconfigured = "MODEL_MISCONFIGURED";
const unavailable = "MODEL_UNAVAILABLE";
const incomplete = "MODEL_ANSWER_INCOMPLETE";
const refused = "MODEL_REFUSED";

const html = { "content-type": "text/html" };
const thoughts = [{ reasoningContent: { reasoningText: { text: "The RSI is high" } } }];
const perDay = "Too many tokens per day, please wait before trying again.";
const onDemand = "Invocation of model ID m with on-demand throughput isn't supported.";
const throttled = (message: string) => bedrockFails(429, "ThrottlingException", message);

type Failure = readonly [title: string, behaviour: BedrockBehaviour, code: string, words: string];

/** Everything that Bedrock is known to answer in place of a text. */
const failures: readonly Failure[] = [
  ["throttling", throttled("Too many requests"), unavailable, "429 ThrottlingException: Too many requests"],
  ["tokens a minute", throttled("Too many tokens, please wait before trying again."), unavailable, "Too many tokens"],
  ["tokens a day", throttled(perDay), unavailable, "Too many tokens per day"],
  ["a model not ready", bedrockFails(429, "ModelNotReadyException", "not ready"), unavailable, "ModelNotReady"],
  ["503", bedrockFails(503, "ServiceUnavailableException", "not now"), unavailable, "503 ServiceUnavailable"],
  ["500", bedrockFails(500, "InternalServerException", "broken"), unavailable, "500 InternalServer"],
  ["502, a page", bedrockSends(502, "<h1>Bad Gateway</h1>", html), unavailable, "Bedrock answered 502"],
  ["408", bedrockFails(408, "ModelTimeoutException", "too slow"), unavailable, "too slow"],
  ["424", bedrockFails(424, "ModelErrorException", "the model failed"), unavailable, "the model failed"],
  ["a quota", bedrockFails(400, "ServiceQuotaExceededException", "quota of the account"), unavailable, "quota of"],
  ["400", bedrockFails(400, "ValidationException", onDemand), misconfigured, "on-demand throughput"],
  ["404", bedrockFails(404, "ResourceNotFoundException", "This model version is retired"), misconfigured, "retired"],
  ["403", bedrockFails(403, "AccessDeniedException", "no access to the model"), misconfigured, "no access"],
  ["an expired token", bedrockFails(403, "ExpiredTokenException", "the token expired"), misconfigured, "expired"],
  ["a bad signature", bedrockFails(403, "InvalidSignatureException", "no match"), misconfigured, "no match"],
  ["a page under 200", bedrockSends(200, "<p>Sign in</p>", html), incomplete, "can't be read"],
  ["max_tokens, thoughts", bedrockSaysBlocks(thoughts, { stopReason: "max_tokens" }), incomplete, "reasoning alone"],
  ["max_tokens, nothing", bedrockSaysBlocks([], { stopReason: "max_tokens" }), incomplete, "it is empty"],
  ["max_tokens, a text", bedrockSays("BTC-USD is", { stopReason: "max_tokens" }), incomplete, 'begins "BTC-USD is"'],
  ["a full context", bedrockSays("", { stopReason: "model_context_window_exceeded" }), incomplete, "context_window"],
  ["a malformed output", bedrockSays("x", { stopReason: "malformed_model_output" }), incomplete, "malformed_model"],
  ["a tool call", bedrockSays("", { stopReason: "tool_use" }), incomplete, "tool_use"],
  ["no content", bedrockSaysBlocks([]), incomplete, "holds no text; it is empty"],
  ["thoughts alone", bedrockSaysBlocks(thoughts), incomplete, 'reasoning alone: "The RSI is high"'],
  ["a guardrail", bedrockSays("No.", { stopReason: "guardrail_intervened" }), refused, "guardrail_intervened"],
  ["a filter", bedrockSays("", { stopReason: "content_filtered" }), refused, "content_filtered"],
  ["an answer of 5 MiB", bedrockSends(200, " ".repeat(5 * 1_048_576)), incomplete, "more than 4194304 bytes"],
  ["an error of 5 MiB", bedrockSends(503, " ".repeat(5 * 1_048_576)), unavailable, "more than 4194304 bytes"],
  ["half an answer", bedrockCutsOff, incomplete, "can't be read"],
  ["no answer", bedrockHangsUp, unavailable, "gave no answer"],
  ["silence", bedrockHangs, unavailable, "No answer within 40 ms"],
  ["half an answer and silence", bedrockStalls, unavailable, "No answer within 40 ms"],
];

describe("an hour of Bedrock", () => {
  let server: BedrockServer;
  beforeEach(async () => {
    stubAwsCredentials();
    server = await startBedrockServer();
  });
  afterEach(async () => {
    await server.close();
    vi.unstubAllEnvs();
  });

  const providerFor = (behaviour: BedrockBehaviour) => (clock: () => number) => {
    const isSilent = behaviour === bedrockHangs || behaviour === bedrockStalls;
    const maxAnswerMs = isSilent ? 40 : 20_000;
    return createBedrockProvider({
      modelId: "us.amazon.nova-lite-v1:0",
      region: "us-east-2",
      endpoint: server.url,
      maxAnswerMs,
      clock,
    });
  };

  describe.each(failures)("of %s", (_, behaviour, code, words) => {
    const bells = code === misconfigured ? ["provider-misconfigured"] : [];

    it("alone gives plain insights, and the operator hears of it in its words", async () => {
      server.behave(behaviour);
      const { texts, ringing } = await spendHourWith((clock) => [providerFor(behaviour)(clock)]);
      expect(texts.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 6 }, () => "plain"));
      expect(ringing).toEqual(["plain-insights", ...bells]);
      expect(texts[0]?.attempts[0]?.error).toMatchObject({ code, message: expect.stringContaining(words) });
      expect(texts[0]?.reason).toMatchObject({ code: "MODELS_FAILED", message: expect.stringContaining(words) });
      await vi.waitFor(() => expect(server.openRequestCount()).toBe(0), { interval: 2 });
    });

    it("before another that answers gives insights, and the operator hears of it", async () => {
      server.behave(behaviour);
      const second = providerOf("ollama", async () => answerOf(soundText));
      const { texts, ringing } = await spendHourWith((clock) => [providerFor(behaviour)(clock), second]);
      expect(texts.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 6 }, () => "insight"));
      expect(ringing).toEqual(["failovers", ...bells]);
    });
  });

  it("that answers rings nothing", async () => {
    server.behave(bedrockSays(soundText));
    const { texts, ringing } = await spendHourWith((clock) => [providerFor(bedrockSays(""))(clock)]);
    expect(texts.map(({ outcome }) => outcome)).not.toContain("plain");
    expect(ringing).toEqual([]);
  });

  it("whose answers are thoughts alone is counted with their tokens", async () => {
    server.behave(bedrockSaysBlocks(thoughts, { stopReason: "max_tokens" }));
    const { texts, sumOf } = await spendHourWith((clock) => [providerFor(bedrockSays(""))(clock)]);
    expect(texts[0]?.usage).toEqual({ input_tokens: 226, output_tokens: 82 });
    expect([sumOf("ModelInputTokens"), sumOf("ModelOutputTokens")]).toEqual([6 * 226, 6 * 82]);
  });
});
