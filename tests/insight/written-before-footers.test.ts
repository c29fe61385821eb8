import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import * as z from "zod/mini";
import { describe, expect, it } from "vitest";
import { createDeliverInsight } from "../../src/insight/deliver-insight.ts";
import { thrownBy } from "../support/thrown-by.ts";
import { type InsightSetup, openInsightSetup, requestOf } from "./insight-setup.ts";

const attribute = z.union([z.object({ S: z.string() }), z.object({ N: z.string() })]);

/** The ledger of a version without footers, as it stood after six requests; it kept no day of a receipt and no time of a text. */
const items: readonly Record<string, AttributeValue>[] = z.parse(
  z.array(z.record(z.string(), attribute)),
  JSON.parse(readFileSync(join(import.meta.dirname, "written-before-footers.json"), "utf8")),
);

const oldText = "BTC-USD changed hands all day.";

async function openLaterSetup(minutes: number): Promise<InsightSetup> {
  const setup = await openInsightSetup();
  for (const item of items) await setup.putItem(item);
  setup.turnClock(minutes * 60_000);
  return setup;
}

function deliver(setup: InsightSetup, correlationId: string, productId = "BTC-USD") {
  return createDeliverInsight(setup.startContainer())(requestOf({ correlationId, productId }), setup.work());
}

describe("what an earlier version left in the ledger", () => {
  it("as delivered is not posted again", async () => {
    const setup = await openLaterSetup(5);
    expect(await deliver(setup, "posted")).toEqual({ outcome: "insight", text: oldText, status: 200, repeated: true });
    expect(setup.posts).toEqual([]);
  });

  it.each([
    ["may-have-arrived", "BTC-USD"],
    ["plain-may-have-arrived", "LTC-USD"],
    ["refusal-may-have-arrived", "NOPE-USD"],
  ])("as %s is posted within the limit as it was written: its key goes with no other text", async (id, productId) => {
    const setup = await openLaterSetup(20);
    const { text } = await deliver(setup, id, productId);
    const note = items.find(({ id: { S = "" } = {} }) => S.startsWith(`delivery#${id}#`))?.["note"]?.S ?? "";
    expect(note).toContain(JSON.stringify(text));
    expect(setup.posts.map(({ message }) => message)).toEqual([text]);
    expect(setup.model.prompts).toEqual([]);
  });

  it.each([
    ["may-have-arrived", "BTC-USD"],
    ["plain-may-have-arrived", "LTC-USD"],
    ["refusal-may-have-arrived", "NOPE-USD"],
  ])("as %s is followed by nothing beyond the limit", async (id, productId) => {
    const setup = await openLaterSetup(40);
    expect((await thrownBy(deliver(setup, id, productId))).code).toBe("POST_MAY_HAVE_ARRIVED");
    expect(setup.posts).toEqual([]);
  });

  it("as written, by an earlier prompt and check, is written once more and judged by the check of today", async () => {
    const setup = await openLaterSetup(20);
    await deliver(setup, "has-not-arrived");
    expect(setup.model.prompts).toHaveLength(1);
    expect(setup.posts).toHaveLength(1);
    expect(setup.posts[0]?.message).not.toContain(oldText);
    expect(setup.posts[0]?.message).toMatch(/\nAs of 2023-11-15 12:(?:00|20) UTC\./);
    expect(setup.receipts.map(([key]) => key)).toEqual([
      "insights/BTC-USD/2023-11-15/has-not-arrived.trend_analysis.general.json",
    ]);
  });

  it("as written gives way to the candles of 13 days later", async () => {
    const setup = await openLaterSetup(13 * 1_440);
    await deliver(setup, "has-not-arrived");
    expect(setup.posts[0]?.message).toContain("\nAs of 2023-11-28 12:00 UTC.");
  });
});
