import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";

/** Every item of the state table of a stack, as JSON. */
export async function readLedgerItems(environment: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const client = new DynamoDBClient({
    region: "us-east-1",
    endpoint: environment["AWS_ENDPOINT_URL_DYNAMODB"] ?? environment["AWS_ENDPOINT_URL"] ?? "",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  try {
    const items: string[] = [];
    for await (const page of paginateScan({ client }, { TableName: environment["STATE_TABLE_NAME"] ?? "" })) {
      for (const item of page.Items ?? []) items.push(JSON.stringify(item));
    }
    return items;
  } finally {
    client.destroy();
  }
}
