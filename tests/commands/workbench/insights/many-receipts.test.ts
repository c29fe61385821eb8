import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { describe, expect, it, onTestFinished } from "vitest";
import { findLines, readLineFilter, totalsOf } from "../../../../src/commands/workbench/insights/find-lines.ts";
import { createReceiptIndex } from "../../../../src/commands/workbench/insights/receipt-index.ts";
import { type HttpAnswer, type HttpRequest, startHttpServer } from "../../../../src/emulators/http-server.ts";

const day = "2026-11-27";
const clock = (): number => Date.parse(`${day}T12:00:00Z`);
const keyOf = (number: number): string =>
  `insights/BTC-USD/${day}/id-${String(number).padStart(5, "0")}.trend_analysis.general.json`;
const atOf = (number: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + number * 1_000).toISOString();
const receiptOf = (number: number) => ({
  correlation_id: `id-${String(number).padStart(5, "0")}`,
  product_id: "BTC-USD",
  prompt: "trend_analysis",
  outcome: number % 1_000 === 0 ? "plain" : "insight",
  model: "llama3.2",
  attempts: [{ provider: "ollama", model: "llama3.2", latencyMs: 5 }],
  usage: { input_tokens: 10, output_tokens: 1 },
  delivered: { status: 201, channel: "general", at: atOf(number) },
});

/** A bucket that holds so many receipts, a thousand a page as S3 gives them. It answers objects once `open` is called. */
async function startBucket(count: number) {
  const reads: string[] = [];
  let opened: Promise<void> = Promise.resolve();
  const answer = async ({ path, query }: HttpRequest): Promise<HttpAnswer> => {
    const headers = { "content-type": "application/xml" };
    if (query.get("delimiter") === "/") {
      return {
        status: 200,
        headers,
        body: "<ListBucketResult><CommonPrefixes><Prefix>insights/BTC-USD/</Prefix></CommonPrefixes></ListBucketResult>",
      };
    }
    if (query.get("list-type") === "2") {
      const from = Number(query.get("continuation-token") ?? "0");
      const numbers = Array.from({ length: Math.min(1_000, count - from) }, (_, index) => from + index);
      const contents = numbers.map(
        (number) =>
          `<Contents><Key>${keyOf(number)}</Key><LastModified>${atOf(number)}</LastModified><ETag>"${number}"</ETag></Contents>`,
      );
      const next = from + 1_000 < count ? `<NextContinuationToken>${from + 1_000}</NextContinuationToken>` : "";
      return { status: 200, headers, body: `<ListBucketResult>${contents.join("")}${next}</ListBucketResult>` };
    }
    await opened;
    reads.push(path);
    return { status: 200, body: receiptOf(Number(/id-(\d+)/.exec(path)?.[1])) };
  };
  const server = await startHttpServer(answer);
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new S3Client({ region: "us-east-1", endpoint: server.url, forcePathStyle: true, credentials });
  onTestFinished(async () => {
    client.destroy();
    await server.stop();
  });
  return {
    client,
    reads,
    close: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      opened = promise;
      return resolve;
    },
  };
}

function openIndex(client: S3Client) {
  const prices = new Map([["llama3.2", { input: 1e-6, output: 1e-6 }]]);
  const options = { days: 2, describeFailure: String, onChange: () => undefined, clock, prices };
  const index = createReceiptIndex({ bucket: { client, bucketName: "b" }, ...options });
  onTestFinished(() => index.stop());
  return index;
}

const nothing = readLineFilter(new URLSearchParams());

describe("10 000 receipts", () => {
  it("are listed a page at a time, which waits for none of the others", async () => {
    const { client, reads } = await startBucket(10_000);
    const index = openIndex(client);
    await index.refresh();
    const page = await findLines(index, nothing, 0);
    expect([page.total, page.lines.length, page.next]).toEqual([10_000, 50, 50]);
    expect(page.lines.map(({ correlationId }) => correlationId).slice(0, 2)).toEqual(["id-09999", "id-09998"]);
    expect(page.lines.every(({ outcome }) => outcome === "insight")).toBe(true);
    expect(reads.length).toBeLessThan(1_000);
    expect(page.unread).toBeGreaterThan(9_000);
    const older = await findLines(index, nothing, 9_950);
    expect([older.lines.at(-1)?.correlationId, older.next]).toEqual(["id-00000", null]);
  });

  it("are all read in the background, and then found by outcome and counted for the day", async () => {
    const { client, reads } = await startBucket(1_200);
    const index = openIndex(client);
    await index.refresh();
    await expect.poll(() => totalsOf(index, day).unread, { timeout: 20_000 }).toBe(0);
    const plain = await findLines(index, readLineFilter(new URLSearchParams("outcome=plain")), 0);
    expect(plain.lines.map(({ correlationId }) => correlationId)).toEqual(["id-01000", "id-00000"]);
    const totals = totalsOf(index, day);
    expect([totals.count, totals.outcomes, totals.inputTokens, totals.outputTokens]).toEqual([
      1_200,
      { insight: 1_198, plain: 2 },
      12_000,
      1_200,
    ]);
    expect(totals.costUsd).toBeCloseTo(0.0132);
    await index.refresh();
    // One whose version has not changed is not read again; some are asked for by a page meanwhile.
    expect(reads.length).toBeLessThan(1_300);
  });

  it("say that an outcome is not known yet while they are being read", async () => {
    const { client, close } = await startBucket(300);
    const open = close();
    const index = openIndex(client);
    await index.refresh();
    const ofDay = totalsOf(index, day);
    expect([ofDay.count, ofDay.unread, ofDay.costUsd]).toEqual([300, 300, 0]);
    open();
    await expect.poll(() => totalsOf(index, day).unread).toBe(0);
  });

  it("are not listed where the bucket refuses, and the list says why", async () => {
    const server = await startHttpServer(() => ({ status: 403, body: "<Error><Code>AccessDenied</Code></Error>" }));
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    const client = new S3Client({ region: "us-east-1", endpoint: server.url, forcePathStyle: true, credentials });
    const index = openIndex(client);
    await index.refresh();
    const page = await findLines(index, nothing, 0);
    expect([page.total, page.problem]).toEqual([0, expect.stringContaining("AccessDenied")]);
    client.destroy();
    await server.stop();
  });

  it("come from a bucket that speaks as S3 does", async () => {
    const { client } = await startBucket(3);
    const listed = await client.send(new ListObjectsV2Command({ Bucket: "b", Prefix: "insights/BTC-USD/" }));
    const read = await client.send(new GetObjectCommand({ Bucket: "b", Key: keyOf(2) }));
    expect(listed.Contents?.map(({ Key }) => Key)).toEqual([0, 1, 2].map(keyOf));
    expect(JSON.parse((await read.Body?.transformToString()) ?? "")).toEqual(receiptOf(2));
  });
});
