import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListTasksCommand,
  type Task,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { mockClient } from "aws-sdk-client-mock";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEcsService } from "../../../src/llm/ollama/ecs-service.ts";
import { ecsTask } from "../../support/models/ecs-task.ts";
import { thrownBy } from "../../support/thrown-by.ts";

const { signal } = new AbortController();

function mockEcs() {
  return mockClient(ECSClient);
}

const service = () => createEcsService({ cluster: "trader", service: "ollama", client: { region: "us-east-1" } });

describe("createEcsService", () => {
  let ecs: ReturnType<typeof mockEcs>;

  beforeEach(() => {
    ecs = mockEcs();
  });

  afterEach(() => ecs.restore());

  function readyTasks(...tasks: readonly Task[]) {
    ecs.on(ListTasksCommand).resolves({ taskArns: tasks.map((_, index) => `task-${index}`) });
    ecs.on(DescribeTasksCommand).resolves({ tasks: [...tasks] });
    return service().readyTasks(signal);
  }

  describe("reads the tasks that are ready", () => {
    it("by the service's name and the status that ECS wants them in", async () => {
      await readyTasks(ecsTask("10.0.0.7"), ecsTask("10.0.0.8"));
      expect(ecs.commandCalls(ListTasksCommand).map(({ args }) => args[0].input)).toEqual([
        { cluster: "trader", serviceName: "ollama", desiredStatus: "RUNNING" },
      ]);
      expect(ecs.commandCalls(DescribeTasksCommand).map(({ args }) => args[0].input)).toEqual([
        { cluster: "trader", tasks: ["task-0", "task-1"] },
      ]);
    });

    it("without a second call where there is none", async () => {
      ecs.on(ListTasksCommand).resolves({});
      expect(await service().readyTasks(signal)).toEqual([]);
      expect(ecs.calls()).toHaveLength(1);
    });

    it("where all of them stopped between the two calls", async () => {
      ecs.on(ListTasksCommand).resolves({ taskArns: ["task-0"] });
      ecs.on(DescribeTasksCommand).resolves({ failures: [{ arn: "task-0", reason: "MISSING" }] });
      expect(await service().readyTasks(signal)).toEqual([]);
    });

    it.each([
      "PROVISIONING",
      "PENDING",
      "ACTIVATING",
      "DEACTIVATING",
      "STOPPING",
      "DEPROVISIONING",
      "STOPPED",
      undefined,
    ])("without those whose last status is %s", async (lastStatus) => {
      expect(await readyTasks(ecsTask("10.0.0.7", { lastStatus }))).toEqual([]);
    });

    it.each([
      ["HEALTHY", [{ address: "10.0.0.7", isHealthy: true }]],
      ["UNKNOWN", [{ address: "10.0.0.7", isHealthy: false }]],
      [undefined, [{ address: "10.0.0.7", isHealthy: false }]],
      ["UNHEALTHY", []],
    ] as const)("with their health: %s", async (healthStatus, ready) => {
      expect(await readyTasks(ecsTask("10.0.0.7", { healthStatus }))).toEqual(ready);
    });

    it.each<readonly [string, Partial<Task>, string | null]>([
      ["of the network interface attached", { containers: [] }, "10.0.0.7"],
      ["of a container's network interface", { attachments: [] }, "10.0.0.7"],
      [
        "of the interface, whatever else is attached",
        {
          attachments: [
            { type: "Service Connect", details: [{ name: "privateIPv4Address", value: "10.9.9.9" }] },
            { type: "ElasticNetworkInterface" },
            { type: "ElasticNetworkInterface", details: [{ name: "privateIPv4Address", value: "10.0.0.8" }] },
          ],
        },
        "10.0.0.8",
      ],
      ["null in a network mode without one", { attachments: undefined, containers: [{ name: "ollama" }] }, null],
      ["null where ECS names none", { attachments: undefined, containers: undefined }, null],
    ])("with the address %s", async (_, fields, address) => {
      expect(await readyTasks(ecsTask("10.0.0.7", fields))).toMatchObject([{ address }]);
    });
  });

  describe("describes the service", () => {
    it("by its counts", async () => {
      ecs.on(DescribeServicesCommand).resolves({ services: [{ status: "ACTIVE", desiredCount: 2, runningCount: 1 }] });
      expect(await service().describe(signal)).toMatchObject({ desiredCount: 2, runningCount: 1 });
      expect(ecs.commandCalls(DescribeServicesCommand)[0]?.args[0].input).toEqual({
        cluster: "trader",
        services: ["ollama"],
      });
    });

    it.each([
      ["MISSING", { services: [], failures: [{ arn: "arn", reason: "MISSING" }] }],
      ["no reason given", {}],
    ])("as a mistake of the configuration where it does not exist: %s", async (reason, reply) => {
      ecs.on(DescribeServicesCommand).resolves(reply);
      expect(await thrownBy(service().describe(signal))).toMatchObject({
        code: "MODEL_MISCONFIGURED",
        message: `The ECS service ollama in cluster trader can't be found: ${reason}`,
      });
    });

    it.each(["DRAINING", "INACTIVE"])("as a mistake of the configuration where it is %s", async (status) => {
      ecs.on(DescribeServicesCommand).resolves({ services: [{ status, desiredCount: 0 }] });
      expect(await thrownBy(service().describe(signal))).toMatchObject({
        code: "MODEL_MISCONFIGURED",
        message: `The ECS service ollama in cluster trader is ${status}`,
      });
    });
  });

  it("sets the number of tasks and nothing else", async () => {
    ecs.on(UpdateServiceCommand).resolves({});
    await service().setDesiredCount(2, signal);
    expect(ecs.calls().map(({ args }) => args[0].input)).toEqual([
      { cluster: "trader", service: "ollama", desiredCount: 2 },
    ]);
  });

  describe.each([
    ["ClusterNotFoundException", "MODEL_MISCONFIGURED"],
    ["ServiceNotFoundException", "MODEL_MISCONFIGURED"],
    ["AccessDeniedException", "MODEL_MISCONFIGURED"],
    ["ThrottlingException", "MODEL_UNAVAILABLE"],
  ])("fails at a %s with %s", (name, code) => {
    it.each([
      ["listing tasks", () => service().readyTasks(signal)],
      ["describing the service", () => service().describe(signal)],
      ["setting the number of tasks", () => service().setDesiredCount(1, signal)],
    ])("when %s", async (_, call) => {
      ecs.onAnyCommand().rejects(Object.assign(new Error("why"), { name, $metadata: { httpStatusCode: 400 } }));
      const error = await thrownBy(call());
      expect(error).toMatchObject({ code, message: `ECS answered 400 ${name}: why` });
    });

    it("when describing tasks", async () => {
      ecs.on(ListTasksCommand).resolves({ taskArns: ["task-0"] });
      ecs.on(DescribeTasksCommand).rejects(Object.assign(new Error("why"), { name }));
      expect(await thrownBy(service().readyTasks(signal))).toMatchObject({ code });
    });
  });
});
