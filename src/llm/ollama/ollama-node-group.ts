import type { Clock, Random } from "../../platform/clock.ts";
import { type ServiceError, toServiceError } from "../../platform/errors.ts";
import type { EcsService } from "./ecs-service.ts";
import { modelError } from "../model-error.ts";
import { settings } from "../../platform/config/settings.ts";

/** What a node group is made of. */
export interface OllamaNodeGroupOptions {
  /** The service whose tasks are the nodes. */
  readonly ecs: EcsService;
  /** Fewest tasks that the group may be raised to. */
  readonly minSize: number;
  /** Most tasks that the group may be raised to. */
  readonly maxSize: number;
  /** Tasks that a group scaled to 0 is raised to, within the other two; 0 leaves it there. */
  readonly desiredSize: number;
  /** Port of Ollama on every node. Default 11434. */
  readonly port?: number | undefined;
  /** Default `Date.now`. */
  readonly clock?: Clock | undefined;
  /** Spreads the containers over the nodes. Default `Math.random`. */
  readonly random?: Random | undefined;
}

/** Knows where Ollama answers. */
export interface OllamaNodeGroup {
  /**
   * The URL of a node that runs: the one found last, unless it was forgotten, else one that ECS names. A group that is
   * scaled to 0 is raised, and counts as not ready meanwhile.
   *
   * @param dead a node that just failed, which is not given again.
   * @throws ServiceError `MODEL_UNAVAILABLE` (none is ready, ECS gives no answer, the signal aborted),
   * `MODEL_MISCONFIGURED` (no such service, no right to ask, nodes without an address).
   */
  find(signal: AbortSignal, dead?: string): Promise<string>;
  /** Has the next call look anew, if `url` is the node found last. */
  forget(url: string): void;
}

interface Node {
  readonly url: string;
  readonly isHealthy: boolean;
}

/** ECS is not asked again for this long after it said that no node is ready: a task takes longer than this to start. */
const pauseMs = 10_000;

/** A look at ECS is shared by whoever waits for it, so no caller's signal may end it. */
const maxLookMs = 10_000;

/**
 * Makes a group whose nodes are found by asking ECS, once for all who ask at the same time. What is found is kept in memory,
 * so each container of the function looks for itself.
 */
export function createOllamaNodeGroup(options: OllamaNodeGroupOptions): OllamaNodeGroup {
  const { ecs, port = 11_434, clock = Date.now, random = Math.random } = options;
  const raisedSize = Math.min(options.maxSize, Math.max(options.minSize, options.desiredSize));
  let known: string | null = null;
  let looking: Promise<readonly Node[]> | null = null;
  let pause: { readonly error: ServiceError; readonly endsAtMs: number } | null = null;

  async function look(): Promise<readonly Node[]> {
    if (pause !== null && clock() < pause.endsAtMs) throw pause.error;
    const signal = AbortSignal.timeout(maxLookMs);
    const tasks = await ecs.readyTasks(signal);
    const nodes = tasks.flatMap(({ address, isHealthy }) =>
      address === null ? [] : [{ url: `http://${address}:${port}`, isHealthy }],
    );
    if (nodes.length > 0) return nodes;
    if (tasks.length > 0) {
      const message = `The tasks of the ${ecs.label} have no address of their own: their network mode must be awsvpc`;
      throw modelError("MODEL_MISCONFIGURED", message);
    }
    const error = await raise(signal);
    pause = { error, endsAtMs: clock() + pauseMs };
    throw error;
  }

  /** Raises the group if it is scaled to 0. Gives why no node is ready; a raise that failed is not repeated at once either. */
  async function raise(signal: AbortSignal): Promise<ServiceError> {
    const { desiredCount, runningCount = 0 } = await ecs.describe(signal);
    if (desiredCount !== 0) return notReady(`has no task that is ready: ${runningCount} of ${desiredCount} run`);
    if (raisedSize === 0) return notReady(`is scaled to 0, and ${settings.nodeGroupDesiredSize.name} leaves it there`);
    try {
      await ecs.setDesiredCount(raisedSize, signal);
    } catch (error) {
      return toServiceError(error);
    }
    return notReady(`was scaled to 0 and is now raised to ${raisedSize}`);
  }

  const notReady = (what: string) => modelError("MODEL_UNAVAILABLE", `The ${ecs.label} ${what}`);

  return {
    async find(signal, dead) {
      if (signal.aborted) throw timeIsUp();
      if (known !== null && known !== dead) return known;
      looking ??= look().finally(() => {
        looking = null;
      });
      const nodes = (await unlessAborted(looking, signal)).filter(({ url }) => url !== dead);
      const healthy = nodes.filter(({ isHealthy }) => isHealthy);
      const best = healthy.length > 0 ? healthy : nodes;
      const chosen = best[Math.floor(random() * best.length)];
      if (chosen === undefined) throw notReady("has no other task that is ready");
      known = chosen.url;
      return chosen.url;
    },
    forget(url) {
      if (known === url) known = null;
    },
  };
}

const timeIsUp = () => modelError("MODEL_UNAVAILABLE", "The time was up before a node was found");

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const giveUp = () => aborted.reject(timeIsUp());
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}
