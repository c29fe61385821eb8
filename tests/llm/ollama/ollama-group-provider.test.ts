import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createOllamaGroupProvider } from "../../../src/llm/ollama/ollama-group-provider.ts";
import type { Fetch } from "../../../src/platform/clock.ts";
import { deadUrl } from "../../support/upstreams/dead-url.ts";
import { ecsTask } from "../../support/models/ecs-task.ts";
import { type EcsSetupOptions, openEcs } from "../../support/models/ecs-setup.ts";
import {
  ollamaCutsOff,
  ollamaHangs,
  ollamaSays,
  ollamaSendsJson,
  type OllamaServer,
  startOllamaServer,
} from "../../support/models/ollama-server.ts";
import { thrownBy } from "../../support/thrown-by.ts";

const prompt = { system: "Use only the given figures.", user: "BTC-USD closed at 50100.00." };
const first = ecsTask("10.0.0.7");
const second = ecsTask("10.0.0.8");
const look = ["ListTasks", "DescribeTasks"];

describe("createOllamaGroupProvider", () => {
  let servers: readonly [OllamaServer, OllamaServer];

  beforeEach(async () => {
    servers = [await startOllamaServer(), await startOllamaServer()];
    servers[0].behave(ollamaSays("The first says that BTC-USD is rising."));
    servers[1].behave(ollamaSays("The second says that BTC-USD is rising."));
  });

  afterEach(() => Promise.all(servers.map((server) => server.close())));

  /** A provider whose nodes' private addresses lead to the servers on loopback. */
  async function open(options: EcsSetupOptions) {
    const setup = await openEcs(options);
    const urls = new Map([
      ["10.0.0.7:11434", servers[0].url],
      ["10.0.0.8:11434", servers[1].url],
    ]);
    const route: Fetch = async (url, init) => {
      const { host, pathname } = new URL(url);
      return await fetch(`${urls.get(host) ?? (await deadUrl())}${pathname}`, init);
    };
    const provider = createOllamaGroupProvider({
      group: setup.group,
      model: "llama3.2",
      apiKey: "ollama-key-123456",
      fetch: route,
    });
    const ask = async (signal = new AbortController().signal) => await provider.answer(prompt, { signal });
    /** From now on nobody answers at this private address. */
    const kill = (address: string) => urls.delete(`${address}:11434`);
    return { ...setup, provider, ask, kill };
  }

  it("asks a running task of the service, over real sockets", async () => {
    const { group, server } = await openEcs({
      tasks: [ecsTask("127.0.0.1")],
      port: Number(new URL(servers[0].url).port),
    });
    const provider = createOllamaGroupProvider({ group, model: "llama3.2" });
    const answer = await provider.answer(prompt, { signal: new AbortController().signal });
    expect(answer.text).toBe("The first says that BTC-USD is rising.");
    expect(server.operations).toEqual(look);
  });

  it("is the provider ollama, whose model and key it sends", async () => {
    const { provider, ask } = await open({ tasks: [first] });
    await ask();
    expect([provider.name, provider.model]).toEqual(["ollama", "llama3.2"]);
    expect(servers[0].requests[0]).toMatchObject({
      headers: { authorization: "Bearer ollama-key-123456" },
      body: { model: "llama3.2" },
    });
  });

  it("asks the same node again without asking ECS", async () => {
    const { ask, server } = await open({ tasks: [first, second] });
    await ask();
    await ask();
    expect(servers.map(({ requests }) => requests.length)).toEqual([2, 0]);
    expect(server.operations).toEqual(look);
  });

  it("asks another node within the same call where nobody answers at the first, and keeps to it", async () => {
    const { ask, server } = await open({ tasks: [ecsTask("10.0.0.6"), second] });
    expect((await ask()).text).toBe("The second says that BTC-USD is rising.");
    expect((await ask()).text).toBe("The second says that BTC-USD is rising.");
    expect(server.operations).toEqual([...look, ...look]);
  });

  it("finds the node that took the place of a dead one", async () => {
    const { ask, kill, server } = await open({ tasks: [first] });
    await ask();
    kill("10.0.0.7");
    server.state.tasks = [second];
    expect((await ask()).text).toBe("The second says that BTC-USD is rising.");
  });

  it("says why the node failed and that there is no other, and looks anew with the next call", async () => {
    servers[0].behave(ollamaSendsJson(503, { error: "server busy" }), ollamaSays("BTC-USD is rising."));
    const { ask, server } = await open({ tasks: [first] });
    expect(await thrownBy(ask())).toMatchObject({
      code: "MODEL_UNAVAILABLE",
      retryable: true,
      message:
        "Ollama answered 503: server busy; The ECS service ollama in cluster trader has no other task that is ready",
    });
    expect((await ask()).text).toBe("BTC-USD is rising.");
    expect(server.operations).toEqual([...look, ...look, ...look]);
  });

  it("raises a group that was scaled to 0 since it was last asked, and says so", async () => {
    const { ask, kill, server } = await open({ tasks: [first] });
    await ask();
    kill("10.0.0.7");
    Object.assign(server.state, { desiredCount: 0, tasks: [] });
    const error = await thrownBy(ask());
    expect(error).toMatchObject({ code: "MODEL_UNAVAILABLE", cause: expect.any(Error) });
    expect(error.message).toMatch(/^10\.0\.0\.7:11434 gave no answer: .*; The ECS service .* is now raised to 2$/);
  });

  it("gives up after the second node", async () => {
    const { ask } = await open({ tasks: [ecsTask("10.0.0.5"), ecsTask("10.0.0.6"), first] });
    expect(await thrownBy(ask())).toMatchObject({ code: "MODEL_UNAVAILABLE" });
    expect(servers[0].requests).toEqual([]);
  });

  it.each([
    ["lacks the model", ollamaSendsJson(404, { error: "model 'llama3.2' not found" }), "MODEL_MISCONFIGURED"],
    ["cuts its answer off", ollamaCutsOff, "MODEL_ANSWER_INCOMPLETE"],
  ])(
    "asks no second node in the same call where the first %s, and looks anew with the next",
    async (_, fails, code) => {
      servers[0].behave(fails);
      const { ask, server } = await open({ tasks: [first] });
      expect(await thrownBy(ask())).toMatchObject({ code });
      server.state.tasks = [second];
      expect((await ask()).text).toBe("The second says that BTC-USD is rising.");
      expect(server.operations).toEqual([...look, ...look]);
    },
  );

  it("ends with its signal where the node hangs, and looks anew with the next call", async () => {
    servers[0].behave(ollamaHangs);
    const { ask, server } = await open({ tasks: [first, second] });
    const controller = new AbortController();
    const given = thrownBy(ask(controller.signal));
    await vi.waitFor(() => expect(servers[0].requests).toHaveLength(1), { interval: 2 });
    controller.abort(new DOMException("The time is up", "TimeoutError"));
    expect(await given).toMatchObject({ code: "MODEL_UNAVAILABLE" });
    expect(server.operations).toEqual(look);
    server.state.tasks = [second];
    expect((await ask()).text).toBe("The second says that BTC-USD is rising.");
  });

  it("ends with its signal where ECS hangs", async () => {
    const { ask, server } = await open({ tasks: [first], fault: () => ({ kind: "hang" }) });
    const controller = new AbortController();
    const given = thrownBy(ask(controller.signal));
    await vi.waitFor(() => expect(server.operations).toHaveLength(1), { interval: 2 });
    controller.abort(new DOMException("The time is up", "TimeoutError"));
    expect(await given).toMatchObject({
      code: "MODEL_UNAVAILABLE",
      message: "The time was up before a node was found",
    });
  });
});
