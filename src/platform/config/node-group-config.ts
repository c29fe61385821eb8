import { settings } from "./settings.ts";
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
  return read.text(settings.ecsCluster) !== null || read.text(settings.ecsService) !== null;
}

/** Reads the node group that `namesNodeGroup` has seen; null where something about it is a problem. */
export function readNodeGroup(read: SettingsReader): NodeGroupConfig | null {
  const [cluster, service] = read.pair(settings.ecsCluster, settings.ecsService);
  const sizes = readSizes(read);
  return cluster === null || service === null || sizes === null ? null : { cluster, service, ...sizes };
}

function readSizes(read: SettingsReader): Pick<NodeGroupConfig, "minSize" | "maxSize" | "desiredSize"> | null {
  const { nodeGroupMinSize: min, nodeGroupMaxSize: max, nodeGroupDesiredSize: desired } = settings;
  const minSize = read.count(min);
  const maxSize = read.count(max);
  const desiredSize = read.count(desired);
  if (minSize === null || maxSize === null || desiredSize === null) return null;
  if (minSize > maxSize) {
    read.problem(min, `must not be above ${max.name}, which is ${maxSize}, but is ${minSize}`);
  } else if (desiredSize < minSize || desiredSize > maxSize) {
    const allowed = `from ${min.name} to ${max.name}, ${minSize} to ${maxSize}`;
    read.problem(desired, `must be ${allowed}, but is ${desiredSize}`);
  }
  return { minSize, maxSize, desiredSize };
}
