import { describe, expect, it, vi } from "vitest";
import type { Fault } from "../../../src/emulators/http-server.ts";
import { ecsTask } from "../../support/models/ecs-task.ts";
import { openEcs } from "../../support/models/ecs-setup.ts";
import { thrownBy } from "../../support/thrown-by.ts";

const { signal } = new AbortController();
const look = ["ListTasks", "DescribeTasks"];

/** A fault for every call of one operation. */
const failing = (operation: string, fault: () => Fault | undefined) => (request: { headers: Record<string, string> }) =>
  request.headers["x-amz-target"]?.endsWith(`.${operation}`) === true ? fault() : undefined;

const denied: Fault = {
  kind: "status",
  status: 400,
  body: { __type: "AccessDeniedException", message: "User is not authorized to perform this" },
};

describe("a node group", () => {
  it("finds the address of a running task, at Ollama's port", async () => {
    const { group, server } = await openEcs({ tasks: [ecsTask("10.0.0.7")] });
    expect(await group.find(signal)).toBe("http://10.0.0.7:11434");
    expect(server.operations).toEqual(look);
  });

  it("asks nothing before it is asked", async () => {
    const { server } = await openEcs({ tasks: [ecsTask("10.0.0.7")] });
    expect(server.operations).toEqual([]);
  });

  it("keeps what it found", async () => {
    const { group, server } = await openEcs({ tasks: [ecsTask("10.0.0.7")] });
    await group.find(signal);
    server.state.tasks = [ecsTask("10.0.0.8")];
    expect(await group.find(signal)).toBe("http://10.0.0.7:11434");
    expect(server.operations).toEqual(look);
  });

  it("looks anew once that is forgotten", async () => {
    const { group, server } = await openEcs({ tasks: [ecsTask("10.0.0.7")] });
    group.forget(await group.find(signal));
    server.state.tasks = [ecsTask("10.0.0.8")];
    expect(await group.find(signal)).toBe("http://10.0.0.8:11434");
    expect(server.operations).toEqual([...look, ...look]);
  });

  it("keeps a newer address when an older one is forgotten", async () => {
    const { group, server } = await openEcs({ tasks: [ecsTask("10.0.0.8")] });
    await group.find(signal);
    group.forget("http://10.0.0.7:11434");
    await group.find(signal);
    expect(server.operations).toEqual(look);
  });

  it("gives another node than a dead one that ECS still lists, and keeps it", async () => {
    const { group, server } = await openEcs({ tasks: [ecsTask("10.0.0.7"), ecsTask("10.0.0.8")] });
    const dead = await group.find(signal);
    expect([dead, await group.find(signal, dead)]).toEqual(["http://10.0.0.7:11434", "http://10.0.0.8:11434"]);
    expect(await group.find(signal)).toBe("http://10.0.0.8:11434");
    expect(server.operations).toEqual([...look, ...look]);
  });

  it("gives what another caller found meanwhile instead of a dead node", async () => {
    const { group, server } = await openEcs({ tasks: [ecsTask("10.0.0.8")] });
    await group.find(signal);
    expect(await group.find(signal, "http://10.0.0.7:11434")).toBe("http://10.0.0.8:11434");
    expect(server.operations).toEqual(look);
  });

  it("has none to give where only the dead one is listed", async () => {
    const { group } = await openEcs({ tasks: [ecsTask("10.0.0.7")] });
    const dead = await group.find(signal);
    expect(await thrownBy(group.find(signal, dead))).toMatchObject({
      code: "MODEL_UNAVAILABLE",
      message: "The ECS service ollama in cluster trader has no other task that is ready",
    });
  });

  it("looks once for all who ask at the same time", async () => {
    const { group, server } = await openEcs({ tasks: [ecsTask("10.0.0.7")] });
    const found = await Promise.all(Array.from({ length: 10 }, () => group.find(signal)));
    expect(new Set(found)).toEqual(new Set(["http://10.0.0.7:11434"]));
    expect(server.operations).toEqual(look);
  });

  it("prefers a healthy node to one whose health is unknown", async () => {
    const tasks = [
      ecsTask("10.0.0.7", { healthStatus: "UNHEALTHY" }),
      ecsTask("10.0.0.8", { healthStatus: "UNKNOWN" }),
      ecsTask("10.0.0.9", { healthStatus: "HEALTHY" }),
    ];
    const { group } = await openEcs({ tasks });
    const healthy = await group.find(signal);
    expect([healthy, await group.find(signal, healthy)]).toEqual(["http://10.0.0.9:11434", "http://10.0.0.8:11434"]);
  });

  it("leaves it to chance which of several equal nodes a container asks", async () => {
    const tasks = ["10.0.0.7", "10.0.0.8", "10.0.0.9"].map((address) => ecsTask(address));
    const found: string[] = [];
    for (const dice of [0, 0.5, 0.999]) {
      const { group } = await openEcs({ tasks, random: () => dice });
      found.push(await group.find(signal));
    }
    expect(found).toEqual(["http://10.0.0.7:11434", "http://10.0.0.8:11434", "http://10.0.0.9:11434"]);
  });

  it("is misconfigured where its nodes have no address of their own", async () => {
    const bridged = ecsTask("", { attachments: [], containers: [{ name: "ollama" }] });
    const { group } = await openEcs({ tasks: [bridged] });
    const error = await thrownBy(group.find(signal));
    expect(error).toMatchObject({ code: "MODEL_MISCONFIGURED" });
    expect(error.message).toContain("awsvpc");
  });

  it("is misconfigured where the service does not exist", async () => {
    const { group, server } = await openEcs({ service: "no-such-service" });
    expect(await thrownBy(group.find(signal))).toMatchObject({
      code: "MODEL_MISCONFIGURED",
      message: "ECS answered 400 ServiceNotFoundException: Service not found.",
    });
    expect(server.askedCounts).toEqual([]);
  });

  it("asks again at once where ECS itself failed", async () => {
    let isDown = true;
    const fault = failing("ListTasks", () => (isDown ? { kind: "status", status: 503 } : undefined));
    const { group } = await openEcs({ tasks: [ecsTask("10.0.0.7")], fault });
    expect(await thrownBy(group.find(signal))).toMatchObject({ code: "MODEL_UNAVAILABLE", details: { status: 503 } });
    isDown = false;
    expect(await group.find(signal)).toBe("http://10.0.0.7:11434");
  });
});

