import { HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { expect, it, onTestFinished } from "vitest";
import { type QueueAndBucket, startQueueAndBucket } from "../../src/local/queue-and-bucket.ts";
import { createObjectStore } from "../../src/platform/object-store.ts";
import { deadUrl } from "../support/dead-url.ts";

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
