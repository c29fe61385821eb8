/**
 * What a message costs where nothing but its calls is made: the same SDK clients, the same fetches, the same bodies, and no
 * check, figure, log line or retry of ours. Bundled as the function is, and run in a process of its own.
 */
import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { Ollama } from "ollama/browser";
import type { BareCall, BareEvent, DynamodbInput } from "./bare-calls.ts";

const dynamodb = new DynamoDBClient({});
const s3 = new S3Client({ forcePathStyle: true });
let stages: readonly (readonly BareCall[])[] = [];

/** Takes the calls, and then makes them once for each mark. */
export async function handler(event: BareEvent): Promise<null> {
  if ("stages" in event) {
    ({ stages } = event);
    return null;
  }
  for (const stage of stages) await Promise.all(stage.map((call) => make(call, event.mark)));
  return null;
}

async function make(call: BareCall, mark: string): Promise<unknown> {
  if (call.kind === "dynamodb") return await askDynamodb(call.operation, call.input, mark);
  if (call.kind === "s3") {
    const { bucket: Bucket, key, body: Body } = call;
    return await s3.send(new PutObjectCommand({ Bucket, Key: `${key}${mark}`, Body, ContentType: "application/json" }));
  }
  if (call.kind === "model") {
    const { host, body } = call;
    const request: unknown = body;
    return await new Ollama({ host, fetch: closing }).chat({ ...withModel(request), stream: false });
  }
  const { method, url, headers, body } = call;
  const own =
    "idempotency-key" in headers ? { ...headers, "x-correlation-id": mark, "idempotency-key": mark } : headers;
  const answer = await fetch(url, { method, headers: own, ...(body === "" ? {} : { body }) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return await answer.text();
}

async function askDynamodb(operation: string, { TableName, ...input }: DynamodbInput, mark: string): Promise<unknown> {
  const Key = Object.fromEntries(Object.entries(input.Key).map(([name, { S }]) => [name, { S: `${S}${mark}` }]));
  if (operation === "GetItem") return await dynamodb.send(new GetItemCommand({ ...input, TableName, Key }));
  if (operation === "UpdateItem") return await dynamodb.send(new UpdateItemCommand({ ...input, TableName, Key }));
  throw new Error(`The bare script can't make this call: ${operation}`);
}

/** The service's client keeps no connection to the model, on purpose; this one must not either. */
const closing: typeof globalThis.fetch = async (input, init) => {
  const headers = new Headers(init?.headers);
  headers.set("connection", "close");
  return await fetch(input, { ...init, headers });
};

function withModel(request: unknown): { readonly model: string } {
  if (typeof request === "object" && request !== null && "model" in request && typeof request.model === "string") {
    return { ...request, model: request.model };
  }
  throw new Error("The recorded request to the model names none");
}