describe("the wait for a node", () => {
  it("ends with its own caller's signal, and with nobody else's", async () => {
    const held = Promise.withResolvers<undefined>();
    const { group, server } = await openEcs({ tasks: [ecsTask("10.0.0.7")], fault: () => held.promise });
    const impatient = new AbortController();
    const given = thrownBy(group.find(impatient.signal));
    const patient = group.find(signal);
    await vi.waitFor(() => expect(server.operations).toHaveLength(1), { interval: 2 });
    impatient.abort();
    expect(await given).toMatchObject({ code: "MODEL_UNAVAILABLE", retryable: true });
    held.resolve(undefined);
    expect(await patient).toBe("http://10.0.0.7:11434");
    expect(server.operations).toEqual(look);
  });

  it("does not begin once the signal has aborted", async () => {
    const { group, server } = await openEcs({ tasks: [ecsTask("10.0.0.7")] });
    expect(await thrownBy(group.find(AbortSignal.abort()))).toMatchObject({ code: "MODEL_UNAVAILABLE" });
    expect(server.operations).toEqual([]);
  });

  it("leaves no rejection behind when nobody waits any more for a look that fails", async () => {
    const unhandled = vi.fn<() => void>();
    process.on("unhandledRejection", unhandled);
    try {
      const held = Promise.withResolvers<Fault>();
      const { group, server } = await openEcs({ tasks: [ecsTask("10.0.0.7")], fault: () => held.promise });
      const impatient = new AbortController();
      const given = thrownBy(group.find(impatient.signal));
      await vi.waitFor(() => expect(server.operations).toHaveLength(1), { interval: 2 });
      impatient.abort();
      await given;
      held.resolve(denied);
      // The next look begins once the failed one has ended.
      await vi.waitFor(() => thrownBy(group.find(signal)).then(() => expect(server.operations).toHaveLength(2)));
      expect(unhandled).not.toHaveBeenCalled();
    } finally {
      process.off("unhandledRejection", unhandled);
    }
  });
});

