import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import { ServiceError } from "../errors.ts";
import { parseJson } from "../http/http.ts";
import { recordJson } from "../records/record-json.ts";
import { createRedactor, type Redactor } from "../records/redactor.ts";

/**
 * Remembers what was done, so that it is done once: across retries, redeliveries, batches and containers.
 *
 * A piece of work has an id. Whoever claims it holds a lease; a lease that ran out (its holder crashed) can be claimed by
 * anyone. Finished work keeps its result. All calls throw ServiceError `LEDGER_UNAVAILABLE` (retryable) if DynamoDB fails.
 */
export interface Ledger {
  /** Claims the work, or says who has done it or is at it. */
  claim(id: string, options: ClaimOptions): Promise<Claim>;
  /** The result of finished work, or null. */
  result(id: string, signal?: AbortSignal): Promise<unknown>;
}

/** How work is claimed. */
export interface ClaimOptions {
  /** The claim ends by itself after this time. */
  readonly leaseMs: number;
  /** Kept from the first claim on: a later claimant finds the first one's note, not its own. */
  readonly note?: string;
  readonly signal?: AbortSignal;
}

/** What a claim met with. */
export type Claim =
  | { readonly state: "claimed"; readonly lease: Lease }
  | {
      readonly state: "busy";
      /** When the holder's lease ends, in milliseconds since the UNIX epoch. */
      readonly leaseUntilMs: number;
    }
  | { readonly state: "done"; readonly result: unknown };

/** Claimed work. Its calls do nothing to work that somebody else has claimed since, and say so by `false`. */
export interface Lease {
  /** The first claimant's note. */
  readonly note: string | undefined;
  /** Replaces the note. */
  setNote(note: string, signal?: AbortSignal): Promise<boolean>;
  /**
   * Marks the work as done, with its result, for `keepSeconds`. Of an object the fields `outcome`, `text` and `status` are kept as
   * they are: they are what was posted or will be. The others are redacted, and cut where the item would grow too large.
   */
  complete(result: unknown, keepSeconds: number, signal?: AbortSignal): Promise<boolean>;
  /** Gives the work back: the next one may claim it at once. The note stays. */
  release(signal?: AbortSignal): Promise<boolean>;
}

/** What the ledger works with. */
export interface LedgerOptions {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly clock?: Clock;
  readonly newOwner?: () => string;
  /** Cleans results. Default: one that knows credentials by their shape alone. */
  readonly redactor?: Redactor | undefined;
}

interface LedgerItem {
  readonly status: string | undefined;
  readonly owner: string | undefined;
  readonly note: string | undefined;
  readonly leaseUntilMs: number;
  readonly result: unknown;
}

/** DynamoDB refuses items above 400 KB, the note included. A redelivery posts the fields that are kept: nothing may change in them. */
const resultBounds = { maxBytes: 300_000, keep: new Set(["outcome", "text", "status"]) };

/** Claimed, never finished work is forgotten by DynamoDB's TTL, later than any dead letter of it can be redriven. */
const unfinishedKeepSeconds = 30 * 86_400;

/** What an item must be like to be claimed, and what becomes of the note and the result that it holds. */
const takingOver = {
  unheld: {
    condition:
      "attribute_not_exists(id) OR (#status = :inProgress AND lease_until <= :now AND expiration > :nowSeconds)",
    update: (hasNote: boolean) => (hasNote ? ", note = if_not_exists(note, :note)" : ""),
  },
  forgotten: {
    condition: "attribute_not_exists(id) OR expiration <= :nowSeconds",
    update: (hasNote: boolean) => (hasNote ? ", note = :note REMOVE data_json" : " REMOVE note, data_json"),
  },
} as const;

/**
 * Makes the {@link Ledger} on a DynamoDB table: one item per id, and every step a conditional write, so that two
 * containers can't both succeed.
 *
 * The item is `{id, status: INPROGRESS | COMPLETED, owner, lease_until (ms), note, data_json, expiration (s)}`.
 */
