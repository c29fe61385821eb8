import { SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InboxMessage } from "../src/emulators/upstreams/assistant-inbox.ts";
import { bundleTemporarily } from "../src/emulators/lambda/bundle-function.ts";
import type { MarketData } from "../src/emulators/markets/market-data.ts";
import type { DeadLetter } from "../src/emulators/aws/queue-and-bucket.ts";
import { createSampleMarket } from "../src/emulators/markets/sample-market.ts";
import { type Stack, startStack } from "../src/emulators/stack.ts";
import { createAssistantOutage } from "./assistant-outage.ts";
import { startAwsProxy } from "./aws-proxy.ts";
import { createDice } from "./dice.ts";
import { createDiscordFault } from "./discord-faults.ts";
import { createChaosFaults } from "./faults.ts";
import { type Fleet, startFleet } from "./fleet.ts";
import { modelName, startModelServer } from "./model-server.ts";
import { channels, planMessages } from "./plan.ts";
import { redriveRequests, sendAll, untilEmpty } from "./queue-work.ts";
import type { SentMessage } from "./sent-message.ts";
import { createSimulatedClock } from "./simulated-clock.ts";
import { readLedgerItems } from "./read-ledger.ts";
import { createPostWatch } from "./post-watch.ts";

/** What a run is made of. */
export interface ChaosOptions {
  readonly seed: number;
  readonly messageCount: number;
  readonly productCount: number;
  /** Nothing fails, nothing is killed, and every message is a new and sound request. */
  readonly isCalm: boolean;
  /** Whether the Assistant knows an idempotency key again. */
  readonly honoursIdempotencyKey: boolean;
  readonly processCount: number;
  /** Where the insights go. Default: to the Assistant. */
  readonly deliver?: "assistant" | "discord";
  /** For so long of its simulated clock the Assistant answers 503. Null or absent: it has no outage. */
  readonly assistantOutageMs?: number | null;
}

/** What a run left behind, not judged yet. */
export interface ChaosRecord {
  readonly market: MarketData;
  readonly sent: readonly SentMessage[];
  readonly received: readonly InboxMessage[];
  readonly letters: readonly DeadLetter[];
  /** The text of each receipt. */
  readonly receipts: readonly string[];
  readonly lines: readonly string[];
  /** The items of the ledger, as JSON. Default: none. */
  readonly ledgerItems?: readonly string[];
  /** What must stand in no line, receipt, letter or item. */
  readonly secrets: readonly string[];
  /** By correlation id, what came between a post's arrival and its recording. */
  readonly interruptions: ReadonlyMap<string, string>;
  /** Whether each request that was given up in doubt is listed, as where a post can't be told from its repetition. */
  readonly listsUncertain?: boolean;
  readonly modelCalls: number;
  /** The day's limit of tokens. Default: none. */
  readonly tokenLimit?: number | null;
  readonly posts: number;
  readonly tokenRequests: number;
  /** Whether the queue was empty before the time was up. */
  readonly isComplete: boolean;
}

/**
 * Much shorter than in the deployment, and with it the leases, so that a run takes minutes. The queue's delays pass faster
 * in the same measure.
 */
const functionTimeoutMs = 6_000;
const queueSpeed = 8;

/** A killed batch comes back once its leases have ended, as in the deployment. */
const visibilityTimeoutSeconds = functionTimeoutMs / 1_000 + 2;

/** A run never takes longer, whatever happens. */
const maxRunMs = (messageCount: number): number => 90_000 + messageCount * 200;

/** A part of what a run takes, so that it is reached in the middle of it. */
const tokensOfProduct = 1_500;

const killEveryMs = 2_500;
const killedAtPost = 0.004;
/** Short enough to be renewed during a run. */
const tokenExpiresInSeconds = 30;

