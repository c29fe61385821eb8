import {
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  type ECSClientConfig,
  ListTasksCommand,
  type Service,
  type Task,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { awsFailure } from "../bedrock/aws-failure.ts";
import { modelError } from "../model-error.ts";
import { collectModelBody } from "../read-model-body.ts";

/** Which service is meant, and how ECS is asked. */
export interface EcsServiceOptions {
  /** Short name or ARN. */
  readonly cluster: string;
  /** Name or ARN. */
  readonly service: string;
  /** What the client is made with. `maxAttempts` is 2 unless it says otherwise: the next provider is the better retry. */
  readonly client: ECSClientConfig;
}

/** A task that runs and is not known to be unhealthy. */
export interface ReadyTask {
  /** Its private IPv4 address; null where its network mode gives it none of its own. */
  readonly address: string | null;
  /** Whether a health check has passed; without one ECS can't tell. */
  readonly isHealthy: boolean;
}

/**
 * One service on Amazon ECS. Every call throws ServiceError: `MODEL_UNAVAILABLE` (throttled, 5xx, connection, time),
 * `MODEL_MISCONFIGURED` (no such cluster or service, no right to the call, no credentials), `MODEL_ANSWER_INCOMPLETE` (an
 * answer that can't be read).
 */
export interface EcsService {
  /** As messages name it. */
  readonly label: string;
  /** Its tasks that are ready; of more than 100 the first 100 that ECS lists. */
  readyTasks(signal: AbortSignal): Promise<readonly ReadyTask[]>;
  describe(signal: AbortSignal): Promise<Service>;
  setDesiredCount(count: number, signal: AbortSignal): Promise<void>;
}

/** A service that is being deleted, or was: ECS still describes it for a while. */
const deletedStates: ReadonlySet<string | undefined> = new Set(["DRAINING", "INACTIVE"]);

/**
 * Makes the view of one service. No call is made before it is asked for something.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/
 */
export function createEcsService({ cluster, service, client: config }: EcsServiceOptions): EcsService {
  const client = new ECSClient({ maxAttempts: 2, streamCollector: collectModelBody, ...config });
  const label = `ECS service ${service} in cluster ${cluster}`;

  return {
    label,
    async readyTasks(signal) {
      const listing = new ListTasksCommand({ cluster, serviceName: service, desiredStatus: "RUNNING" });
      const { taskArns: tasks = [] } = await answered(client.send(listing, { abortSignal: signal }), signal);
      if (tasks.length === 0) return [];
      const describing = new DescribeTasksCommand({ cluster, tasks });
      const described = await answered(client.send(describing, { abortSignal: signal }), signal);
      return (described.tasks ?? [])
        .filter((task) => task.lastStatus === "RUNNING" && task.healthStatus !== "UNHEALTHY")
        .map((task) => ({ address: addressOf(task), isHealthy: task.healthStatus === "HEALTHY" }));
    },
    async describe(signal) {
      const describing = new DescribeServicesCommand({ cluster, services: [service] });
      const reply = await answered(client.send(describing, { abortSignal: signal }), signal);
      const found = reply.services?.[0];
      if (found === undefined) {
        const reason = reply.failures?.[0]?.reason ?? "no reason given";
        throw modelError("MODEL_MISCONFIGURED", `The ${label} can't be found: ${reason}`);
      }
      if (deletedStates.has(found.status)) throw modelError("MODEL_MISCONFIGURED", `The ${label} is ${found.status}`);
      return found;
    },
    async setDesiredCount(desiredCount, signal) {
      const updating = new UpdateServiceCommand({ cluster, service, desiredCount });
      await answered(client.send(updating, { abortSignal: signal }), signal);
    },
  };
}

async function answered<T>(call: Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw awsFailure("ECS", error, signal);
  }
}

/** In network mode `awsvpc` a task has a network interface of its own, which its containers share. */
function addressOf(task: Task): string | null {
  const attached = (task.attachments ?? [])
    .filter(({ type }) => type === "ElasticNetworkInterface")
    .flatMap(({ details }) => details ?? [])
    .filter(({ name }) => name === "privateIPv4Address")
    .map(({ value }) => value);
  const interfaces = (task.containers ?? []).flatMap(({ networkInterfaces }) => networkInterfaces ?? []);
  const addresses = [...attached, ...interfaces.map(({ privateIpv4Address }) => privateIpv4Address)];
  return addresses.find((address) => address !== undefined && address !== "") ?? null;
}
