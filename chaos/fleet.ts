import { SQSClient } from "@aws-sdk/client-sqs";
import type { SQSEvent } from "aws-lambda";
import type { LambdaCode } from "../src/emulators/lambda/lambda-code.ts";
import { createLambdaProcess, type LambdaProcess } from "../src/emulators/lambda/lambda-process.ts";
import { type Poller, startPoller } from "../src/emulators/lambda/poller.ts";

/** How the function is run. */
export interface FleetOptions {
  readonly code: LambdaCode;
  readonly environment: Readonly<Record<string, string>>;
  /** The emulator's own endpoint, without faults: the poller is AWS's side. */
  readonly queueEndpoint: string;
  readonly queueUrl: string;
  readonly processCount: number;
  readonly timeoutMs: number;
  readonly onLine: (line: string) => void;
  /** Hears of an invocation that ended with its process, and since when (ms since the epoch) it ran. */
  readonly onCrash: (bodies: readonly string[], startedAtMs: number) => void;
}

/** Several processes with the function, each fed by a poller of its own with one batch at a time. */
export interface Fleet {
  /** Kills the processes that are at work on a message whose body holds `text`; without it, of all that work, the one that `choose` gives. */
  killHolders(text: string): void;
  killOne(choose: (count: number) => number): void;
  stop(): Promise<void>;
}

interface Worker {
  readonly lambda: LambdaProcess;
  bodies: readonly string[];
}

/** Starts the processes and, once each has loaded the function, the pollers. */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const { code, environment, timeoutMs, onLine } = options;
  const region = environment["AWS_REGION"] ?? "";
  const client = new SQSClient({
    region,
    endpoint: options.queueEndpoint,
    useQueueUrlAsEndpoint: false,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const workers = Array.from({ length: options.processCount }, (): Worker => {
    return { lambda: createLambdaProcess({ code, environment, timeoutMs, onLine }), bodies: [] };
  });
  await Promise.all(workers.map(({ lambda }) => lambda.invoke({ Records: [] })));

  async function invoke(worker: Worker, event: SQSEvent): Promise<unknown> {
    const startedAtMs = Date.now();
    worker.bodies = event.Records.map(({ body }) => body);
    try {
      return await worker.lambda.invoke(event);
    } catch (error) {
      options.onCrash(worker.bodies, startedAtMs);
      throw error;
    } finally {
      worker.bodies = [];
    }
  }

  const pollers = workers.map((worker): Poller => {
    return startPoller({
      client,
      queueUrl: options.queueUrl,
      queueArn: `arn:aws:sqs:${region}:000000000000:prompts`,
      region,
      invoke: (event) => invoke(worker, event),
      onError: () => undefined,
    });
  });

  return {
    killHolders(text) {
      for (const { lambda, bodies } of workers) if (bodies.some((body) => body.includes(text))) lambda.kill();
    },
    killOne(choose) {
      const busy = workers.filter(({ bodies }) => bodies.length > 0);
      busy[choose(busy.length)]?.lambda.kill();
    },
    async stop() {
      await Promise.all([...workers.map(({ lambda }) => lambda.stop()), ...pollers.map((poller) => poller.stop())]);
      client.destroy();
    },
  };
}
