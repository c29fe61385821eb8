import { describe, expect, it } from "vitest";
import { lateObjectStore, lateQueue } from "../../../src/consumer/wiring/late-ports.ts";
import type { ObjectStore, StoredObject } from "../../../src/platform/aws/object-store.ts";
import type { Queue } from "../../../src/platform/aws/queue.ts";

const listed: StoredObject = { key: "a.json", sizeBytes: 2, etag: "1", lastModifiedMs: 0 };

function openStore() {
  const put = new Map<string, unknown>();
  let loads = 0;
  const store: ObjectStore = {
    putJson: async (key, value) => void put.set(key, value),
    putJsonUnless: async (key, value) => put.size < put.set(key, value).size,
    list: async function* (prefix) {
      if (listed.key.startsWith(prefix)) yield listed;
    },
    readPart: async ({ key }, { fromByte, beforeByte }) => `${key} ${fromByte}-${beforeByte}`,
  };
  const late = lateObjectStore(async () => {
    loads += 1;
    return store;
  });
  return { late, put, loads: () => loads };
}

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const value of values) found.push(value);
  return found;
}

describe("an object store that is loaded late", () => {
  it("is not loaded before it is used, and once by calls side by side", async () => {
    const { late, put, loads } = openStore();
    expect(loads()).toBe(0);
    await Promise.all([late.putJson("a", 1), late.putJson("b", 2)]);
    expect(loads()).toBe(1);
    expect([...put]).toEqual([
      ["a", 1],
      ["b", 2],
    ]);
  });

  it("passes every call on, and what it gives back", async () => {
    const { late, loads } = openStore();
    expect(await all(late.list("a"))).toEqual([listed]);
    expect(await late.putJsonUnless("c", 3, { mayReplace: () => false })).toBe(true);
    expect(await all(late.list("b"))).toEqual([]);
    expect(await late.readPart(listed, { fromByte: 1, beforeByte: 2 })).toBe("a.json 1-2");
    expect(loads()).toBe(1);
  });
});

describe("a queue that is loaded late", () => {
  it("is loaded once by its first call, and passes every call on", async () => {
    const calls: unknown[] = [];
    let loads = 0;
    const queue: Queue = {
      send: async (...call) => {
        calls.push(call);
        return "the-id";
      },
      delay: async (...call) => void calls.push(call),
    };
    const late = lateQueue(async () => {
      loads += 1;
      return queue;
    });
    expect(loads).toBe(0);
    const signal = AbortSignal.timeout(1_000);
    expect(await late.send({ queueUrl: "q", body: "b" }, signal)).toBe("the-id");
    await late.delay("q", "handle", 7, signal);
    expect(calls).toEqual([
      [{ queueUrl: "q", body: "b" }, signal],
      ["q", "handle", 7, signal],
    ]);
    expect(loads).toBe(1);
  });
});
