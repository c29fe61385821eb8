import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createBedrockProvider } from "../../src/llm/bedrock/bedrock-provider.ts";
import { createOllamaProvider } from "../../src/llm/ollama/ollama-provider.ts";
import { stubAwsCredentials } from "../support/aws/aws-environment.ts";
import { type BedrockServer, bedrockSays, bedrockSends, startBedrockServer } from "../support/models/bedrock-server.ts";
import { type OllamaServer, ollamaSays, ollamaSendsText, startOllamaServer } from "../support/models/ollama-server.ts";
import { answering, manage, unbounded } from "../support/models/scripted-providers.ts";
import { thrownBy } from "../support/thrown-by.ts";

const prompt = { system: "Use only the given figures.", user: "BTC-USD closed at 50100.00." };
const startMs = Date.parse("2026-11-27T08:00:00Z");

describe("a provider that asks to be left alone", () => {
  let ollama: OllamaServer;
  let bedrock: BedrockServer;
  let nowMs: number;
  const clock = () => nowMs;

  beforeEach(async () => {
    nowMs = startMs;
    stubAwsCredentials();
    ollama = await startOllamaServer();
    bedrock = await startBedrockServer();
  });

  afterEach(async () => {
    await Promise.all([ollama.close(), bedrock.close()]);
    vi.unstubAllEnvs();
  });

  const askOllama = () => createOllamaProvider({ host: ollama.url, model: "llama3.2", clock });
  const askBedrock = () => createBedrockProvider({ modelId: "m", region: "us-east-2", endpoint: bedrock.url, clock });

  it.each([
    [429, "60", "", 60_000],
    [503, "60", "", 60_000],
    [429, "1.5", "", 1_500],
    [429, "2285", "", 900_000],
    [429, "2285000", "", 900_000],
    [503, "Fri, 27 Nov 2026 08:02:00 GMT", "", 120_000],
    [429, "", '{"error":"try again in 2 minutes"}', 120_000],
  ])(
    "by Ollama with %i, Retry-After %j and body %j is asked again after %i ms",
    async (status, after, body, waitMs) => {
      ollama.behave(
        ollamaSendsText(status, body, after === "" ? {} : { "retry-after": after }),
        ollamaSays("It rises."),
      );
      const { manager, pausesMs } = manage([askOllama()], { clock });
      const first = await thrownBy(manager.generate(prompt, unbounded()));
      expect(first.details).toEqual({ attempts: [expect.anything()] });
      nowMs += waitMs - 1;
      const error = await thrownBy(manager.generate(prompt, unbounded()));
      expect(error.message).toContain("Skipped for another 1 ms as it asked");
      expect([ollama.requests.length, pausesMs]).toEqual([1, []]);
      nowMs += 1;
      expect((await manager.generate(prompt, unbounded())).text).toBe("It rises.");
    },
  );

  it("by Bedrock is asked again after as long", async () => {
    const headers = { "x-amzn-errortype": "ThrottlingException", "retry-after": "60" };
    bedrock.behave(bedrockSends(429, '{"message":"Too many requests"}', headers), bedrockSays("It rises."));
    const { manager } = manage([askBedrock()], { clock });
    await thrownBy(manager.generate(prompt, unbounded()));
    nowMs += 59_999;
    await thrownBy(manager.generate(prompt, unbounded()));
    expect(bedrock.requests).toHaveLength(1);
    nowMs += 1;
    expect((await manager.generate(prompt, unbounded())).text).toBe("It rises.");
  });

  it("gives way to the next one at once, and is skipped meanwhile", async () => {
    ollama.behave(ollamaSendsText(429, "", { "retry-after": "60" }));
    const { manager, pausesMs } = manage([askOllama(), answering("second")], { clock });
    for (let prompts = 0; prompts < 3; prompts += 1) {
      expect((await manager.generate(prompt, unbounded())).provider).toBe("second");
    }
    expect([ollama.requests.length, pausesMs]).toEqual([1, []]);
  });

  it("for 0 s is asked once more in the same request, after a pause, and not in a row", async () => {
    ollama.behave(ollamaSendsText(429, "", { "retry-after": "0" }));
    const { manager, pausesMs } = manage([askOllama()], { clock, random: () => 0 });
    await thrownBy(manager.generate(prompt, unbounded()));
    expect(ollama.requests).toHaveLength(2);
    expect(pausesMs).toEqual([250]);
  });

  it("is left alone although an answer that was under way arrives", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    ollama.behave(
      (response, request) => void promise.then(() => ollamaSays("It rises.")(response, request)),
      ollamaSendsText(429, "", { "retry-after": "60" }),
    );
    const { manager } = manage([askOllama()], { clock });
    const underWay = manager.generate(prompt, unbounded());
    await vi.waitFor(() => expect(ollama.requests).toHaveLength(1), { interval: 2 });
    await thrownBy(manager.generate(prompt, unbounded()));
    resolve();
    expect((await underWay).text).toBe("It rises.");
    await thrownBy(manager.generate(prompt, unbounded()));
    expect(ollama.requests).toHaveLength(2);
  });
});
