import { HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { describe, expect, it, onTestFinished } from "vitest";
import { startHttpServer } from "../../../src/emulators/http-server.ts";
import { type QueueAndBucket, startQueueAndBucket } from "../../../src/emulators/aws/queue-and-bucket.ts";
import { createObjectStore, type StoredObject } from "../../../src/platform/aws/object-store.ts";
import { deadUrl } from "../../support/upstreams/dead-url.ts";

const aws = { region: "us-east-1", credentials: { accessKeyId: "local-id", secretAccessKey: "local-secret" } };

function clientOf(endpoint: string): S3Client {
  const client = new S3Client({ ...aws, endpoint, forcePathStyle: true, maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return client;
}

async function start(): Promise<QueueAndBucket & { readonly s3: S3Client }> {
  const running = await startQueueAndBucket({ queueName: "work", dlqName: "work-dlq", bucketName: "things", aws });
  onTestFinished(() => running.stop());
  return { ...running, s3: clientOf(running.url) };
}

it("keeps a value as JSON under its key, which may hold what a correlation id may", async () => {
  const { s3, readObject, listObjects } = await start();
  const key = "insights/BTC-USD/2026-11-22/a.b_c:d@e+f=g-1.json";
  const value = { text: "grüße €", nested: [1, null, { a: true }] };
  await createObjectStore(s3, "things").putJson(key, value, new AbortController().signal);
  expect(JSON.parse((await readObject(key)) ?? "")).toEqual(value);
  expect(await listObjects()).toEqual([key]);
  const { ContentType } = await s3.send(new HeadObjectCommand({ Bucket: "things", Key: key }));
  expect(ContentType).toBe("application/json");
});

it("replaces what stood there", async () => {
  const { s3, readObject } = await start();
  const store = createObjectStore(s3, "things");
  await store.putJson("a.json", { at: 1 });
  await store.putJson("a.json", { at: 2 });
  expect(await readObject("a.json")).toBe('{"at":2}');
});

describe("a write that must not replace everything", () => {
  const isReplaceable = { mayReplace: (standing: unknown) => Reflect.get(Object(standing), "isFinal") !== true };

  it("writes where nothing stands, and replaces what may be replaced", async () => {
    const { s3, readObject } = await start();
    const store = createObjectStore(s3, "things");
    expect(await store.putJsonUnless("a.json", { at: 1 }, isReplaceable)).toBe(true);
    expect(await store.putJsonUnless("a.json", { at: 2 }, isReplaceable)).toBe(true);
    expect(await readObject("a.json")).toBe('{"at":2}');
  });

  it("leaves what may not be replaced, and replaces what is no JSON", async () => {
    const { s3, readObject, putObject } = await start();
    const store = createObjectStore(s3, "things");
    await store.putJson("a.json", { isFinal: true });
    expect(await store.putJsonUnless("a.json", { at: 2 }, isReplaceable)).toBe(false);
    expect(await readObject("a.json")).toBe('{"isFinal":true}');
    await putObject("b.json", "torn");
    expect(await store.putJsonUnless("b.json", { at: 2 }, isReplaceable)).toBe(true);
  });

  it("of which twenty race with a final one never outlive it", async () => {
    const { s3, readObject } = await start();
    const store = createObjectStore(s3, "things");
    const racing = Array.from({ length: 20 }, (_, at) =>
      at === 10
        ? store.putJson("a.json", { isFinal: true })
        : store.putJsonUnless("a.json", { at }, isReplaceable).catch(() => false),
    );
    await Promise.all(racing);
    expect(await readObject("a.json")).toBe('{"isFinal":true}');
  });

  it("takes its own write, whose answer was lost, for done", async () => {
    const { s3, url } = await start();
    let isLost = false;
    const lossy = await startHttpServer(
      async ({ method, path, query, headers, body }) => {
        const { host: _, connection: __, "content-length": ___, expect: ____, ...rest } = headers;
        const suffix = query.size === 0 ? "" : `?${query.toString()}`;
        const sent = method === "GET" ? {} : { body };
        const response = await fetch(`${url}${path}${suffix}`, { method, headers: rest, ...sent });
        return {
          status: response.status,
          headers: { etag: response.headers.get("etag") ?? "" },
          body: await response.text(),
        };
      },
      {
        fault({ method }) {
          if (method !== "PUT" || isLost) return undefined;
          isLost = true;
          return { kind: "answer_then_drop" };
        },
      },
    );
    onTestFinished(() => lossy.stop());
    const client = new S3Client({ ...aws, endpoint: lossy.url, forcePathStyle: true, maxAttempts: 3 });
    onTestFinished(() => client.destroy());
    const never = { mayReplace: () => false };
    expect(await createObjectStore(client, "things").putJsonUnless("a.json", { at: 1 }, never)).toBe(true);
    expect(isLost).toBe(true);
    expect(await createObjectStore(s3, "things").putJsonUnless("a.json", { at: 2 }, never)).toBe(false);
  });

  it("passes the SDK's own failures on", async () => {
    const { s3 } = await start();
    const writing = createObjectStore(s3, "elsewhere").putJsonUnless("a.json", {}, isReplaceable);
    await expect(writing).rejects.toMatchObject({ name: "NoSuchBucket" });
  });
});

it("passes the SDK's own failures on", async () => {
  const { s3 } = await start();
  await expect(createObjectStore(s3, "elsewhere").putJson("a.json", {})).rejects.toMatchObject({
    name: "NoSuchBucket",
  });
  const gone = createObjectStore(clientOf(await deadUrl()), "things");
  await expect(gone.putJson("a.json", {})).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

it("ends with the work that it belongs to, and writes nothing then", async () => {
  const { s3, listObjects } = await start();
  const store = createObjectStore(s3, "things");
  await expect(store.putJson("a.json", {}, AbortSignal.abort())).rejects.toMatchObject({ name: "AbortError" });
  expect(await listObjects()).toEqual([]);
});

it("lists the objects under a prefix, also more than fit on one page, and holds no more than a page", async () => {
  const { s3, url, putObject } = await start();
  await Promise.all(Array.from({ length: 1_005 }, (_, at) => putObject(`many/${String(at).padStart(4, "0")}`, "four")));
  await putObject("other/a", "x");
  const listed: StoredObject[] = [];
  let pages = 0;
  s3.middlewareStack.add((next) => async (args) => ((pages += 1), await next(args)), { step: "initialize" });
  const pagesAtFirst: number[] = [];
  for await (const object of createObjectStore(s3, "things").list("many/")) {
    listed.push(object);
    pagesAtFirst.push(pages);
  }
  expect(
    [pagesAtFirst[0], pagesAtFirst[999], pagesAtFirst[1_000], pages],
    "a page is asked for when it is needed",
  ).toEqual([1, 1, 2, 2]);
  expect(listed.map(({ key }) => key)).toEqual(
    Array.from({ length: 1_005 }, (_, at) => `many/${String(at).padStart(4, "0")}`),
  );
  expect(new Set(listed.map(({ sizeBytes, etag }) => `${sizeBytes} ${etag}`)).size).toBe(1);
  const { sizeBytes, lastModifiedMs } = listed[0] ?? {};
  expect(sizeBytes).toBe(4);
  const head = await fetch(`${url}/things/many/0000`, { method: "HEAD" });
  expect(Math.floor((lastModifiedMs ?? 0) / 1_000)).toBe(Date.parse(head.headers.get("last-modified") ?? "") / 1_000);
});

async function collect(objects: AsyncIterable<StoredObject>): Promise<StoredObject[]> {
  const collected: StoredObject[] = [];
  for await (const object of objects) collected.push(object);
  return collected;
}

it("lists nothing where nothing is", async () => {
  const { s3 } = await start();
  expect(await collect(createObjectStore(s3, "things").list("none/"))).toEqual([]);
});

it("reads the bytes that are asked for, and no others", async () => {
  const { s3, putObject } = await start();
  const store = createObjectStore(s3, "things");
  await putObject("a.csv", "0123456789");
  const [object] = await collect(store.list("a.csv"));
  if (object === undefined) throw new Error("The object is not listed");
  expect(await store.readPart(object, { fromByte: 0, beforeByte: 10 })).toBe("0123456789");
  expect(await store.readPart(object, { fromByte: 3, beforeByte: 5 }, new AbortController().signal)).toBe("34");
  expect(await store.readPart(object, { fromByte: 9, beforeByte: 10 })).toBe("9");

  await putObject("a.csv", "9876543210");
  const stale = store.readPart(object, { fromByte: 0, beforeByte: 2 });
  await expect(stale).rejects.toMatchObject({ name: "PreconditionFailed" });
  const ended = store.readPart(object, { fromByte: 0, beforeByte: 2 }, AbortSignal.abort());
  await expect(ended).rejects.toMatchObject({ name: "AbortError" });
});
