import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, it, onTestFinished } from "vitest";
import { startHttpServer } from "../../src/emulators/http-server.ts";
import { createLedger } from "../../src/platform/aws/ledger.ts";
import { createLogger } from "../../src/platform/logger.ts";
import { createMetrics } from "../../src/platform/metrics.ts";
import { createObjectStore } from "../../src/platform/aws/object-store.ts";
import { createQueue } from "../../src/platform/aws/queue.ts";
import { createRedactor } from "../../src/platform/records/redactor.ts";
import { startTestTable } from "../support/aws/test-table.ts";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";

const secret = "Zr8pQ2mVx0Lk/TnB+5Hd";
const spellings = [
  secret,
  encodeURIComponent(secret),
  Buffer.from(`u:${secret}`).toString("base64"),
  JSON.stringify({ secret }),
];

function knowing() {
  const redactor = createRedactor();
  redactor.add(secret);
  return redactor;
}

function expectClean(text: string): void {
  expect(text).toContain("[secret]");
  expect(text).not.toMatch(/Zr8pQ2mV|TnB|WnI4cFEybVZ/);
}

async function completeItem(result: unknown): Promise<{ readonly json: string; readonly kept: unknown }> {
  const { client, tableName } = await startTestTable("id");
  const ledger = createLedger({ client, tableName, redactor: knowing() });
  const claim = await ledger.claim("a", { leaseMs: 10_000, note: JSON.stringify({ posting: { text: secret } }) });
  if (claim.state !== "claimed") throw new Error("It is not claimed");
  expect(await claim.lease.complete(result, 60)).toBe(true);
  const item = await client.send(new GetItemCommand({ TableName: tableName, Key: { id: { S: "a" } } }));
  expect(item.Item?.["note"]?.S, "a note is posted as it stands").toContain(secret);
  return { json: item.Item?.["data_json"]?.S ?? "", kept: await ledger.result("a") };
}

describe("an item of the ledger", () => {
  it("holds no secret in its facts, and the text to be posted as it is", async () => {
    const { json, kept } = await completeItem({
      outcome: "plain",
      text: `costs ${secret}`,
      facts: { spellings, [secret]: 1 },
    });
    expect(kept).toMatchObject({ outcome: "plain", text: `costs ${secret}` });
    expectClean(json.replace(`costs ${secret}`, ""));
  });

  it("that would be too large loses facts, and never its text", async () => {
    const text = "é".repeat(2_000);
    const answers = Array.from({ length: 400 }, (_, at) => ({ at, text: "x".repeat(9_000) }));
    const { json, kept } = await completeItem({ outcome: "insight", text, facts: { answers, provider: "ollama" } });
    expect(Buffer.byteLength(json)).toBeLessThanOrEqual(300_000);
    expect(kept).toMatchObject({ outcome: "insight", text, facts: { provider: "ollama" } });
    expect(json).toContain("[cut: ");
  });
});

/** Starts a server that takes whatever it is sent, and gives the bodies. */
async function startSink(answer: string) {
  const bodies: string[] = [];
  const server = await startHttpServer(({ body }) => {
    bodies.push(body);
    return { status: 200, headers: { "content-type": "application/x-amz-json-1.0" }, body: answer };
  });
  onTestFinished(() => server.stop());
  return {
    bodies,
    options: { region: "us-east-1", endpoint: server.url, credentials: { accessKeyId: "a", secretAccessKey: "b" } },
  };
}

it("an object of the bucket holds no secret and has its bound", async () => {
  const { bodies, options } = await startSink("");
  const client = new S3Client({ ...options, forcePathStyle: true, requestChecksumCalculation: "WHEN_REQUIRED" });
  onTestFinished(() => client.destroy());
  const store = createObjectStore(client, "things", knowing());
  await store.putJson("a.json", { market: { fallback_reason: `Coinbase answered 503: ${spellings.join(" ")}` } });
  await store.putJson("b.json", { insight: "stays", answers: Array.from({ length: 999 }, () => "x".repeat(9_999)) });
  expectClean(bodies[0] ?? "");
  expect(JSON.parse(bodies[1] ?? "")).toMatchObject({ insight: "stays" });
  expect(Buffer.byteLength(bodies[1] ?? "")).toBeLessThanOrEqual(1_048_576);
});

it("an attribute of a message holds no secret and has its bound; its body is its producer's", async () => {
  const { bodies, options } = await startSink('{"MessageId":"1"}');
  const client = new SQSClient({ ...options, md5: false, useQueueUrlAsEndpoint: false });
  onTestFinished(() => client.destroy());
  const queue = createQueue(client, knowing());
  const attributes = { error_message: spellings.join(" "), long: "x".repeat(300_000) };
  await queue.send({ queueUrl: `${options.endpoint}/q`, body: secret, attributes });
  const sent = JSON.parse(bodies[0] ?? "");
  expect(sent.MessageBody).toBe(secret);
  expectClean(JSON.stringify(sent.MessageAttributes));
  expect(sent.MessageAttributes.long.StringValue).toBe(`${"x".repeat(4_000)}[cut: 296000 characters]`);
});

it("a line of metrics holds no secret", () => {
  const lines: string[] = [];
  const metrics = createMetrics({ stage: "test", redactor: knowing(), write: (line) => void lines.push(line) });
  metrics.record("RequestFailures", 1, { code: `it was ${secret}` });
  expectClean(lines.join(""));
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ RequestFailures: 1, code: "it was [secret]" });
});

function log(fields: Readonly<Record<string, unknown>>): string {
  const lines: string[] = [];
  const logger = createLogger({ level: "info", redactor: knowing(), write: (line) => void lines.push(line) });
  logger.child({ correlation_id: "abc" }).info("happened", fields);
  expect(lines).toHaveLength(1);
  expect(lines[0]?.endsWith("}\n")).toBe(true);
  return lines[0] ?? "";
}

describe("a line of the log", () => {
  it("holds no secret and stays JSON, also where a secret looks like its structure", () => {
    const redactor = createRedactor();
    for (const odd of ['","level":"', "123456", '{"a":1}']) redactor.add(odd);
    const line = redactor.redactJson(JSON.stringify({ a: '","level":"', n: 12345678, t: "123456", o: '{"a":1}' }));
    expect(JSON.parse(line)).toEqual({ a: "[secret]", n: 12345678, t: "[secret]", o: "[secret]" });
    expectClean(log({ spellings, error: new Error(`no ${secret}`) }));
  });

  it("has its bound, and is found by its event and its ids", () => {
    const line = log({ text: "x".repeat(500_000), list: Array.from({ length: 9_999 }, () => "é".repeat(99)) });
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(32_769);
    expect(JSON.parse(line)).toMatchObject({ level: "info", event: "happened", correlation_id: "abc" });
    expect(line).toContain("[cut: ");
  });
});
