/** A function with one client, which nobody calls. */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";

export const client = new DynamoDBClient({});

export async function handler(): Promise<void> {}