/** Sends the messages through the embedded stack to the deployed function in several processes, and makes trouble. */
export async function runChaos(options: ChaosOptions): Promise<ChaosRecord> {
  const { seed, isCalm } = options;
  const startedAtMs = Date.now();
  const market = createSampleMarket({ seed });
  const folder = mkdtempSync(join(tmpdir(), "chaos-"));
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  process.once("exit", removeFolder);
  const lastsMs = options.assistantOutageMs ?? null;
  const simulatedClock = lastsMs === null ? null : createSimulatedClock(folder);
  const settleMs = functionTimeoutMs + 1_000;
  const outage =
    simulatedClock === null || lastsMs === null ? null : createAssistantOutage({ lastsMs, settleMs }, simulatedClock);
  const tokenLimit = isCalm ? null : options.productCount * tokensOfProduct;
  const stopping: (() => Promise<void>)[] = [];
  const watch = createPostWatch();
  const killDice = createDice(seed, "kill");
  const faults = isCalm
    ? undefined
    : createChaosFaults({
        seed,
        elapsedMs: () => Date.now() - startedAtMs,
        onFault(victim, { kind }, { headers }) {
          const correlationId = headers["x-correlation-id"] ?? "";
          if (victim === "inbox" && kind === "answer_then_drop") watch.interrupt(correlationId, "connection dropped");
        },
      });
  const isDiscord = options.deliver === "discord";
  const discordFault = isCalm ? undefined : createDiscordFault({ seed, elapsedMs: () => Date.now() - startedAtMs });

  try {
    const code = await bundleTemporarily("prompts");
    stopping.push(async () => code.remove());
    let target = "";
    const proxy = await startAwsProxy({ target: () => target, queueSpeed, fault: faults?.aws });
    stopping.push(() => proxy.stop());
    const model = await startModelServer({
      dice: isCalm ? undefined : createDice(seed, "texts"),
      fault: faults?.model,
    });
    stopping.push(() => model.stop());
    let fleet: Fleet | null = null;
    const stack = await startStack({
      market,
      honoursIdempotencyKey: options.honoursIdempotencyKey,
      tokenExpiresInSeconds: isCalm ? undefined : tokenExpiresInSeconds,
      faults: {
        ...faults,
        inbox: (request) => {
          watch.see(request);
          return outage?.fault() ?? faults?.inbox(request);
        },
        discord: (request) => outage?.fault() ?? discordFault?.(request),
      },
      discord: isDiscord ? { channels, postsPerWindow: discordPostsPerWindow } : undefined,
      env: {
        LLM_PROVIDERS: "ollama",
        OLLAMA_HOST: model.url,
        OLLAMA_MODEL: modelName,
        OLLAMA_API_KEY: ollamaKey,
        ...(tokenLimit === null ? {} : { DAILY_TOKEN_LIMIT: String(tokenLimit) }),
      },
      onMessage({ correlationId }) {
        watch.arrive(correlationId);
        if (!isCalm && killDice() < killedAtPost) fleet?.killHolders(JSON.stringify(correlationId));
      },
    });
    stopping.push(() => stack.stop());
    target = stack.environment["AWS_ENDPOINT_URL_SQS"] ?? "";
    const aws = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
    const client = new SQSClient({ ...aws, endpoint: target, useQueueUrlAsEndpoint: false });
    stopping.push(async () => client.destroy());
    const { queueUrl } = stack;
    const Attributes = { VisibilityTimeout: String(visibilityTimeoutSeconds) };
    await client.send(new SetQueueAttributesCommand({ QueueUrl: queueUrl, Attributes }));

    const lines: string[] = [];
    const running = await startFleet({
      code,
      environment: {
        ...stack.environment,
        AWS_ENDPOINT_URL_SQS: proxy.url,
        AWS_ENDPOINT_URL_S3: proxy.url,
        LOG_LEVEL: "debug",
        ...simulatedClock?.environment,
      },
      queueEndpoint: target,
      queueUrl,
      processCount: options.processCount,
      timeoutMs: functionTimeoutMs,
      onLine: (line) => lines.push(line),
      onCrash: (bodies, since) => watch.crash(bodies, since),
    });
    let isStopped = false;
    const stopFleet = async (): Promise<void> => {
      if (!isStopped) await running.stop();
      isStopped = true;
    };
    stopping.push(stopFleet);
    fleet = running;
    const killing = setInterval(() => {
      if (!isCalm) running.killOne((count) => Math.floor(killDice() * count));
    }, killEveryMs);
    stopping.push(async () => clearInterval(killing));

    const planned = planMessages(options);
    const half = outage === null ? planned.length : Math.floor(planned.length / 2);
    const sent = [...(await sendAll(client, queueUrl, planned.slice(0, half)))];
    outage?.begin();
    sent.push(...(await sendAll(client, queueUrl, planned.slice(half))));
    await outage?.pass();
    const endsAtMs = Date.now() + maxRunMs(options.messageCount);
    let isComplete = await untilEmpty(client, queueUrl, endsAtMs);
    if (outage !== null) {
      sent.push(...(await redriveRequests(client, stack, sent)));
      isComplete = await untilEmpty(client, queueUrl, endsAtMs);
    }
    clearInterval(killing);
    await stopFleet();
    const keys = await stack.listObjects("insights/");
    return {
      market,
      sent,
      lines,
      ledgerItems: await readLedgerItems(stack.environment),
      isComplete,
      received: stack.receiver.messages,
      listsUncertain: isDiscord,
      letters: await stack.readDeadLetters(),
      receipts: (await Promise.all(keys.map((key) => stack.readObject(key)))).filter((text) => text !== undefined),
      secrets: [...secretsOf(stack.environment), ...watch.tokens, ...webhookTokens(stack.discord)],
      interruptions: watch.interruptions,
      modelCalls: model.callCount,
      tokenLimit,
      posts: stack.receiver.postCount,
      tokenRequests: stack.tokenServer.tokenRequestCount,
    };
  } finally {
    for (const stop of stopping.toReversed()) await stop();
    simulatedClock?.release();
    process.off("exit", removeFolder);
    removeFolder();
  }
}

/** Above Discord's own limit, so that a run does not take hours, and low enough to be met. */
const discordPostsPerWindow = 25;

function webhookTokens(discord: Stack["discord"]): readonly string[] {
  return Object.values(discord?.webhooks ?? {}).map((url) => url.split("/").at(-1) ?? "");
}

const ollamaKey = "ollama-key-of-the-chaos-run";

function secretsOf(environment: Readonly<Record<string, string>>): readonly string[] {
  const names = ["AUTH0_ASSISTANT_CLIENT_SECRET", "ASSISTANT_API_KEY", "AWS_SECRET_ACCESS_KEY", "OLLAMA_API_KEY"];
  return names.flatMap((name) => environment[name] ?? []);
}
