import { randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import { ServiceError } from "../errors.ts";
import type { ItemTable, ItemUpdate } from "./item-table.ts";

/** Whole numbers that are counted together. */
export interface Amounts {
  /** Billionths of a US dollar. */
  readonly nanoUsd: number;
  readonly tokens: number;
}

/**
 * Counts what a stage takes in a day (UTC), across containers: one item of the state table, every step one atomic conditional
 * write. What is reserved counts as taken until it is settled, or until its lease ends because its holder was killed.
 *
 * All calls throw ServiceError `LEDGER_UNAVAILABLE` (retryable) if DynamoDB fails.
 */
export interface DailyCounter {
  /**
   * Takes `most` where the day's limits leave room for it. `held`: they would, if what others hold was less in the end;
   * `full`: not even then.
   */
  reserve(
    most: Amounts,
    options: { readonly leaseMs: number; readonly signal?: AbortSignal },
  ): Promise<Reserved | "held" | "full">;
}

/** A reservation that is held. */
export interface Reserved {
  /** Puts what it really took in the place of what was reserved. */
  settle(actual: Amounts, signal?: AbortSignal): Promise<void>;
}

/** What the counter works with. */
export interface DailyCounterOptions {
  readonly items: ItemTable;
  /** null: no limit. */
  readonly limits: { readonly [Name in keyof Amounts]: number | null };
  readonly clock?: Clock | undefined;
  /** Names a reservation, letters and digits. */
  readonly newName?: () => string;
}

/** Days stay readable for a while after they end. */
const keepSeconds = 40 * 86_400;

/** Each round makes room of reservations that ended; more of them at once than this are left to the next one. */
const maxFreed = 20;
const maxRounds = 4;

const leaseName = /^lease_[A-Za-z0-9]+$/;

interface Lease extends Amounts {
  readonly name: string;
  readonly untilMs: number;
}

/** The item is `{id: caps#YYYY-MM-DD, nano_usd, tokens, lease_NAME: "NANO_USD TOKENS UNTIL_MS", expiration (s)}`. */
export function createDailyCounter(options: DailyCounterOptions): DailyCounter {
  const { items, limits } = options;
  const clock = options.clock ?? Date.now;
  const newName = options.newName ?? (() => randomUUID().replaceAll("-", "").slice(0, 16));

  /** Whether the write was made: false where its condition did not hold. */
  async function update(id: string, input: ItemUpdate, signal: AbortSignal | undefined): Promise<boolean> {
    try {
      return await items.update(id, input, signal);
    } catch (error) {
      throw unavailable(error);
    }
  }

  async function read(
    id: string,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly counted: Amounts; readonly leases: readonly Lease[] }> {
    try {
      const item = (await items.read(id, signal)) ?? {};
      const leases = Object.entries(item).flatMap(([name, { S: text = "" }]) => {
        const [nanoUsd = 0, tokens = 0, untilMs = 0] = text.split(" ").map(Number);
        return leaseName.test(name) ? [{ name, nanoUsd, tokens, untilMs }] : [];
      });
      const counted = { nanoUsd: Number(item["nano_usd"]?.N ?? 0), tokens: Number(item["tokens"]?.N ?? 0) };
      return { counted, leases };
    } catch (error) {
      throw unavailable(error);
    }
  }

  /** Gives back what the killed have reserved; whoever is first does, and each reservation once. */
  async function free(id: string, leases: readonly Lease[], signal: AbortSignal | undefined): Promise<void> {
    const names = leases.map((_, at) => `#l${at}`);
    const { nanoUsd, tokens } = sumOf(leases);
    await update(
      id,
      {
        ConditionExpression: names.map((name) => `attribute_exists(${name})`).join(" AND "),
        UpdateExpression: `REMOVE ${names.join(", ")} ADD nano_usd :nano, #tokens :tokens`,
        ExpressionAttributeNames: {
          "#tokens": "tokens",
          ...Object.fromEntries(leases.map(({ name }, at) => [`#l${at}`, name])),
        },
        ExpressionAttributeValues: amountValues({ nanoUsd: -nanoUsd, tokens: -tokens }),
      },
      signal,
    );
  }

  function createReserved(id: string, lease: Lease): Reserved {
    return {
      async settle(actual, signal) {
        const difference = { nanoUsd: actual.nanoUsd - lease.nanoUsd, tokens: actual.tokens - lease.tokens };
        const isHeld = await update(
          id,
          {
            ConditionExpression: "attribute_exists(#lease)",
            UpdateExpression: "REMOVE #lease ADD nano_usd :nano, #tokens :tokens",
            ExpressionAttributeNames: { "#lease": lease.name, "#tokens": "tokens" },
            ExpressionAttributeValues: amountValues(difference),
          },
          signal,
        );
        // Within its lease only this very call, repeated by the SDK, can have removed it. Later somebody may have freed it.
        if (isHeld || clock() < lease.untilMs) return;
        const ExpressionAttributeNames = { "#tokens": "tokens" };
        const ExpressionAttributeValues = amountValues(actual);
        const UpdateExpression = "ADD nano_usd :nano, #tokens :tokens";
        await update(id, { UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues }, signal);
      },
    };
  }

  return {
    async reserve(most, { leaseMs, signal }) {
      const nowMs = clock();
      const id = `caps#${new Date(nowMs).toISOString().slice(0, 10)}`;
      const lease: Lease = { name: `lease_${newName()}`, ...most, untilMs: Math.ceil(nowMs + leaseMs) };
      const conditions = ["attribute_not_exists(#lease)"];
      const rooms: Record<string, { N: string }> = {};
      for (const [of, attribute] of attributes) {
        const limit = limits[of];
        if (limit === null) continue;
        const room = limit - most[of];
        if (room < 0) return "full";
        conditions.push(`(attribute_not_exists(${attribute}) OR ${attribute} <= :room_${of})`);
        rooms[`:room_${of}`] = { N: String(room) };
      }
      for (let round = 1; ; round += 1) {
        const isReserved = await update(
          id,
          {
            ConditionExpression: conditions.join(" AND "),
            UpdateExpression: "SET #lease = :lease, expiration = :expiration ADD nano_usd :nano, #tokens :tokens",
            ExpressionAttributeNames: { "#lease": lease.name, "#tokens": "tokens" },
            ExpressionAttributeValues: {
              ...rooms,
              ...amountValues(most),
              ":lease": { S: `${most.nanoUsd} ${most.tokens} ${lease.untilMs}` },
              ":expiration": { N: String(Math.floor(nowMs / 1_000) + keepSeconds) },
            },
          },
          signal,
        );
        if (isReserved) return createReserved(id, lease);
        const { counted, leases } = await read(id, signal);
        // The SDK repeats a write whose answer was lost; then the reservation in the way is this very one.
        if (leases.some(({ name }) => name === lease.name)) return createReserved(id, lease);
        const ended = leases.filter(({ untilMs }) => untilMs <= clock()).slice(0, maxFreed);
        if (ended.length === 0 || round === maxRounds) {
          const held = sumOf(leases);
          const isFull = attributes.some(([of]) => counted[of] - held[of] + most[of] > (limits[of] ?? Infinity));
          return isFull ? "full" : "held";
        }
        await free(id, ended, signal);
      }
    },
  };
}

/** Attributes as expressions name them: `tokens` is a word of DynamoDB's own. */
const attributes = [
  ["nanoUsd", "nano_usd"],
  ["tokens", "#tokens"],
] as const;

function sumOf(leases: readonly Amounts[]): Amounts {
  const sum = (of: keyof Amounts): number => leases.reduce((all, lease) => all + lease[of], 0);
  return { nanoUsd: sum("nanoUsd"), tokens: sum("tokens") };
}

function amountValues({ nanoUsd, tokens }: Amounts): Record<string, { N: string }> {
  return { ":nano": { N: String(nanoUsd) }, ":tokens": { N: String(tokens) } };
}

function unavailable(error: unknown): ServiceError {
  const message = "DynamoDB did not keep the day's counter";
  return new ServiceError("LEDGER_UNAVAILABLE", message, { cause: error, retryable: true });
}
