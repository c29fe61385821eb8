import { deliveryOutcomes } from "../../insight/generation.ts";
import type { FetchCandles } from "../../insight/ports.ts";
import { createCollectedHistory } from "../../market/history/collected-history.ts";
import { createObjectStore } from "../../platform/aws/object-store.ts";
import type { Clock } from "../../platform/clock.ts";
import type { CandleQuery, CandleSet } from "../../market/candle.ts";
import { promptNames } from "../../prompts/registry.ts";
import { createCleanOutput } from "../kit/clean-output.ts";
import { howToAskWhy } from "../kit/how-to-ask-why.ts";
import { type OperatorTarget, targetArguments } from "../kit/operator-target.ts";
import { formatS3Failure, type ReceiptBucket } from "../kit/receipts/with-receipts.ts";
import type { WorkbenchParts } from "./workbench-parts.ts";
import { createCandleFinder } from "./insights/candle-finder.ts";
import type { ModelPrices } from "./insights/prices.ts";
import { createReceiptIndex } from "./insights/receipt-index.ts";
import { openDeadLetters } from "./letters/dead-letters.ts";
import { bundlePage, type PageFiles } from "./server/bundle-page.ts";
import { createEventHub } from "./server/event-hub.ts";
import { createRoutes } from "./server/routes.ts";
import { type WorkbenchServer, serveWorkbench } from "./server/serve-workbench.ts";
import type { Runs } from "./try/runs.ts";
import type { WorkbenchView } from "./views/list-views.ts";

/** What a workbench is opened on. */
export interface WorkbenchOptions {
  readonly about: Pick<WorkbenchView, "isLocal" | "label" | "market" | "model" | "products" | "markets" | "models">;
  readonly target: OperatorTarget;
  readonly bucket: ReceiptBucket;
  readonly prices: ModelPrices;
  /** Today and the days before it whose receipts are listed. */
  readonly days: number;
  readonly fetchCandles: FetchCandles;
  readonly served?: ((query: CandleQuery, sha256: string) => CandleSet | null) | undefined;
  /** Makes what starts runs; absent: nothing may be started, and the address has a key. */
  readonly openRuns?: ((parts: Pick<WorkbenchParts, "finder" | "prices" | "hub" | "clock">) => Runs) | undefined;
  /** What is secret here. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly port?: number | undefined;
  /** The page. Default: bundled now. */
  readonly page?: PageFiles | undefined;
  /** Default: the system's. */
  readonly clock?: Clock | undefined;
  /** How often the bucket is listed while a page is open, milliseconds. Default 5000. */
  readonly lookEveryMs?: number | undefined;
}

/** A workbench that is served. */
export interface OpenedWorkbench {
  readonly parts: WorkbenchParts;
  readonly server: WorkbenchServer;
  stop(): Promise<void>;
}

/** Opens a workbench and serves it on 127.0.0.1. */
export async function openWorkbench(options: WorkbenchOptions): Promise<OpenedWorkbench> {
  const { about, target, bucket, prices, days, openRuns, lookEveryMs = 5_000, clock = Date.now } = options;
  const hub = createEventHub();
  const index = createReceiptIndex({
    bucket,
    prices,
    days,
    describeFailure: (error) => formatS3Failure(error, bucket.bucketName, target.endpoint),
    onChange: () => hub.send({ is: "insights" }),
    clock,
  });
  // A text may have been written from the collected history, where Coinbase did not answer.
  const history = createCollectedHistory({ objects: createObjectStore(bucket.client, bucket.bucketName) });
  const finder = createCandleFinder([options.fetchCandles, history], options.served);
  const parts: WorkbenchParts = {
    about: {
      ...about,
      prompts: promptNames,
      outcomes: [...deliveryOutcomes, "dead_lettered"],
      days,
      targetArguments: targetArguments(target),
      writers: [],
    },
    bucket,
    index,
    finder,
    prices,
    letters: openDeadLetters(target, about.isLocal),
    runs: openRuns?.({ finder, prices, hub, clock }) ?? null,
    hub,
    commandOf: (correlationId) => howToAskWhy(correlationId, target),
    clock,
    clean: createCleanOutput(options.environment),
  };
  const close = (): void => {
    index.stop();
    parts.letters.stop();
  };
  let server: WorkbenchServer;
  try {
    const [page] = await Promise.all([options.page ?? bundlePage(), index.refresh()]);
    server = await serveWorkbench({
      isReadOnly: openRuns === undefined,
      hasKey: openRuns === undefined,
      ...(options.port === undefined ? {} : { port: options.port }),
      clean: parts.clean,
      answer: createRoutes(parts, page),
    });
  } catch (error) {
    close();
    throw error;
  }
  const looking = lookWhileWatched(parts, lookEveryMs);
  return {
    parts,
    server,
    async stop() {
      clearInterval(looking);
      close();
      await server.stop();
    },
  };
}

/** A bucket that takes long to list is not listed all the time. */
const restFactor = 10;

/** Looks again and again for what has changed. Nobody is asked while nobody looks. */
function lookWhileWatched({ hub, index, letters, clock }: WorkbenchParts, everyMs: number): NodeJS.Timeout {
  let letterCount: number | null = null;
  let listAfterMs = 0;

  async function lookForLetters(): Promise<void> {
    const count = await letters.count();
    if (count !== letterCount) hub.send({ is: "letters" });
    letterCount = count;
  }

  async function list(): Promise<void> {
    const startedAtMs = clock();
    if (startedAtMs < listAfterMs) return;
    await index.refresh();
    const endedAtMs = clock();
    listAfterMs = endedAtMs + restFactor * (endedAtMs - startedAtMs);
  }

  return setInterval(() => {
    if (hub.listeners > 0) void Promise.all([lookForLetters(), list()]);
  }, everyMs);
}
