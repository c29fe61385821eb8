import { once } from "node:events";
import { connect } from "node:net";
import { DescribeTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { expect, it, onTestFinished } from "vitest";
import { startDynamodbServer } from "../../../src/emulators/aws/dynamodb-server.ts";
import type { FaultHook, RunningHttpServer } from "../../../src/emulators/http-server.ts";

const aws = { region: "us-east-1", credentials: { accessKeyId: "local-id", secretAccessKey: "local-secret" } };
const tables = [
  { name: "first-table", keyName: "id" },
  { name: "second-table", keyName: "cache_key" },
];

async function start(fault?: FaultHook): Promise<{ server: RunningHttpServer; client: DynamoDBClient }> {
  const server = await startDynamodbServer(tables, aws, fault);
  const client = new DynamoDBClient({ ...aws, endpoint: server.url, maxAttempts: 1 });
  onTestFinished(async () => {
    client.destroy();
    await server.stop();
  });
  return { server, client };
}

it("has its tables ready, each with its key", async () => {
  const { client } = await start();
  const described = await Promise.all(
    tables.map((table) => client.send(new DescribeTableCommand({ TableName: table.name }))),
  );
  expect(described.map(({ Table }) => [Table?.TableStatus, Table?.KeySchema?.[0]?.AttributeName])).toEqual([
    ["ACTIVE", "id"],
    ["ACTIVE", "cache_key"],
  ]);
  expect(described[0]?.Table?.BillingModeSummary?.BillingMode).toBe("PAY_PER_REQUEST");
});

it("keeps items, and a condition that fails refuses a write", async () => {
  const { client } = await start();
  const put = new PutItemCommand({
    TableName: "first-table",
    Item: { id: { S: "a" }, text: { S: "grüße €" } },
    ConditionExpression: "attribute_not_exists(id)",
  });
  await client.send(put);
  await expect(client.send(put)).rejects.toMatchObject({ name: "ConditionalCheckFailedException" });
  const { Item } = await client.send(new GetItemCommand({ TableName: "first-table", Key: { id: { S: "a" } } }));
  expect(Item).toEqual({ id: { S: "a" }, text: { S: "grüße €" } });
});

it("survives a client that hangs up while it sends a request", async () => {
  const { server, client } = await start();
  const socket = connect(server.port, "127.0.0.1");
  await once(socket, "connect");
  socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"half');
  socket.destroy();
  await once(socket, "close");
  const { Item } = await client.send(new GetItemCommand({ TableName: "first-table", Key: { id: { S: "a" } } }));
  expect(Item).toBeUndefined();
});

it("answers what is no DynamoDB request as dynalite does", async () => {
  const { server } = await start();
  const health = await fetch(server.url);
  expect([health.status, await health.text()]).toEqual([200, "healthy: dynamodb.us-east-1.amazonaws.com "]);
  const unsigned = await fetch(`${server.url}/?a=b`, {
    method: "POST",
    body: "{}",
    headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "DynamoDB_20120810.GetItem" },
  });
  expect([unsigned.status, await unsigned.text()]).toEqual([
    400,
    expect.stringContaining("MissingAuthenticationToken"),
  ]);
});

it("bears faults like the other servers", async () => {
  const { client } = await start((request) =>
    request.headers["x-amz-target"]?.endsWith("GetItem") === true
      ? { kind: "status", status: 500, body: { __type: "InternalServerError", message: "ordered" } }
      : undefined,
  );
  const read = client.send(new GetItemCommand({ TableName: "first-table", Key: { id: { S: "a" } } }));
  await expect(read).rejects.toThrow("ordered");
});

it("stops again when a table can't be made", async () => {
  let url = "";
  const refused = startDynamodbServer([{ name: "x", keyName: "id" }], aws, (request) => {
    url = `http://${request.headers["host"] ?? ""}`;
    return undefined;
  });
  await expect(refused).rejects.toMatchObject({ name: "ValidationException" });
  await expect(fetch(url)).rejects.toThrow("fetch failed");
});
