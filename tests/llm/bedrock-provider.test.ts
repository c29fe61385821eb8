import { inspect } from "node:util";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type BedrockProviderOptions, createBedrockProvider } from "../../src/llm/bedrock-provider.ts";
import { describeError } from "../../src/platform/describe-error.ts";
import { fakeAwsCredentials, stubAwsCredentials, stubNoAwsCredentials } from "../support/aws-environment.ts";
import {
  type BedrockServer,
  bedrockFails,
  bedrockHangs,
  bedrockSays,
  startBedrockServer,
} from "../support/bedrock-server.ts";
import { thrownBy } from "../support/thrown-by.ts";

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
    createBedrockProvider({ modelId, region: "eu-west-1", endpoint: server.url, maxAttempts: 1, ...options });
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

    it("through the client it is given", async () => {
      const client = new BedrockRuntimeClient({ region: "eu-west-1", endpoint: server.url, maxAttempts: 1 });
      await ask({ client, endpoint: "http://127.0.0.1:1" });
      expect(server.requests).toHaveLength(1);
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

  describe("tries", () => {
    it("twice where the server is not ready", async () => {
      server.behave(bedrockFails(503, "ServiceUnavailableException", "later"), bedrockSays("BTC-USD is rising."));
      expect((await ask({ maxAttempts: undefined })).text).toBe("BTC-USD is rising.");
      expect(server.requests).toHaveLength(2);
    });

    it("no third time", async () => {
      server.behave(bedrockFails(503, "ServiceUnavailableException", "later"));
      expect(await thrownBy(ask({ maxAttempts: undefined }))).toMatchObject({ code: "MODEL_UNAVAILABLE" });
      expect(server.requests).toHaveLength(2);
    });

    it("once where the request is refused", async () => {
      server.behave(bedrockFails(403, "AccessDeniedException", "no"));
      await thrownBy(ask({ maxAttempts: undefined }));
      expect(server.requests).toHaveLength(1);
    });

    it("no longer than its signal, pauses included", async () => {
      server.behave(bedrockFails(429, "ThrottlingException", "slow down", {}));
      const controller = new AbortController();
      const answer = provider({ maxAttempts: 3 }).answer(prompt, { signal: controller.signal });
      const error = thrownBy(answer);
      await vi.waitFor(() => expect(server.requests.length).toBeGreaterThan(0), { interval: 2 });
      server.behave(bedrockHangs);
      controller.abort();
      expect(await error).toMatchObject({
        code: "MODEL_UNAVAILABLE",
        message: "The time was up before Bedrock answered",
      });
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
