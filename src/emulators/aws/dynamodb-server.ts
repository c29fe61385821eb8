import { Readable } from "node:stream";
import { CreateTableCommand, DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
import {
  type FaultHook,
  type HttpAnswer,
  type HttpRequest,
  type RunningHttpServer,
  startHttpServer,
} from "../http-server.ts";
import type { LocalAws } from "./local-aws.ts";

/** A table with one key, a string. */
export interface LocalTable {
  readonly name: string;
  readonly keyName: string;
}

/**
 * Starts dynalite, in memory, with these tables ready to use.
 *
 * It stands behind a server of ours, because dynalite ends the process when a client hangs up while it sends a request.
 */
export async function startDynamodbServer(
  tables: readonly LocalTable[],
  aws: LocalAws,
  fault?: FaultHook,
): Promise<RunningHttpServer> {
  const emulator = dynalite({ createTableMs: 0 });
  const server = await startHttpServer((request) => pass(request, emulator), { fault });
  const client = new DynamoDBClient({ ...aws, endpoint: server.url });
  try {
    await Promise.all(tables.map((table) => createTable(client, table)));
  } catch (error) {
    await server.stop();
    throw error;
  } finally {
    client.destroy();
  }
  return server;
}

async function createTable(client: DynamoDBClient, table: LocalTable): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: table.name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: table.keyName, AttributeType: "S" }],
      KeySchema: [{ AttributeName: table.keyName, KeyType: "HASH" }],
    }),
  );
  const describe = new DescribeTableCommand({ TableName: table.name });
  while ((await client.send(describe)).Table?.TableStatus !== "ACTIVE");
}

/** Hands a request that has arrived whole to the emulator, and gathers what it writes. */
function pass(request: HttpRequest, emulator: ReturnType<typeof dynalite>): Promise<HttpAnswer> {
  return new Promise((resolve) => {
    const query = request.query.size === 0 ? "" : `?${request.query.toString()}`;
    const incoming = Object.assign(Readable.from(request.body === "" ? [] : [Buffer.from(request.body)]), {
      method: request.method,
      url: request.path + query,
      headers: request.headers,
    });
    const headers: Record<string, string> = {};
    const response = {
      statusCode: 200,
      setHeader: (name: string, value: string | number) => {
        headers[name.toLowerCase()] = String(value);
      },
      end: (body?: string) => resolve({ status: response.statusCode, headers, body: body ?? "" }),
    };
    emulator.emit("request", incoming, response);
  });
}