describe("a node group scaled to 0", () => {
  const raise = ["ListTasks", "DescribeServices", "UpdateService"];

  it("is raised to the desired size, and is not ready meanwhile", async () => {
    const { group, server } = await openEcs({ desiredCount: 0 });
    expect(await thrownBy(group.find(signal))).toMatchObject({
      code: "MODEL_UNAVAILABLE",
      retryable: true,
      message: "The ECS service ollama in cluster trader was scaled to 0 and is now raised to 2",
    });
    expect([server.operations, server.askedCounts]).toEqual([raise, [2]]);
  });

  it.each([
    [1, 3, 2, 2],
    [1, 3, 7, 3],
    [2, 3, 1, 2],
    [1, 1, 0, 1],
  ])("is raised within %i and %i: of %i to %i", async (minSize, maxSize, desiredSize, asked) => {
    const { group, server } = await openEcs({ desiredCount: 0, sizes: [minSize, maxSize, desiredSize] });
    await thrownBy(group.find(signal));
    expect(server.askedCounts).toEqual([asked]);
  });

  it("is left there where that is the desired size", async () => {
    const { group, server } = await openEcs({ desiredCount: 0, sizes: [0, 3, 0] });
    const error = await thrownBy(group.find(signal));
    expect(error).toMatchObject({ code: "MODEL_UNAVAILABLE" });
    expect(error.message).toContain("NODE_GROUP_DESIRED_SIZE leaves it there");
    expect(server.askedCounts).toEqual([]);
  });

  it("is raised once for all who ask at the same time", async () => {
    const { group, server } = await openEcs({ desiredCount: 0 });
    const errors = await Promise.all(Array.from({ length: 10 }, () => thrownBy(group.find(signal))));
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(["MODEL_UNAVAILABLE"]));
    expect(server.operations).toEqual(raise);
  });

  it("is left alone for 10 s, then looked at again and not raised twice, until a task runs", async () => {
    const { group, server, clock } = await openEcs({ desiredCount: 0 });
    await thrownBy(group.find(signal));
    clock.turn(9_999);
    await thrownBy(group.find(signal));
    expect(server.operations).toEqual(raise);

    clock.turn(1);
    server.state.tasks = [ecsTask("10.0.0.7", { lastStatus: "PENDING" })];
    expect(await thrownBy(group.find(signal))).toMatchObject({
      code: "MODEL_UNAVAILABLE",
      message: "The ECS service ollama in cluster trader has no task that is ready: 0 of 2 run",
    });
    expect(server.operations.slice(raise.length)).toEqual([...look, "DescribeServices"]);

    clock.turn(10_000);
    server.state.tasks = [ecsTask("10.0.0.7")];
    expect(await group.find(signal)).toBe("http://10.0.0.7:11434");
    expect(server.askedCounts).toEqual([2]);
  });

  it("is raised again when it was scaled to 0 again", async () => {
    const { group, server, clock } = await openEcs({ desiredCount: 0 });
    await thrownBy(group.find(signal));
    clock.turn(10_000);
    server.state.desiredCount = 0;
    await thrownBy(group.find(signal));
    expect(server.askedCounts).toEqual([2, 2]);
  });

  it("is misconfigured where it may not be raised, and that is not tried with every message", async () => {
    const { group, server, clock } = await openEcs({ desiredCount: 0, fault: failing("UpdateService", () => denied) });
    for (let message = 0; message < 3; message += 1) {
      const error = await thrownBy(group.find(signal));
      expect(error).toMatchObject({ code: "MODEL_MISCONFIGURED", retryable: false });
      expect(error.message).toContain("User is not authorized to perform this");
    }
    expect(server.operations).toEqual(raise);
    clock.turn(10_000);
    await thrownBy(group.find(signal));
    expect(server.operations).toEqual([...raise, ...raise]);
  });

  it("is not raised where a task is wanted and none is healthy", async () => {
    const { group, server } = await openEcs({ tasks: [ecsTask("10.0.0.7", { healthStatus: "UNHEALTHY" })] });
    expect(await thrownBy(group.find(signal))).toMatchObject({
      code: "MODEL_UNAVAILABLE",
      message: "The ECS service ollama in cluster trader has no task that is ready: 1 of 1 run",
    });
    expect(server.askedCounts).toEqual([]);
  });
});
