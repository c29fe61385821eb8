import { type AttributeValue, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { onTestFinished } from "vitest";
import type { InsightRequest } from "../../src/insight/insight-request.ts";
import type { InsightPorts, Notify } from "../../src/insight/ports.ts";
import type { Receipt } from "../../src/insight/receipt.ts";
import { startDynamodbServer } from "../../src/emulators/aws/dynamodb-server.ts";
import { type Exchange, startExchange } from "../../src/emulators/upstreams/coinbase-exchange.ts";
import type { FaultHook } from "../../src/emulators/http-server.ts";
import type { MarketData } from "../../src/emulators/markets/market-data.ts";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";
import type { Candle } from "../../src/market/candle.ts";
import { createCoinbaseCandles } from "../../src/market/coinbase/coinbase-candles.ts";
import { createDeadline, type Deadline } from "../../src/platform/deadline.ts";
import { createLedger, type Ledger } from "../../src/platform/aws/ledger.ts";
import { trendAnalysis } from "../../src/prompts/trend-analysis.ts";
import { type CapturedTelemetry, captureTelemetry } from "../support/captured-telemetry.ts";
import { type ScriptedModel, scriptModel } from "./scripted-model.ts";

/** 2023-11-15T12:00:00Z: where the simulated clock stands at first, but for 17 seconds. */
export const asOf = 1_700_049_600;

type Notification = Parameters<Notify>[0];

/** An exchange and a table over real sockets, a reader, a bucket, and one clock that a test turns. */
export interface InsightSetup {
  readonly exchange: Exchange;
  readonly telemetry: CapturedTelemetry;
  readonly model: ScriptedModel;
  readonly ledger: Ledger;
  /** Everything that was posted, in order. */
  readonly posts: readonly Notification[];
  /** Every receipt, in order. */
  readonly receipts: readonly (readonly [key: string, receipt: Receipt])[];
  readonly clock: () => number;
  readonly turnClock: (ms: number) => void;
  /** Puts an item into the ledger's table, in DynamoDB's own form. */
  readonly putItem: (item: Record<string, AttributeValue>) => Promise<void>;
  /** What bounds a piece of work: by the simulated clock, so it never ends by itself. */
  readonly work: (ms?: number) => { readonly deadline: Deadline; readonly logger: CapturedTelemetry["logger"] };
  /** The ports of a container that has just started, with a connection of its own to the ledger. */
  readonly startContainer: (replaced?: Partial<InsightPorts>) => InsightPorts;
}

/** What a setup is opened with. */
export interface InsightSetupOptions {
  readonly model?: ScriptedModel;
  readonly market?: MarketData;
  readonly exchangeFault?: FaultHook;
  readonly dynamodbFault?: FaultHook;
}

const tableName = "insight-state";
const aws = { region: "us-east-1", credentials: { accessKeyId: "local-id", secretAccessKey: "local-secret" } };

/** Opens a setup. Whoever sleeps in it turns its clock. */
export async function openInsightSetup(options: InsightSetupOptions = {}): Promise<InsightSetup> {
  let timeMs = asOf * 1_000 + 17_000;
  const clock = (): number => timeMs;
  const turnClock = (ms: number): void => void (timeMs += ms);
  const [exchange, dynamodb] = await Promise.all([
    startExchange({ market: options.market ?? createSampleMarket(), clock, fault: options.exchangeFault }),
    startDynamodbServer([{ name: tableName, keyName: "id" }], aws, options.dynamodbFault),
  ]);
  onTestFinished(async () => void (await Promise.all([exchange.stop(), dynamodb.stop()])));

  const telemetry = captureTelemetry();
  const model = options.model ?? scriptModel();
  const posts: Notification[] = [];
  const receipts: [string, Receipt][] = [];
  const openLedger = (): Ledger => {
    const client = new DynamoDBClient({ ...aws, endpoint: dynamodb.url, maxAttempts: 1 });
    onTestFinished(() => client.destroy());
    return createLedger({ client, tableName, clock });
  };
  const sleep: InsightPorts["sleep"] = async (ms) => turnClock(ms);
  return {
    exchange,
    telemetry,
    model,
    ledger: openLedger(),
    posts,
    receipts,
    clock,
    turnClock,
    async putItem(Item) {
      const client = new DynamoDBClient({ ...aws, endpoint: dynamodb.url });
      await client.send(new PutItemCommand({ TableName: tableName, Item }));
      client.destroy();
    },
    work: (ms = 60_000) => ({
      deadline: createDeadline(ms, { now: clock, after: () => () => undefined }),
      logger: telemetry.logger,
    }),
    startContainer: (replaced = {}) => ({
      fetchCandles: createCoinbaseCandles({ url: exchange.url, clock, sleep, random: () => 0.5 }),
      model,
      ledger: openLedger(),
      notify: async (notification) => {
        posts.push(notification);
        return { status: 200 };
      },
      writeReceipt: async (key, receipt) => void receipts.push([key, receipt]),
      metrics: telemetry.metrics,
      clock,
      sleep,
      ...replaced,
    }),
  };
}

/** A request about BTC-USD, with some of it replaced. */
export function requestOf(fields: Partial<InsightRequest> = {}): InsightRequest {
  return {
    correlationId: "abc-123",
    productId: "BTC-USD",
    promptType: trendAnalysis,
    channel: "general",
    message: { id: "message-1", receiveCount: 1, sentAtMs: asOf * 1_000 },
    ...fields,
  };
}

/** A market that lists every product and has these candles of five minutes, whatever the window. */
export function marketOf(candles: readonly Candle[]): MarketData {
  return { label: "by hand", has: () => true, candles: () => candles };
}

/** Candles of five minutes that rise by 1 each; the last one closes `agoSeconds` before {@link asOf}. */
export function risingCandles(count: number, agoSeconds = 0): Candle[] {
  return Array.from({ length: count }, (_, index) => ({
    start: asOf - agoSeconds - (count - index) * 300,
    open: 100 + index,
    high: 102 + index,
    low: 99 + index,
    close: 101 + index,
    volume: 5,
  }));
}
