import { onTestFinished } from "vitest";
import { createEcsService } from "../../../src/llm/ollama/ecs-service.ts";
import { createOllamaNodeGroup, type OllamaNodeGroup } from "../../../src/llm/ollama/ollama-node-group.ts";
import type { FaultHook } from "../../../src/emulators/http-server.ts";
import { ecsNames, type EcsServer, type EcsServerState, startEcsServer } from "./ecs-server.ts";
import { createTurnedClock, type TurnedClock } from "../turned-clock.ts";

/** A node group whose ECS is a server on loopback. */
export interface EcsSetup {
  readonly server: EcsServer;
  readonly clock: TurnedClock;
  readonly group: OllamaNodeGroup;
}

/** How the setup is made. */
export interface EcsSetupOptions extends Partial<EcsServerState> {
  readonly fault?: FaultHook;
  readonly service?: string;
  /** Minimum, maximum and desired size. Default 0, 3 and 2. */
  readonly sizes?: readonly [number, number, number];
  readonly port?: number;
  readonly random?: () => number;
}

/** Starts ECS and makes the group; the test's end stops it. Of several nodes the first is chosen unless `random` says otherwise. */
export async function openEcs({ fault, service, sizes, port, random, ...state }: EcsSetupOptions): Promise<EcsSetup> {
  const tasks = state.tasks ?? [];
  const server = await startEcsServer({ desiredCount: state.desiredCount ?? tasks.length, tasks }, fault);
  onTestFinished(() => server.stop());
  const clock = createTurnedClock(1_763_820_000_000);
  const ecs = createEcsService({
    ...ecsNames,
    ...(service === undefined ? {} : { service }),
    client: { region: "us-east-1", endpoint: server.url, maxAttempts: 1 },
  });
  const [minSize, maxSize, desiredSize] = sizes ?? [0, 3, 2];
  const rest = { port, clock: clock.now, random: random ?? (() => 0) };
  return { server, clock, group: createOllamaNodeGroup({ ecs, minSize, maxSize, desiredSize, ...rest }) };
}
