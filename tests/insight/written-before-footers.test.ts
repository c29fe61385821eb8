import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import * as z from "zod/mini";
import { describe, expect, it } from "vitest";
import { createDeliverInsight } from "../../src/insight/deliver-insight.ts";
import { thrownBy } from "../support/thrown-by.ts";
import { type InsightWorld, openInsightWorld, requestOf } from "./insight-world.ts";

const attribute = z.union([z.object({ S: z.string() }), z.object({ N: z.string() })]);

/** The ledger of a version without footers, as it stood after six requests; it kept no day of a receipt and no time of a text. */
const items: readonly Record<string, AttributeValue>[] = z.parse(
  z.array(z.record(z.string(), attribute)),
  JSON.parse(readFileSync(join(import.meta.dirname, "written-before-footers.json"), "utf8")),
);

const oldText = "BTC-USD changed hands all day.";

async function openLaterWorld(minutes: number): Promise<InsightWorld> {
  const world = await openInsightWorld();
  for (const item of items) await world.putItem(item);
  world.turnClock(minutes * 60_000);
  return world;
}

function deliver(world: InsightWorld, correlationId: string, productId = "BTC-USD") {
  return createDeliverInsight(world.startContainer())(requestOf({ correlationId, productId }), world.work());
}

describe("what an earlier version left in the ledger", () => {
  it("as delivered is not posted again", async () => {
    const world = await openLaterWorld(5);
    expect(await deliver(world, "posted")).toEqual({ outcome: "insight", text: oldText, status: 200, repeated: true });
    expect(world.posts).toEqual([]);
  });

  it.each([
    ["may-have-arrived", "BTC-USD"],
    ["plain-may-have-arrived", "LTC-USD"],
    ["refusal-may-have-arrived", "NOPE-USD"],
  ])("as %s is posted within the limit as it was written: its key goes with no other text", async (id, productId) => {
    const world = await openLaterWorld(20);
    const { text } = await deliver(world, id, productId);
    const note = items.find(({ id: { S = "" } = {} }) => S.startsWith(`delivery#${id}#`))?.["note"]?.S ?? "";
    expect(note).toContain(JSON.stringify(text));
    expect(world.posts.map(({ message }) => message)).toEqual([text]);
    expect(world.model.prompts).toEqual([]);
  });

  it.each([
    ["may-have-arrived", "BTC-USD"],
    ["plain-may-have-arrived", "LTC-USD"],
    ["refusal-may-have-arrived", "NOPE-USD"],
  ])("as %s is followed by nothing beyond the limit", async (id, productId) => {
    const world = await openLaterWorld(40);
    expect((await thrownBy(deliver(world, id, productId))).code).toBe("POST_MAY_HAVE_ARRIVED");
    expect(world.posts).toEqual([]);
  });

  it("as written, by an earlier prompt and check, is written once more and judged by the check of today", async () => {
    const world = await openLaterWorld(20);
    await deliver(world, "has-not-arrived");
    expect(world.model.prompts).toHaveLength(1);
    expect(world.posts).toHaveLength(1);
    expect(world.posts[0]?.message).not.toContain(oldText);
    expect(world.posts[0]?.message).toMatch(/\nAs of 2023-11-15 12:(?:00|20) UTC\./);
    expect(world.receipts.map(([key]) => key)).toEqual([
      "insights/BTC-USD/2023-11-15/has-not-arrived.trend_analysis.general.json",
    ]);
  });

  it("as written gives way to the candles of 13 days later", async () => {
    const world = await openLaterWorld(13 * 1_440);
    await deliver(world, "has-not-arrived");
    expect(world.posts[0]?.message).toContain("\nAs of 2023-11-28 12:00 UTC.");
  });
});
