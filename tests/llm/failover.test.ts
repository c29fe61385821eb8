import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createBedrockProvider } from "../../src/llm/bedrock/bedrock-provider.ts";
import type { LLMManagerOptions } from "../../src/llm/llm-manager.ts";
import { createOllamaProvider } from "../../src/llm/ollama/ollama-provider.ts";
import { createLogger } from "../../src/platform/logger.ts";
import { createMetrics } from "../../src/platform/metrics.ts";
import { createRedactor } from "../../src/platform/records/redactor.ts";
import { fakeAwsCredentials, stubAwsCredentials } from "../support/aws/aws-environment.ts";
import {
  type BedrockServer,
  bedrockCutsOff,
  bedrockFails,
  bedrockHangs,
  bedrockSays,
  bedrockSends,
  startBedrockServer,
} from "../support/models/bedrock-server.ts";
import { deadUrl } from "../support/upstreams/dead-url.ts";
import { type OllamaServer, ollamaSays, ollamaSendsJson, startOllamaServer } from "../support/models/ollama-server.ts";
import { manage as manageProviders } from "../support/models/scripted-providers.ts";
import { thrownBy } from "../support/thrown-by.ts";

const prompt = { system: "Use only the given figures.", user: "BTC-USD closed at 50100.00." };
const apiKey = "ollama-key-123456";

const bounds = () => ({ signal: AbortSignal.timeout(10_000), remainingMs: () => 10_000 });

describe("from Bedrock to Ollama, over real sockets", () => {
  let bedrock: BedrockServer;
  let ollama: OllamaServer;

  beforeEach(async () => {
    stubAwsCredentials();
    bedrock = await startBedrockServer();
    ollama = await startOllamaServer();
    ollama.behave(ollamaSays("BTC-USD is rising."));
  });

  afterEach(async () => {
    await bedrock.close();
    await ollama.close();
    vi.unstubAllEnvs();
  });

  function manage(
    hosts: { readonly bedrockUrl?: string; readonly ollamaUrl?: string } = {},
    options: Partial<LLMManagerOptions> = {},
  ) {
    const endpoint = hosts.bedrockUrl ?? bedrock.url;
    const providers = [
      createBedrockProvider({ modelId: "eu.amazon.nova-lite-v1:0", region: "eu-west-1", endpoint }),
      createOllamaProvider({ host: hosts.ollamaUrl ?? ollama.url, model: "llama3.2", apiKey }),
    ];
    return manageProviders(providers, options);
  }

  it("the second answers where the first is throttled, at once, however long the first asks to wait", async () => {
    const headers = { "x-amzn-errortype": "ThrottlingException", "retry-after": "60" };
    bedrock.behave(bedrockSends(429, '{"message":"Too many requests"}', headers));
    const { manager, telemetry, pausesMs } = manage();
    const generated = await manager.generate(prompt, bounds());
    expect(generated).toMatchObject({ text: "BTC-USD is rising.", provider: "ollama", model: "llama3.2:latest" });
    expect(generated.attempts[0]).toMatchObject({
      provider: "bedrock",
      error: { code: "MODEL_UNAVAILABLE", message: "Bedrock answered 429 ThrottlingException: Too many requests" },
    });
    expect([bedrock.requests.length, ollama.requests.length, pausesMs]).toEqual([1, 1, []]);
    expect(telemetry.recorded).toContainEqual(["Failovers", 1, {}]);
  });

  it("the second answers where the first denies access, and an error line and a metric stand in the log", async () => {
    bedrock.behave(bedrockFails(403, "AccessDeniedException", "You don't have access to the model"));
    const log: string[] = [];
    const write = (line: string) => void log.push(line);
    const logger = createLogger({ level: "error", redactor: createRedactor(), write });
    const { manager } = manage({}, { logger, metrics: createMetrics({ stage: "test", write }) });
    expect((await manager.generate(prompt, bounds())).provider).toBe("ollama");
    const lines: unknown[] = log.map((line) => JSON.parse(line));
    const dimensions = { provider: "bedrock", model: "eu.amazon.nova-lite-v1:0" };
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: "error",
        event: "provider_misconfigured",
        ...dimensions,
        error: expect.objectContaining({ code: "MODEL_MISCONFIGURED" }),
      }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({ _aws: expect.anything(), ...dimensions, ProviderMisconfigured: 1 }),
    );
  });

  it("the second answers where the first refuses, is cut off or has nothing to say", async () => {
    for (const behaviour of [
      bedrockSays("I can't say.", { stopReason: "guardrail_intervened" }),
      bedrockSays("BTC-USD is", { stopReason: "max_tokens" }),
      bedrockCutsOff,
      bedrockSays(""),
    ]) {
      bedrock.behave(behaviour);
      expect((await manage().manager.generate(prompt, bounds())).provider).toBe("ollama");
    }
  });

  it("the first answers after all where it was throttled and the second is down", async () => {
    bedrock.behave(bedrockFails(429, "ThrottlingException", "Too many requests"), bedrockSays("BTC-USD is rising."));
    const { manager, telemetry, pausesMs } = manage({ ollamaUrl: await deadUrl() });
    const generated = await manager.generate(prompt, bounds());
    expect(generated.attempts.map(({ provider }) => provider)).toEqual(["bedrock", "ollama", "bedrock"]);
    expect(pausesMs).toHaveLength(1);
    expect(telemetry.recorded.map(([metric]) => metric)).not.toContain("Failovers");
  });

  it("the second answers where the first hangs, and the first's request is ended", async () => {
    let ended = false;
    bedrock.behave((stream, request) => {
      stream.on("close", () => (ended = true));
      bedrockHangs(stream, request);
    });
    const left = [200, 10_000];
    const remainingMs = () => left.shift() ?? 0;
    const generated = await manage().manager.generate(prompt, { ...bounds(), remainingMs });
    expect(generated.provider).toBe("ollama");
    expect(generated.attempts[0]?.error?.message).toBe("No answer within 100 ms");
    await vi.waitFor(() => expect(ended).toBe(true), { interval: 2 });
  });

  it("the second answers where nothing listens at the first", async () => {
    const { manager } = manage({ bedrockUrl: await deadUrl() });
    expect((await manager.generate(prompt, bounds())).provider).toBe("ollama");
  });

  it("all failures are told, and no secret", async () => {
    bedrock.behave(
      bedrockFails(
        403,
        "InvalidSignatureException",
        `No match.\nx-amz-security-token:${fakeAwsCredentials.sessionToken}`,
      ),
    );
    ollama.behave(ollamaSendsJson(401, { error: `unknown key ${apiKey}` }));
    const { manager, telemetry } = manage();
    const error = await thrownBy(manager.generate(prompt, bounds()));
    telemetry.logger.warn("plain_insight_chosen", { error });
    expect(error.message).toContain("Bedrock answered 403 InvalidSignatureException: No match.");
    expect(error.message).toContain("Ollama answered 401: unknown key [secret]");
    for (const secret of [apiKey, fakeAwsCredentials.sessionToken, fakeAwsCredentials.secretAccessKey]) {
      expect(telemetry.logText()).not.toContain(secret);
    }
  });
});
