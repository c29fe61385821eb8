import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createBedrockProvider } from "../../src/llm/bedrock-provider.ts";
import { LLMManager } from "../../src/llm/llm-manager.ts";
import { createOllamaProvider } from "../../src/llm/ollama-provider.ts";
import { fakeAwsCredentials, stubAwsCredentials } from "../support/aws-environment.ts";
import { type BedrockServer, bedrockFails, bedrockHangs, startBedrockServer } from "../support/bedrock-server.ts";
import { captureTelemetry } from "../support/captured-telemetry.ts";
import { deadUrl } from "../support/dead-url.ts";
import { type OllamaServer, ollamaSays, ollamaSendsJson, startOllamaServer } from "../support/ollama-server.ts";
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

  function manage(hosts: { readonly bedrockUrl?: string; readonly ollamaUrl?: string } = {}) {
    const telemetry = captureTelemetry();
    const endpoint = hosts.bedrockUrl ?? bedrock.url;
    const providers = [
      createBedrockProvider({ modelId: "eu.amazon.nova-lite-v1:0", region: "eu-west-1", endpoint, maxAttempts: 1 }),
      createOllamaProvider({ host: hosts.ollamaUrl ?? ollama.url, model: "llama3.2", apiKey }),
    ];
    return { manager: new LLMManager(providers, telemetry), telemetry };
  }

  it("the second answers where the first is throttled", async () => {
    bedrock.behave(bedrockFails(429, "ThrottlingException", "Too many requests"));
    const generated = await manage().manager.generate(prompt, bounds());
    expect(generated).toMatchObject({ text: "BTC-USD is rising.", provider: "ollama", model: "llama3.2:latest" });
    expect(generated.attempts[0]).toMatchObject({ provider: "bedrock", error: { code: "MODEL_UNAVAILABLE" } });
  });

  it("the second answers where the first denies access, and the log says so as an error", async () => {
    bedrock.behave(bedrockFails(403, "AccessDeniedException", "You don't have access to the model"));
    const { manager, telemetry } = manage();
    expect((await manager.generate(prompt, bounds())).provider).toBe("ollama");
    const errors = telemetry.logLines().filter(({ level }) => level === "error");
    expect(errors).toEqual([expect.objectContaining({ event: "provider_misconfigured", provider: "bedrock" })]);
    expect(telemetry.recorded).toContainEqual([
      "ProviderMisconfigured",
      1,
      { provider: "bedrock", model: "eu.amazon.nova-lite-v1:0" },
    ]);
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
