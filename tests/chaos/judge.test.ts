import { mayHaveArrived } from "../../src/consumer/batch/dead-letter-cause.ts";
import { describe, expect, it } from "vitest";
import { computeFeatures } from "../../src/features/index.ts";
import { writePlainInsight } from "../../src/grounding/plain-insight.ts";
import { isKept, judge, unexplained } from "../../chaos/judge.ts";
import type { PlannedRequest } from "../../chaos/plan.ts";
import { formatVerdict } from "../../chaos/report.ts";
import type { ChaosRecord } from "../../chaos/run-chaos.ts";
import type { SentMessage } from "../../chaos/sent-message.ts";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";

const asOf = 1_700_049_600;
const sentAtMs = asOf * 1_000 + 1_000;
const market = createSampleMarket();
const candles = market.candles("BTC-USD", 300, asOf - 86_400, asOf - 300, asOf);
const features = computeFeatures(candles, { asOf, granularity: "FIVE_MINUTE", expectedCount: 288 });
const footer = "\nAs of 2023-11-15 12:00 UTC. Synthetic market. Automated summary of BTC-USD.";
const truth = `${writePlainInsight("BTC-USD", features)}${footer}`;

const request: PlannedRequest = {
  correlationId: "one",
  productId: "BTC-USD",
  prompt: "trend_analysis",
  channel: "general",
  isKnown: true,
};
const sent: SentMessage = { body: "{}", request, messageId: "m1", sentAtMs };

function post(message: string, fields: { correlationId?: string; channel?: string } = {}) {
  const receivedAt = new Date(sentAtMs + 500).toISOString();
  return {
    id: "p",
    message,
    channel: "general",
    correlationId: "one",
    idempotencyKey: "k",
    receivedAt,
    status: 201,
    ...fields,
  };
}

function receivedAfter(minutes: number) {
  return { ...post(truth), receivedAt: new Date((asOf + minutes * 60) * 1_000).toISOString() };
}

function letter(messageId: string, attributes: Record<string, string> = {}) {
  return { messageId, body: "{}", attributes, receiveCount: 1 };
}

function receipt(insight: string): string {
  return JSON.stringify({
    correlation_id: "one",
    insight,
    market: { as_of: asOf },
    delivered: { channel: "general" },
  });
}

function record(fields: Partial<ChaosRecord> = {}): ChaosRecord {
  return {
    market,
    sent: [sent],
    received: [post(truth)],
    letters: [],
    receipts: [],
    lines: [],
    secrets: ["hush-hush"],
    interruptions: new Map(),
    modelCalls: 1,
    posts: 1,
    tokenRequests: 1,
    isComplete: true,
    ...fields,
  };
}

