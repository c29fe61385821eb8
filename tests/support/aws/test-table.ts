import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type AttributeValue,
} from "@aws-sdk/client-dynamodb";
import { onTestFinished } from "vitest";
import { startDynamodbServer } from "../../../src/emulators/aws/dynamodb-server.ts";
import type { FaultHook, RunningHttpServer } from "../../../src/emulators/http-server.ts";

const aws = { region: "us-east-1", credentials: { accessKeyId: "local-id", secretAccessKey: "local-secret" } };

/** One item as DynamoDB holds it. */
export type Item = Readonly<Record<string, AttributeValue>>;

/** A table in a running emulator. */
export interface TestTable {
  readonly tableName: string;
  readonly server: RunningHttpServer;
  readonly client: DynamoDBClient;
  get(key: string): Promise<Item | undefined>;
  put(item: Item): Promise<void>;
  remove(key: string): Promise<void>;
}

/** Starts a DynamoDB with one table; both end with the test. The SDK's own retries are on, as in the service. */
export async function startTestTable(keyName: string, fault?: FaultHook): Promise<TestTable> {
  const tableName = "the-table";
  const server = await startDynamodbServer([{ name: tableName, keyName }], aws, fault);
  const client = new DynamoDBClient({ ...aws, endpoint: server.url });
  onTestFinished(async () => {
    client.destroy();
    await server.stop();
  });
  return {
    tableName,
    server,
    client,
    async get(key) {
      const Key = { [keyName]: { S: key } };
      return (await client.send(new GetItemCommand({ TableName: tableName, Key, ConsistentRead: true }))).Item;
    },
    async put(item) {
      await client.send(new PutItemCommand({ TableName: tableName, Item: item }));
    },
    async remove(key) {
      await client.send(new DeleteItemCommand({ TableName: tableName, Key: { [keyName]: { S: key } } }));
    },
  };
}

/** A fault hook that calls `choose` with the operation (`UpdateItem`) and its number, from 1, of that operation. */
export function faultOf(choose: (operation: string, count: number) => ReturnType<FaultHook>): FaultHook {
  const counts = new Map<string, number>();
  return (request) => {
    const operation = request.headers["x-amz-target"]?.split(".")[1] ?? "";
    const count = (counts.get(operation) ?? 0) + 1;
    counts.set(operation, count);
    return choose(operation, count);
  };
}
