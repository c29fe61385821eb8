import { DeleteItemCommand, DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import type { BenchSetup } from "../kit/bench-setup.ts";

/** More products than the function remembers texts of, so that none of theirs is in its memory when their turn comes again. */
export const productsInTurn = 60;

/** Makes what takes every finished text out of the ledger: the next request about its product has one made anew. */
export function createForgetTexts({ environment }: BenchSetup): () => Promise<void> {
  const client = new DynamoDBClient({
    region: environment["AWS_REGION"] ?? "",
    endpoint: environment["AWS_ENDPOINT_URL_DYNAMODB"] ?? "",
    credentials: {
      accessKeyId: environment["AWS_ACCESS_KEY_ID"] ?? "",
      secretAccessKey: environment["AWS_SECRET_ACCESS_KEY"] ?? "",
    },
  });
  const TableName = environment["STATE_TABLE_NAME"];
  return async () => {
    const { Items = [] } = await client.send(new ScanCommand({ TableName }));
    for (const { id } of Items) {
      if (id === undefined) continue;
      await client.send(new DeleteItemCommand({ TableName, Key: { id } }));
    }
  };
}
