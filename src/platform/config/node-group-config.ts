import type { SettingsReader } from "./settings-reader.ts";

/** A group of Ollama nodes: the tasks of a service on ECS. */
export interface NodeGroupConfig {
  /** Short name or ARN. */
  readonly cluster: string;
  /** Name or ARN. */
  readonly service: string;
  /** In tasks, from 0. */
  readonly minSize: number;
  /** In tasks, from 1 and not below `minSize`. */
  readonly maxSize: number;
  /** Tasks that a group scaled to 0 is raised to, from `minSize` to `maxSize`. */
  readonly desiredSize: number;
}

/** Whether a node group is configured, be it only in part. */
export function namesNodeGroup(read: SettingsReader): boolean {
  return read.text("ECS_CLUSTER") !== null || read.text("ECS_SERVICE") !== null;
}

/** Reads the node group that `namesNodeGroup` has seen; null where something about it is a problem. */
export function readNodeGroup(read: SettingsReader): NodeGroupConfig | null {
  const cluster = read.text("ECS_CLUSTER");
  const service = read.text("ECS_SERVICE");
  if (cluster === null) read.problem("ECS_CLUSTER", "is not set, but ECS_SERVICE is");
  if (service === null) read.problem("ECS_SERVICE", "is not set, but ECS_CLUSTER is");
  const sizes = readSizes(read);
  return cluster === null || service === null || sizes === null ? null : { cluster, service, ...sizes };
}

function readSizes(read: SettingsReader): Pick<NodeGroupConfig, "minSize" | "maxSize" | "desiredSize"> | null {
  const minSize = read.count("NODE_GROUP_MIN_SIZE", 0);
  const maxSize = read.count("NODE_GROUP_MAX_SIZE", 1);
  const desiredSize = read.count("NODE_GROUP_DESIRED_SIZE", 0);
  if (minSize === null || maxSize === null || desiredSize === null) return null;
  if (minSize > maxSize) {
    read.problem(
      "NODE_GROUP_MIN_SIZE",
      `must not be above NODE_GROUP_MAX_SIZE, which is ${maxSize}, but is ${minSize}`,
    );
  } else if (desiredSize < minSize || desiredSize > maxSize) {
    const allowed = `from NODE_GROUP_MIN_SIZE to NODE_GROUP_MAX_SIZE, ${minSize} to ${maxSize}`;
    read.problem("NODE_GROUP_DESIRED_SIZE", `must be ${allowed}, but is ${desiredSize}`);
  }
  return { minSize, maxSize, desiredSize };
}
