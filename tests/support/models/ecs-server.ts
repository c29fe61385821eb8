import type { Task } from "@aws-sdk/client-ecs";
import * as z from "zod/mini";
import {
  type FaultHook,
  type HttpAnswer,
  type RunningHttpServer,
  startHttpServer,
} from "../../../src/emulators/http-server.ts";

/** A task that has its ARN. */
type ListedTask = Task & { readonly taskArn: string };

/** The one service that the server knows; it may be changed while the server runs. */
export interface EcsServerState {
  desiredCount: number;
  tasks: readonly ListedTask[];
}

/** A server that speaks ECS's JSON 1.1 protocol, as far as one service and its tasks are concerned. */
export interface EcsServer extends RunningHttpServer {
  readonly state: EcsServerState;
  /** The operation of every call, in order of arrival. */
  readonly operations: readonly string[];
  /** The counts that UpdateService asked for, in order of arrival. */
  readonly askedCounts: readonly number[];
}

/** The names that the server knows. */
export const ecsNames = { cluster: "trader", service: "ollama" } as const;

const inputSchema = z.object({
  cluster: z.string(),
  serviceName: z.optional(z.string()),
  desiredStatus: z.optional(z.string()),
  tasks: z.optional(z.array(z.string())),
  services: z.optional(z.array(z.string())),
  service: z.optional(z.string()),
  desiredCount: z.optional(z.number()),
});

/**
 * Starts a server whose service wants `desiredCount` tasks and has these. Like ECS it starts no task at once: a raised
 * service has the tasks that a test gives it.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/
 */
export async function startEcsServer(initial: EcsServerState, fault?: FaultHook): Promise<EcsServer> {
  const state = { ...initial };
  const operations: string[] = [];
  const askedCounts: number[] = [];
  const server = await startHttpServer(
    (request) => {
      const operation = operationOf(request.headers);
      const input = z.parse(inputSchema, JSON.parse(request.body));
      if (input.cluster !== ecsNames.cluster) return refuse("ClusterNotFoundException", "Cluster not found.");
      const service = input.serviceName ?? input.service ?? ecsNames.service;
      if (service !== ecsNames.service) return refuse("ServiceNotFoundException", "Service not found.");
      switch (operation) {
        case "ListTasks":
          return answer({ taskArns: listed(state, input.desiredStatus ?? "RUNNING").map(({ taskArn }) => taskArn) });
        case "DescribeTasks":
          return answer({ tasks: state.tasks.filter(({ taskArn }) => input.tasks?.includes(taskArn)), failures: [] });
        case "DescribeServices":
          return answer(describeServices(state, input.services ?? []));
        case "UpdateService":
          state.desiredCount = input.desiredCount ?? state.desiredCount;
          askedCounts.push(state.desiredCount);
          return answer({ service: describeService(state) });
        default:
          return refuse("UnknownOperationException", operation);
      }
    },
    {
      fault: (request) => {
        operations.push(operationOf(request.headers));
        return fault?.(request);
      },
    },
  );
  return { ...server, state, operations, askedCounts };
}

function operationOf(headers: Readonly<Record<string, string>>): string {
  return (headers["x-amz-target"] ?? "").replace("AmazonEC2ContainerServiceV20141113.", "");
}

function listed(state: EcsServerState, desiredStatus: string): readonly ListedTask[] {
  return state.tasks.filter((task) => task.desiredStatus === desiredStatus);
}

function describeServices(state: EcsServerState, names: readonly string[]): object {
  const isKnown = names.includes(ecsNames.service);
  const missing = names.filter((name) => name !== ecsNames.service);
  return {
    services: isKnown ? [describeService(state)] : [],
    failures: missing.map((name) => ({ arn: `arn:aws:ecs:us-east-1:000000000000:service/${name}`, reason: "MISSING" })),
  };
}

function describeService(state: EcsServerState): object {
  const runningCount = listed(state, "RUNNING").filter(({ lastStatus }) => lastStatus === "RUNNING").length;
  const { desiredCount } = state;
  return { serviceName: ecsNames.service, status: "ACTIVE", desiredCount, runningCount, pendingCount: 0 };
}

function answer(body: object): HttpAnswer {
  return { status: 200, headers: { "content-type": "application/x-amz-json-1.1" }, body };
}

function refuse(type: string, message: string): HttpAnswer {
  return { ...answer({ __type: type, message }), status: 400 };
}