export function createLedger(options: LedgerOptions): Ledger {
  const { client, tableName } = options;
  const clock = options.clock ?? Date.now;
  const newOwner = options.newOwner ?? randomUUID;
  const redactor = options.redactor ?? createRedactor();

  async function result(id: string, signal?: AbortSignal): Promise<unknown> {
    const item = await read(id, signal);
    return item?.status === "COMPLETED" ? item.result : null;
  }

  async function read(id: string, signal?: AbortSignal): Promise<LedgerItem | null> {
    const answer = await guarded(() =>
      client.send(
        new GetItemCommand({ TableName: tableName, Key: { id: { S: id } }, ConsistentRead: true }),
        abortable(signal),
      ),
    );
    const item = answer.Item;
    // TTL deletes late: an item past its time is as good as gone.
    if (item === undefined || Number(item["expiration"]?.N ?? 0) <= clock() / 1_000) return null;
    return {
      status: item["status"]?.S,
      owner: item["owner"]?.S,
      note: item["note"]?.S,
      leaseUntilMs: Number(item["lease_until"]?.N ?? 0),
      result: parseJson(item["data_json"]?.S ?? "null") ?? null,
    };
  }

  async function claim(id: string, claimOptions: ClaimOptions): Promise<Claim> {
    const owner = newOwner();
    let lease = await take(id, owner, claimOptions, "unheld");
    if (lease !== null) return { state: "claimed", lease };
    let item = await read(id, claimOptions.signal);
    if (item === null) {
      lease = await take(id, owner, claimOptions, "forgotten");
      if (lease !== null) return { state: "claimed", lease };
      item = await read(id, claimOptions.signal);
    }
    if (item?.status === "COMPLETED") return { state: "done", result: item.result };
    // The SDK repeats a write whose answer was lost; then the claim that stands in the way is this very one.
    if (item?.owner === owner) return { state: "claimed", lease: createLease(id, owner, item.note) };
    return { state: "busy", leaseUntilMs: item?.leaseUntilMs ?? 0 };
  }

  /** Writes the claim if the work is new or its lease ran out (`unheld`), or if its item is past its time (`forgotten`). */
  async function take(
    id: string,
    owner: string,
    { leaseMs, note, signal }: ClaimOptions,
    what: "unheld" | "forgotten",
  ): Promise<Lease | null> {
    const now = clock();
    const { condition, update } = takingOver[what];
    try {
      const answer = await client.send(
        new UpdateItemCommand({
          TableName: tableName,
          Key: { id: { S: id } },
          ConditionExpression: condition,
          UpdateExpression: `SET #status = :inProgress, #owner = :owner, lease_until = :leaseUntil, expiration = :expiration${update(note !== undefined)}`,
          ExpressionAttributeNames: { "#status": "status", "#owner": "owner" },
          ExpressionAttributeValues: {
            ":inProgress": { S: "INPROGRESS" },
            ":owner": { S: owner },
            ":nowSeconds": { N: String(Math.floor(now / 1_000)) },
            ":leaseUntil": { N: String(now + Math.ceil(leaseMs)) },
            ":expiration": { N: String(Math.floor(now / 1_000) + unfinishedKeepSeconds) },
            ...(what === "unheld" ? { ":now": { N: String(now) } } : {}),
            ...(note === undefined ? {} : { ":note": { S: note } }),
          },
          ReturnValues: "ALL_NEW",
        }),
        abortable(signal),
      );
      return createLease(id, owner, answer.Attributes?.["note"]?.S);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return null;
      throw unavailable(error);
    }
  }

  function createLease(id: string, owner: string, note: string | undefined): Lease {
    const update = (
      expression: string,
      values: Record<string, { S: string } | { N: string }>,
      signal: AbortSignal | undefined,
    ): Promise<boolean> =>
      guarded(async () => {
        try {
          await client.send(
            new UpdateItemCommand({
              TableName: tableName,
              Key: { id: { S: id } },
              ConditionExpression: "#owner = :owner",
              UpdateExpression: expression,
              ExpressionAttributeNames: {
                "#owner": "owner",
                ...(expression.includes("#status") ? { "#status": "status" } : {}),
              },
              ExpressionAttributeValues: { ":owner": { S: owner }, ...values },
            }),
            abortable(signal),
          );
          return true;
        } catch (error) {
          if (error instanceof ConditionalCheckFailedException) return false;
          throw error;
        }
      });
    return {
      note,
      setNote: (value, signal) => update("SET note = :note", { ":note": { S: value } }, signal),
      complete: (value, keepSeconds, signal) =>
        update(
          "SET #status = :completed, data_json = :data, expiration = :expiration",
          {
            ":completed": { S: "COMPLETED" },
            ":data": { S: recordJson(value, { redactor, ...resultBounds }) },
            ":expiration": { N: String(Math.floor(clock() / 1_000) + keepSeconds) },
          },
          signal,
        ),
      release: (signal) => update("SET lease_until = :released", { ":released": { N: "0" } }, signal),
    };
  }

  return { claim, result };
}

function abortable(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return signal === undefined ? {} : { abortSignal: signal };
}

async function guarded<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw unavailable(error);
  }
}

function unavailable(error: unknown): ServiceError {
  return new ServiceError("LEDGER_UNAVAILABLE", "DynamoDB did not keep the ledger", { cause: error, retryable: true });
}
