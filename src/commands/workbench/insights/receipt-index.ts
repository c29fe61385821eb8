import type { Clock } from "../../../platform/clock.ts";
import { lastDays } from "../../kit/receipts/days.ts";
import { listNewestReceipts } from "../../kit/receipts/newest-receipts.ts";
import { readReceipt } from "../../kit/receipts/read-receipts.ts";
import type { ReceiptBucket } from "../../kit/receipts/with-receipts.ts";
import type { InsightLine } from "../views/list-views.ts";
import { lineOfKey, lineOfReceipt } from "./insight-line.ts";
import type { ModelPrices } from "./prices.ts";
import { readReceiptKey } from "./receipt-key.ts";

/** A receipt that is known of, read or not. */
export interface IndexedReceipt {
  readonly day: string;
  /** Its outcome is null until it is read. */
  readonly line: InsightLine;
}

/** The receipts of the last days, in memory: what a line shows and no more. */
export interface ReceiptIndex {
  /** The newest first. */
  all(): readonly IndexedReceipt[];
  /** Lists the bucket anew. Side by side calls share one listing. */
  refresh(): Promise<void>;
  /** Takes notice of one that was written just now. */
  add(key: string): void;
  /** Reads these, unless they are read. */
  read(lines: readonly InsightLine[]): Promise<void>;
  /** Why the last listing failed; null where it did not. */
  problem(): string | null;
  stop(): void;
}

/** What an index is made with. */
export interface IndexOptions {
  readonly bucket: ReceiptBucket;
  readonly prices: ModelPrices;
  /** Today and the days before it, UTC. */
  readonly days: number;
  readonly describeFailure: (error: unknown) => string;
  /** Is told that there is something new to show. */
  readonly onChange: () => void;
  readonly clock?: Clock;
}

interface Entry extends IndexedReceipt {
  /** Whether this version of it is read. */
  readonly isRead: boolean;
  readonly version: string;
}

/** So many are read at a time in the background, and for a page that somebody waits for. */
const readAtOnce = 8;
const readAtOnceForPage = 25;
/** While many are read, whoever looks at them is told so rarely. */
const tellEvery = 200;

/** Makes an index. It reads in the background, the newest first, so that no request waits for all of them. */
export function createReceiptIndex({
  bucket,
  prices,
  days,
  describeFailure,
  onChange,
  clock = Date.now,
}: IndexOptions): ReceiptIndex {
  const entries = new Map<string, Entry>();
  let sorted: readonly Entry[] | null = null;
  let listing: Promise<void> | null = null;
  let isReading = false;
  /** What somebody waits for: the background lets it go first. */
  let urgent: Promise<void> = Promise.resolve();
  let isStopped = false;
  let failure: string | null = null;

  function put(key: string, entry: Entry): void {
    entries.set(key, entry);
    sorted = null;
  }

  function note(key: string, modifiedMs: number, version: string): boolean {
    const before = entries.get(key);
    if (before !== undefined && before.version === version) return false;
    const parts = readReceiptKey(key);
    if (parts === null) return false;
    // What was written anew is shown as it was until it is read.
    const line = before?.line ?? lineOfKey(key, parts, modifiedMs);
    put(key, { day: parts.day, line, isRead: false, version });
    return true;
  }

  function newestFirst(): readonly Entry[] {
    sorted ??= [...entries.values()].toSorted((one, other) => (one.line.time < other.line.time ? 1 : -1));
    return sorted;
  }

  async function list(): Promise<void> {
    const listed = lastDays(days, clock());
    try {
      const query = { bucketName: bucket.bucketName, productId: null, fromDay: listed.at(-1) ?? "", toDay: null };
      const { receipts } = await listNewestReceipts(bucket.client, query);
      failure = null;
      const fresh = receipts.filter(({ key, modifiedMs, version }) => note(key, modifiedMs, version));
      if (fresh.length > 0) onChange();
    } catch (error) {
      failure = describeFailure(error);
      onChange();
    }
    void readInBackground();
  }

  async function readInBackground(): Promise<void> {
    if (isReading) return;
    isReading = true;
    let count = 0;
    try {
      for (;;) {
        const next = newestFirst()
          .filter(({ isRead }) => !isRead)
          .slice(0, tellEvery);
        if (next.length === 0 || isStopped) break;
        await readEntries(next, readAtOnce, () => urgent);
        count += next.length;
        onChange();
      }
    } catch (error) {
      failure = describeFailure(error);
    } finally {
      isReading = false;
    }
    if (count > 0) onChange();
  }

  async function readEntries(
    wanted: readonly Entry[],
    atOnce: number,
    turn: () => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    for (let from = 0; from < wanted.length; from += atOnce) {
      await turn();
      if (isStopped) return;
      await Promise.all(wanted.slice(from, from + atOnce).map(readOne));
    }
  }

  async function readOne({ line: { key }, version }: Entry): Promise<void> {
    const found = await readReceipt(bucket.client, bucket.bucketName, key);
    const entry = entries.get(key);
    if (entry === undefined || entry.version !== version || entry.isRead) return;
    const line = found === null ? null : lineOfReceipt(entry.line, found.content, prices);
    // What holds no receipt is no line.
    if (line === null) {
      entries.delete(key);
      sorted = null;
    } else put(key, { ...entry, line, isRead: true });
  }

  return {
    all: newestFirst,
    refresh() {
      listing ??= list().finally(() => (listing = null));
      return listing;
    },
    add(key) {
      if (note(key, clock(), `written ${clock()}`)) void readInBackground();
    },
    async read(lines) {
      const wanted = lines.flatMap(({ key }) => entries.get(key) ?? []).filter(({ isRead }) => !isRead);
      urgent = readEntries(wanted, readAtOnceForPage).catch((error: unknown) => {
        failure = describeFailure(error);
      });
      await urgent;
    },
    problem: () => failure,
    stop() {
      isStopped = true;
    },
  };
}
