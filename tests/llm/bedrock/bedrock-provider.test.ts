import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type BedrockProviderOptions, createBedrockProvider } from "../../../src/llm/bedrock/bedrock-provider.ts";
import { describeError } from "../../../src/platform/describe-error.ts";
import { fakeAwsCredentials, stubAwsCredentials, stubNoAwsCredentials } from "../../support/aws/aws-environment.ts";
import {
  type BedrockServer,
  bedrockFails,
  bedrockSays,
  bedrockSaysAndLeaves,
  bedrockSaysBlocks,
  bedrockSends,
  startBedrockServer,
} from "../../support/models/bedrock-server.ts";
import { thrownBy } from "../../support/thrown-by.ts";

const prompt = { system: "Use only the given figures.", user: "BTC-USD closed at 50100.00." };
const modelId = "eu.amazon.nova-lite-v1:0";

describe("createBedrockProvider", () => {
  let server: BedrockServer;

  beforeEach(async () => {
    stubAwsCredentials();
    server = await startBedrockServer();
  });

  afterEach(async () => {
    await server.close();
    vi.unstubAllEnvs();
  });

  const provider = (options: Partial<BedrockProviderOptions> = {}) =>
    createBedrockProvider({ modelId, region: "eu-west-1", endpoint: server.url, ...options });
  const ask = (options: Partial<BedrockProviderOptions> = {}, given = prompt) =>
    provider(options).answer(given, { signal: new AbortController().signal });

  describe("asks", () => {
    it("Converse with both parts of the prompt and a limit", async () => {
      await ask();
      expect(server.requests).toHaveLength(1);
      expect(server.requests[0]).toMatchObject({
        method: "POST",
        path: "/model/eu.amazon.nova-lite-v1%3A0/converse",
      });
      expect(server.requests[0]?.body).toEqual({
        messages: [{ role: "user", content: [{ text: prompt.user }] }],
        system: [{ text: prompt.system }],
        inferenceConfig: { maxTokens: 1024 },
      });
    });

    it("with stage and prompt as metadata of the request, as far as they are known", async () => {
      const { signal } = new AbortController();
      await provider({ stage: "prod" }).answer(prompt, { signal, promptName: "trend_analysis" });
      await ask({ stage: "prod" });
      await ask();
      const metadata = server.requests.map(({ body }) => Reflect.get(Object(body), "requestMetadata"));
      expect(metadata).toEqual([{ stage: "prod", prompt: "trend_analysis" }, { stage: "prod" }, undefined]);
    });

    it("with the configured temperature and limit", async () => {
      await ask({ temperature: 0, maxOutputTokens: 300 });
      expect(server.requests[0]?.body).toMatchObject({ inferenceConfig: { maxTokens: 300, temperature: 0 } });
    });

    it("without a system part where there is none", async () => {
      await ask({}, { system: "", user: "Hello" });
      expect(server.requests[0]?.body).not.toHaveProperty("system");
    });

    it("a model by its ARN", async () => {
      const arn = "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.amazon.nova-lite-v1:0";
      expect((await ask({ modelId: arn })).model).toBe(arn);
      expect(server.requests[0]?.path).toBe(`/model/${encodeURIComponent(arn)}/converse`);
    });

    it("as the process's credentials, in the configured region", async () => {
      await ask({ region: "us-west-2" });
      const scope = `Credential=${fakeAwsCredentials.accessKeyId}/\\d+/us-west-2/bedrock/aws4_request`;
      expect(server.requests[0]?.headers.authorization).toMatch(new RegExp(scope));
    });

    it("with the bearer token of the environment, which it does not tell", async () => {
      vi.stubEnv("AWS_BEARER_TOKEN_BEDROCK", "bedrock-api-key-123");
      server.behave(bedrockFails(403, "AccessDeniedException", "Invalid API key format"));
      const error = await thrownBy(ask());
      expect(server.requests[0]?.headers.authorization).toBe("Bearer bedrock-api-key-123");
      expect(inspect(error, { depth: 20, showHidden: true })).not.toContain("bedrock-api-key-123");
    });

    it("at the endpoint that the environment names", async () => {
      vi.stubEnv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", server.url);
      await ask({ endpoint: undefined });
      expect(server.requests).toHaveLength(1);
    });

    it("nothing before the first prompt", () => {
      stubNoAwsCredentials();
      provider();
      expect(server.requests).toEqual([]);
    });
  });

  describe("has a connection for each prompt, so that it does not matter if the server", () => {
    it.each([
      ["goes away after an answer", "goaway"],
      ["closes the session after an answer", "close"],
    ] as const)("%s", async (_, how) => {
      server.behave(bedrockSaysAndLeaves("BTC-USD is rising.", how));
      const asked = provider();
      const { signal } = new AbortController();
      for (let prompts = 0; prompts < 3; prompts += 1) {
        expect((await asked.answer(prompt, { signal })).text).toBe("BTC-USD is rising.");
      }
      expect(server.requests).toHaveLength(3);
    });
  });

  it("asks once, however short the server says that the failure will be", async () => {
    const later = { "x-amzn-errortype": "ThrottlingException", "retry-after": "0" };
    server.behave(bedrockSends(429, '{"message":"Too many requests"}', later), bedrockSays("BTC-USD is rising."));
    expect(await thrownBy(ask())).toMatchObject({ code: "MODEL_UNAVAILABLE" });
    expect(server.requests).toHaveLength(1);
  });

  describe("takes for no answer", () => {
    it.each([
      ["MODEL_REFUSED", "guardrail_intervened"],
      ["MODEL_REFUSED", "content_filtered"],
      ["MODEL_ANSWER_INCOMPLETE", "max_tokens"],
      ["MODEL_ANSWER_INCOMPLETE", "model_context_window_exceeded"],
      ["MODEL_ANSWER_INCOMPLETE", "malformed_model_output"],
      ["MODEL_ANSWER_INCOMPLETE", "a_reason_of_tomorrow"],
    ])("(%s) what ended with %s", async (code, stopReason) => {
      server.behave(bedrockSays("I can't say.", { stopReason }));
      expect(await thrownBy(ask())).toMatchObject({ code, message: expect.stringContaining(stopReason) });
    });

    it.each([
      ["no blocks", []],
      ["redacted reasoning alone", [{ reasoningContent: { redactedContent: "AAAA" } }]],
      ["a block of a kind that nobody knows", [{ hologram: { text: "BTC-USD is rising." } }]],
    ])("%s", async (_, content) => {
      server.behave(bedrockSaysBlocks(content));
      expect(await thrownBy(ask())).toMatchObject({ code: "MODEL_ANSWER_INCOMPLETE" });
    });
  });

  describe("fails", () => {
    it.each([
      [429, "ThrottlingException"],
      [429, "ModelNotReadyException"],
      [503, "ServiceUnavailableException"],
      [500, "InternalServerException"],
      [408, "ModelTimeoutException"],
      [424, "ModelErrorException"],
      [400, "ServiceQuotaExceededException"],
    ])("as unavailable with status %i %s", async (status, type) => {
      server.behave(bedrockFails(status, type, "why"));
      expect(await thrownBy(ask())).toMatchObject({
        code: "MODEL_UNAVAILABLE",
        retryable: true,
        message: `Bedrock answered ${status} ${type}: why`,
        details: { name: type, status },
      });
    });

    it.each([
      [400, "ValidationException"],
      [404, "ResourceNotFoundException"],
      [403, "AccessDeniedException"],
      [403, "ExpiredTokenException"],
      [403, "UnrecognizedClientException"],
      [403, "InvalidSignatureException"],
    ])("as misconfigured with status %i %s", async (status, type) => {
      server.behave(bedrockFails(status, type, "why"));
      expect(await thrownBy(ask())).toMatchObject({
        code: "MODEL_MISCONFIGURED",
        retryable: false,
        message: `Bedrock answered ${status} ${type}: why`,
        details: { name: type, status },
      });
    });

    it("as misconfigured where there are no credentials", async () => {
      stubNoAwsCredentials();
      expect(await thrownBy(ask())).toMatchObject({
        code: "MODEL_MISCONFIGURED",
        details: { name: "CredentialsProviderError" },
      });
      expect(server.requests).toEqual([]);
    });

    it("as misconfigured where the endpoint is no URL", async () => {
      expect(await thrownBy(ask({ endpoint: "nonsense" }))).toMatchObject({ code: "MODEL_MISCONFIGURED" });
    });

    it("without telling what a signature error repeats of the request", async () => {
      const message =
        "The request signature we calculated does not match the signature you provided.\n\n" +
        `The Canonical String for this request should have been\n'POST\nx-amz-security-token:${fakeAwsCredentials.sessionToken}'`;
      server.behave(bedrockFails(403, "InvalidSignatureException", message));
      const error = await thrownBy(ask());
      expect(error.message).toContain("does not match the signature you provided");
      const shown = `${JSON.stringify(describeError(error))}${inspect(error, { depth: 20, showHidden: true })}`;
      expect(shown).not.toContain(fakeAwsCredentials.sessionToken);
      expect(shown).not.toContain(fakeAwsCredentials.secretAccessKey);
    });
  });
});
