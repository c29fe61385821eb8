import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";

/** An item as DynamoDB holds it. */
export type TableItem = Readonly<Record<string, AttributeValue>>;

/** One write of an item. */
export type ItemUpdate = Omit<UpdateItemCommandInput, "TableName" | "Key">;

/** The items of a table with the key `id`. Its calls throw what the SDK throws. */
export interface ItemTable {
  /** Whether the write was made: false where its condition did not hold. */
  update(id: string, update: ItemUpdate, signal?: AbortSignal): Promise<boolean>;
  /** The item as the last write left it; null where there is none. */
  read(id: string, signal?: AbortSignal): Promise<TableItem | null>;
}

/** Makes the {@link ItemTable} of a table. */
export function createItemTable(client: DynamoDBClient, tableName: string): ItemTable {
  const place = (id: string) => ({ TableName: tableName, Key: { id: { S: id } } });
  return {
    async update(id, update, signal) {
      try {
        await client.send(new UpdateItemCommand({ ...place(id), ...update }), abortable(signal));
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
    async read(id, signal) {
      const { Item } = await client.send(new GetItemCommand({ ...place(id), ConsistentRead: true }), abortable(signal));
      return Item ?? null;
    },
  };
}

function abortable(signal: AbortSignal | undefined): { readonly abortSignal?: AbortSignal } {
  return signal === undefined ? {} : { abortSignal: signal };
}
