import { type DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { AccessToken } from "./access-token.ts";

/** Tokens that all containers, and the platform's Python services, share. Failures are the SDK's own. */
export interface SharedTokenStore {
  read(signal?: AbortSignal): Promise<AccessToken | null>;
  write(token: AccessToken, signal?: AbortSignal): Promise<void>;
}

/** Where the token of one client and audience is kept. */
export interface SharedTokenStoreOptions {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly clientId: string;
  readonly audience: string;
}

/**
 * Makes the {@link SharedTokenStore} in the platform's cache table: one item
 * `{cache_key, token, expiration, ttl}`, where `expiration` is UTC without a zone, as Python's `datetime.isoformat` of a
 * naive `utcnow()` writes it, and `ttl` is in epoch seconds for DynamoDB.
 */
export function createSharedTokenStore(options: SharedTokenStoreOptions): SharedTokenStore {
  const key = `trader_oauth_token_${options.clientId}_${options.audience}`;
  return {
    async read(signal) {
      const answer = await options.client.send(
        new GetItemCommand({ TableName: options.tableName, Key: { cache_key: { S: key } } }),
        signal === undefined ? {} : { abortSignal: signal },
      );
      const value = answer.Item?.["token"]?.S ?? "";
      const expiresAtMs = parseNaiveUtc(answer.Item?.["expiration"]?.S ?? "");
      return value === "" || expiresAtMs === null ? null : { value, expiresAtMs };
    },
    async write(token, signal) {
      await options.client.send(
        new PutItemCommand({
          TableName: options.tableName,
          Item: {
            cache_key: { S: key },
            token: { S: token.value },
            expiration: { S: formatNaiveUtc(token.expiresAtMs) },
            ttl: { N: String(Math.floor(token.expiresAtMs / 1_000)) },
          },
        }),
        signal === undefined ? {} : { abortSignal: signal },
      );
    },
  };
}

/** `2026-11-22T12:34:56.123000`: six digits, because `datetime.fromisoformat` before Python 3.11 takes only 3 or 6. */
export function formatNaiveUtc(timeMs: number): string {
  return new Date(timeMs).toISOString().replace("Z", "000");
}

/**
 * Milliseconds of a timestamp as Python writes it: microseconds are there only where they are not 0, a zone only where
 * somebody gave one. Null where it is no timestamp.
 */
export function parseNaiveUtc(text: string): number | null {
  const parts = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})?$/.exec(text.trim());
  if (parts === null) return null;
  const [, date, time, fraction = "", zone = "Z"] = parts;
  const timeMs = Date.parse(`${date}T${time}.${fraction.padEnd(3, "0").slice(0, 3)}${zone}`);
  return Number.isNaN(timeMs) ? null : timeMs;
}
