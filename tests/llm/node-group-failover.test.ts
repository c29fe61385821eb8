import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createOllamaGroupProvider } from "../../src/llm/ollama/ollama-group-provider.ts";
import { ecsTask } from "../support/models/ecs-task.ts";
import { type EcsSetupOptions, openEcs } from "../support/models/ecs-setup.ts";
import { ollamaSays, type OllamaServer, startOllamaServer } from "../support/models/ollama-server.ts";
import { answering, manage, unbounded } from "../support/models/scripted-providers.ts";

const prompt = { system: "Use only the given figures.", user: "BTC-USD closed at 50100.00." };

describe("from a node group to the next provider", () => {
  let ollama: OllamaServer;

  beforeEach(async () => {
    ollama = await startOllamaServer();
    ollama.behave(ollamaSays("BTC-USD is rising."));
  });

  afterEach(() => ollama.close());

  async function open(options: EcsSetupOptions) {
    const setup = await openEcs({ ...options, port: Number(new URL(ollama.url).port) });
    const group = createOllamaGroupProvider({ group: setup.group, model: "llama3.2" });
    return { ...setup, ...manage([group, answering("bedrock")], { clock: setup.clock.now }) };
  }

  it("the next one answers while the group starts, and the group once it runs", async () => {
    const { manager, server, clock, telemetry } = await open({ desiredCount: 0 });
    const meanwhile = await Promise.all([1, 2].map(() => manager.generate(prompt, unbounded())));
    for (const { provider, attempts } of meanwhile) {
      expect(provider).toBe("bedrock");
      expect(attempts[0]).toMatchObject({ provider: "ollama", error: { code: "MODEL_UNAVAILABLE" } });
      expect(attempts[0]?.error?.message).toContain("was scaled to 0 and is now raised to 2");
    }
    expect(server.askedCounts).toEqual([2]);
    expect(telemetry.recorded.map(([name]) => name)).not.toContain("ProviderMisconfigured");

    server.state.tasks = [ecsTask("127.0.0.1")];
    clock.turn(10_000);
    const { provider, text } = await manager.generate(prompt, unbounded());
    expect([provider, text]).toEqual(["ollama", "BTC-USD is rising."]);
  });

  it("the next one answers where the service does not exist, and the log says so as an error", async () => {
    const { manager, telemetry } = await open({ service: "no-such-service" });
    expect((await manager.generate(prompt, unbounded())).provider).toBe("bedrock");
    expect(telemetry.logLines().filter(({ level }) => level === "error")).toMatchObject([
      { event: "provider_misconfigured", provider: "ollama" },
    ]);
    expect(telemetry.recorded.map(([name]) => name)).toContain("ProviderMisconfigured");
  });

  it("the next one answers where ECS hangs", async () => {
    const { manager } = await open({ tasks: [ecsTask("127.0.0.1")], fault: () => ({ kind: "hang" }) });
    const left = [200, 10_000];
    const generated = await manager.generate(prompt, { ...unbounded(), remainingMs: () => left.shift() ?? 0 });
    expect(generated.provider).toBe("bedrock");
    expect(generated.attempts[0]?.error?.message).toBe("No answer within 100 ms");
  });
});