describe("the verdict on a chaos run", () => {
  it("has nothing to say of a request that was posted once and truly", () => {
    const verdict = judge(record({ receipts: [receipt(truth)] }));
    expect(verdict).toEqual({
      sent: 1,
      insights: 0,
      plain: 1,
      refused: 0,
      quiet: 0,
      dead_lettered: 0,
      lost: 0,
      doubled: 0,
      false: 0,
      outdated: 0,
      model_calls: 1,
      limited_calls: 0,
      posts: 1,
      token_requests: 1,
      longest_wait_ms: 500,
      cases: [],
    });
    expect(isKept(verdict, true)).toBe(true);
  });

  it("takes a watch's silence for an end, by its receipt or by the ledger, and nobody else's", () => {
    const watch = { watch: "moves", post: "material" } as const;
    const hushed = { sent: [{ ...sent, request: { ...request, watch } }], received: [] };
    const quiet = JSON.stringify({ outcome: "quiet", correlation_id: "one", channel: "general" });
    const item = {
      id: { S: "delivery#one#BTC-USD#trend_analysis#general" },
      data_json: { S: JSON.stringify({ outcome: "quiet", text: "", status: 0 }) },
    };
    for (const kept of [{ receipts: [quiet] }, { ledgerItems: [JSON.stringify(item)] }]) {
      expect(judge(record({ ...hushed, ...kept }))).toMatchObject({ quiet: 1, lost: 0, cases: [] });
    }
    expect(judge(record(hushed))).toMatchObject({ quiet: 0, lost: 1 });
    expect(judge(record({ received: [], receipts: [quiet] }))).toMatchObject({ lost: 1 });
    expect(judge(record({ ...hushed, received: [post(truth)], receipts: [quiet] }))).toMatchObject({ false: 1 });
  });

  it("finds a watch that says the same of one market twice, and one that speaks in its quiet hours", () => {
    const watch = { watch: "moves", post: "material" } as const;
    const of = (correlationId: string) => ({
      ...sent,
      messageId: correlationId,
      request: { ...request, correlationId, watch },
    });
    const facts = { name: "moves", post: "material", mark: { as_of: asOf } };
    const spoken = (id: string, mark = facts.mark) =>
      JSON.stringify({ ...JSON.parse(receipt(truth)), correlation_id: id, watch: { ...facts, mark } });
    const received = [post(truth), post(truth, { correlationId: "two" })];
    const both = { sent: [of("one"), of("two")], received };
    expect(judge(record({ ...both, receipts: [spoken("one"), spoken("two")] }))).toMatchObject({ doubled: 1 });
    const later = { as_of: asOf + 300 };
    expect(judge(record({ ...both, receipts: [spoken("one"), spoken("two", later)] }))).toMatchObject({ doubled: 0 });
    const asleep = { watch: "asleep", post: "always", quiet_hours: "00:00-23:59" } as const;
    expect(judge(record({ sent: [{ ...sent, request: { ...request, watch: asleep } }] }))).toMatchObject({ false: 1 });
  });

  it("finds a day that took more tokens than its limit", () => {
    const ledgerItems = [JSON.stringify({ id: { S: "caps#2026-11-27" }, tokens: { N: "5001" } })];
    const verdict = judge(record({ ledgerItems, tokenLimit: 5_000 }));
    expect(verdict.cases).toMatchObject([{ kind: "overspent", cause: expect.stringContaining("5001") }]);
    expect(isKept(verdict, true)).toBe(false);
    expect(judge(record({ ledgerItems, tokenLimit: 5_001 })).cases).toEqual([]);
  });

  it("takes a dead letter for an end, whoever moved it there", () => {
    for (const letters of [[letter("m1")], [letter("m9", { source_message_id: "m1" })]]) {
      expect(judge(record({ received: [], letters }))).toMatchObject({ lost: 0, dead_lettered: 1, cases: [] });
    }
  });

  it("finds a request without an end, and poison that is no dead letter", () => {
    const poison: SentMessage = { body: "poison", request: null, messageId: "m2", sentAtMs };
    const verdict = judge(record({ sent: [sent, poison], received: [] }));
    expect(verdict.lost).toBe(2);
    expect(isKept(verdict, true)).toBe(false);
  });

  it("finds a double, also of a request that was sent twice, and bears it only where it is explained", () => {
    const twice = { sent: [sent, { ...sent, messageId: "m2" }], received: [post(truth), post(truth)] };
    const open = judge(record(twice));
    expect(open).toMatchObject({ doubled: 1, cases: [{ kind: "doubled", cause: unexplained }] });
    expect(isKept(open, false)).toBe(false);
    const explained = judge(record({ ...twice, interruptions: new Map([["one", "process killed"]]) }));
    expect(explained).toMatchObject({ doubled: 1, cases: [{ kind: "doubled", cause: "process killed" }] });
    expect(isKept(explained, false)).toBe(true);
    expect(isKept(explained, true)).toBe(false);
  });

  it("tells requests of one correlation id apart by their channels", () => {
    const sibling = { ...sent, messageId: "m2", request: { ...request, channel: "alerts" } };
    const received = [post(truth), post(truth, { channel: "alerts" })];
    expect(judge(record({ sent: [sent, sibling], received }))).toMatchObject({ doubled: 0, lost: 0, plain: 2 });
  });

  it("finds a request that was posted and is a dead letter as well", () => {
    const refused = letter("m9", { source_message_id: "m1", error_code: "ASSISTANT_REJECTED", error_message: "No" });
    const verdict = judge(record({ letters: [refused] }));
    expect(verdict.cases).toMatchObject([{ kind: "posted_and_dead_lettered", cause: unexplained }]);
    expect(isKept(verdict, true)).toBe(false);
  });

  it("bears that where the letter says that its post may have arrived, or the queue itself moved it", () => {
    const open = {
      source_message_id: "m1",
      error_code: "DEADLINE_EXCEEDED",
      error_message: `Late (${mayHaveArrived})`,
    };
    for (const each of [letter("m9", open), letter("m1")]) {
      const verdict = judge(record({ letters: [each] }));
      expect(verdict.cases).toMatchObject([{ kind: "posted_and_dead_lettered" }]);
      expect(isKept(verdict, true)).toBe(true);
    }
  });

  it.each([
    ["invents a figure", `BTC-USD last closed at 123456.78.${footer}`],
    ["has no footer", truth.split("\n")[0] ?? ""],
    ["does not say that its market is synthetic", truth.replace(" Synthetic market.", "")],
    ["is about another market", truth.replaceAll("BTC-USD", "ETH-USD")],
    [
      "refuses a product that is known",
      "There is no insight about BTC-USD: Coinbase lists no product of that name.\nAs of 2023-11-15 12:00 UTC.",
    ],
  ])("finds a post that %s", (_name, message) => {
    expect(judge(record({ received: [post(message)] }))).toMatchObject({ false: 1 });
  });

  it("judges a post without a receipt by any interval between the sending and the post", () => {
    const late = { ...post(truth), receivedAt: new Date(sentAtMs + 400_000).toISOString() };
    expect(judge(record({ received: [late] }))).toMatchObject({ false: 0 });
    expect(judge(record({ sent: [{ ...sent, sentAtMs: sentAtMs + 300_000 }], received: [late] }))).toMatchObject({
      false: 1,
    });
  });

  it("finds a post that came later than its market's age allows", () => {
    expect(judge(record({ received: [receivedAfter(30)] }))).toMatchObject({ outdated: 0 });
    const late = judge(record({ received: [receivedAfter(31)] }));
    expect(late).toMatchObject({ outdated: 1 });
    expect(isKept(late, true)).toBe(false);
  });

  it("counts a message whose dead letter was sent back once", () => {
    const redriven = { ...sent, messageId: "m2", isRedriven: true };
    expect(judge(record({ sent: [sent, redriven] }))).toMatchObject({ sent: 1, plain: 1, cases: [] });
  });

  it("finds a receipt that reports another text, and a post that nobody asked for", () => {
    expect(judge(record({ receipts: [receipt("another")] }))).toMatchObject({ false: 1 });
    const stranger = post(truth, { correlationId: "stranger" });
    expect(judge(record({ received: [post(truth), stranger] }))).toMatchObject({ false: 1 });
  });

  it("takes a refusal for the truth about an unknown product", () => {
    const unknown = { ...request, productId: "NONE1-USD", isKnown: false };
    const refusal = post(
      "There is no insight about NONE1-USD: Coinbase lists no product of that name.\nAs of 2023-11-15 12:00 UTC.",
    );
    expect(judge(record({ sent: [{ ...sent, request: unknown }], received: [refusal] }))).toMatchObject({
      refused: 1,
      false: 0,
    });
  });

  it.each([
    ["a log line", { lines: ["ok", 'x "hush-hush"'] }],
    ["a receipt", { receipts: [receipt(truth).replace("{", '{"x": "hush-hush",')] }],
    ["a dead letter's attributes", { letters: [letter("m2", { error_message: "hush-hush" })] }],
  ])("finds a secret in %s, and does not quote it", (place, fields) => {
    const verdict = judge(record(fields));
    expect(verdict.cases).toMatchObject([{ kind: "secret", cause: `a secret stands in ${place}` }]);
    expect(isKept(verdict, true)).toBe(false);
  });

  it("does not pass a run that was cut off", () => {
    expect(isKept(judge(record({ isComplete: false })), true)).toBe(false);
  });

  it("is given as a table, with each case below it", () => {
    const lines = formatVerdict(judge(record({ received: [] })), false).split("\n");
    expect(lines).toContain(`${"lost".padEnd(16)} ${"1".padStart(8)}`);
    expect(lines.at(-3)).toBe("lost  one  BTC-USD  neither a post nor a dead letter");
    expect(lines.at(-1)).toContain("A promise was broken");
  });
});
