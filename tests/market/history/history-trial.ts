import { S3Client } from "@aws-sdk/client-s3";
import { setImmediate as nextTurnOfTheLoop } from "node:timers/promises";
import { expect, onTestFinished } from "vitest";
import { startQueueAndBucket } from "../../../src/emulators/aws/queue-and-bucket.ts";
import { createSampleMarket } from "../../../src/emulators/markets/sample-market.ts";
import type { Candle, CandleQuery, CandleSet } from "../../../src/market/candle.ts";
import { type CollectedHistoryOptions, createCollectedHistory } from "../../../src/market/history/collected-history.ts";
import { createDeadline, type Deadline } from "../../../src/platform/deadline.ts";
import { createObjectStore, type ObjectStore } from "../../../src/platform/aws/object-store.ts";
import { thrownBy } from "../../support/thrown-by.ts";
import { asOf, dayOfBitcoin, nowSeconds } from "../coinbase/coinbase-trial.ts";

const aws = { region: "us-east-1", credentials: { accessKeyId: "local-id", secretAccessKey: "local-secret" } };

/** Where the history of BTC-USD stands. */
export const folder = "COINBASE/BTC-USD/historical/";

/** A bucket over real sockets with a note of what is asked of it, and the reader of its history. */
export interface HistoryTrial {
  readonly objects: ObjectStore;
  /** Puts an object that is newer than all before it. */
  readonly put: (key: string, body: string) => Promise<void>;
  /** The byte ranges that were read, in order. */
  readonly parts: readonly (readonly [key: string, fromByte: number, beforeByte: number])[];
  /** The prefixes that were listed. */
  readonly prefixes: readonly string[];
  readonly readHistory: (query?: CandleQuery, deadline?: Deadline) => Promise<CandleSet>;
}

/** Starts an empty bucket; it ends with the test. */
export async function startHistory(options: Omit<CollectedHistoryOptions, "objects"> = {}): Promise<HistoryTrial> {
  const running = await startQueueAndBucket({ queueName: "work", dlqName: "work-dlq", bucketName: "things", aws });
  const client = new S3Client({ ...aws, endpoint: running.url, forcePathStyle: true });
  onTestFinished(async () => {
    client.destroy();
    await running.stop();
  });
  const store = createObjectStore(client, "things");
  const parts: [string, number, number][] = [];
  const prefixes: string[] = [];
  const objects: ObjectStore = {
    ...store,
    list(prefix, signal) {
      prefixes.push(prefix);
      return store.list(prefix, signal);
    },
    async readPart(object, part, signal) {
      parts.push([object.key, part.fromByte, part.beforeByte]);
      return await store.readPart(object, part, signal);
    },
  };
  const readHistory = createCollectedHistory({ objects, ...options });
  return {
    objects,
    parts,
    prefixes,
    readHistory: (query = dayOfBitcoin, deadline = createDeadline(60_000)) => readHistory(query, deadline),
    put: async (key, body) => {
      await running.putObject(key, body);
      const putAt = Date.now();
      while (Date.now() <= putAt) await nextTurnOfTheLoop();
    },
  };
}

/** Starts a bucket with one history of BTC-USD in it. */
export async function startHistoryWith(
  csv: string,
  options: Omit<CollectedHistoryOptions, "objects"> = {},
): Promise<HistoryTrial> {
  const trial = await startHistory(options);
  await trial.put(`${folder}2023.csv`, csv);
  return trial;
}

/** Why there is no history of use for the day of Bitcoin. */
export async function reasonOf({ readHistory }: HistoryTrial): Promise<string> {
  const error = await thrownBy(readHistory());
  expect([error.code, error.retryable]).toEqual(["CANDLES_UNAVAILABLE", true]);
  return error.message;
}

/** What the sample market traded in BTC-USD in the hours before {@link asOf}, oldest first. */
export function sampleHours(hours: number): readonly Candle[] {
  return createSampleMarket().candles("BTC-USD", 300, asOf - hours * 3_600, asOf - 300, nowSeconds);
}
