import { describe, expect, it } from "vitest";
import type { Generation } from "../../src/insight/generation.ts";
import { buildReceipt, type Posting, receiptDayOf, receiptKey } from "../../src/insight/receipt.ts";
import { requestOf } from "./insight-setup.ts";

const deliveredAtMs = Date.parse("2023-11-15T12:00:21.250Z");

const posting: Posting = {
  status: 202,
  idempotencyKey: "a1b2",
  coalesced: true,
  receivedAtMs: deliveredAtMs - 4_250,
  postStartedAtMs: deliveredAtMs - 120,
  deliveredAtMs,
};

const generation: Generation = {
  outcome: "insight",
  text: "BTC-USD changed hands all day.",
  facts: {
    market: { source: "coinbase", count: 288 },
    prompt_text: "the prompt",
    reason: null,
    timings_ms: { candles: 90, model: 812 },
  },
};

describe("the key of a receipt", () => {
  it("holds what makes a delivery its own: product, correlation id, prompt and channel", () => {
    const key = receiptKey(requestOf({ channel: "alerts" }), "2023-11-15");
    expect(key).toBe("insights/BTC-USD/2023-11-15/abc-123.trend_analysis.alerts.json");
  });

  it("is another one for each caller, whom it does not name", () => {
    const keys = ["auth0|one", "auth0|two", null].map((caller) => receiptKey(requestOf({ caller }), "2023-11-15"));
    expect(keys[0]).toMatch(/^insights\/BTC-USD\/2023-11-15\/abc-123\.trend_analysis\.general![0-9a-f]{16}\.json$/);
    expect(new Set(keys).size).toBe(3);
  });

  it("tells deliveries apart whatever their correlation ids hold", () => {
    const ids = ["a", "a.trend_analysis", "a.trend_analysis.general", "a/b:c@d+e=f", "a."];
    const channels = ["general", "trend_analysis"];
    const keys = ids.flatMap((correlationId) =>
      channels.map((channel) => receiptKey(requestOf({ correlationId, channel }), "2023-11-15")),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe("the day of a receipt", () => {
  it.each([
    { at: "2023-11-15T23:59:59.999Z", day: "2023-11-15" },
    { at: "2023-11-16T00:00:00.000Z", day: "2023-11-16" },
    { at: "2023-11-15T23:30:00-05:00", day: "2023-11-16" },
  ])("is counted in UTC: $at is $day", ({ at, day }) => {
    expect(receiptDayOf(Date.parse(at))).toBe(day);
  });
});

const keyOf = (caller: string | null): string => receiptKey(requestOf({ caller }), receiptDayOf(deliveredAtMs));

describe("a receipt of a caller's request", () => {
  it("has a key of its own, which quotes no caller", () => {
    expect(keyOf("one@clients")).toMatch(
      /^insights\/BTC-USD\/2023-11-15\/abc-123\.trend_analysis\.general![0-9a-f]{16}\.json$/,
    );
    expect(new Set([keyOf("one@clients"), keyOf("two@clients"), keyOf(null)]).size).toBe(3);
  });

  it("names the caller", () => {
    expect(buildReceipt(requestOf({ caller: "one@clients" }), generation, posting).caller).toBe("one@clients");
    expect(buildReceipt(requestOf({ caller: null }), generation, posting)).not.toHaveProperty("caller");
  });
});

describe("a receipt", () => {
  it("says what was asked, what was made and what was posted", () => {
    expect(buildReceipt(requestOf({ channel: "alerts" }), generation, posting)).toEqual({
      correlation_id: "abc-123",
      product_id: "BTC-USD",
      prompt: "trend_analysis",
      prompt_version: 2,
      message_id: "message-1",
      sent_at: "2023-11-15T12:00:00.000Z",
      receive_count: 1,
      received_at: "2023-11-15T12:00:17.000Z",
      outcome: "insight",
      coalesced: true,
      insight: "BTC-USD changed hands all day.",
      delivered: { status: 202, channel: "alerts", at: "2023-11-15T12:00:21.250Z", idempotency_key: "a1b2" },
      timings_ms: { candles: 90, model: 812, delivery: 120, total: 4_250 },
      market: { source: "coinbase", count: 288 },
      prompt_text: "the prompt",
      reason: null,
    });
  });

  it("of a direct invocation reports no message", () => {
    expect(buildReceipt(requestOf({ message: null }), generation, posting)).toMatchObject({
      message_id: null,
      sent_at: null,
      receive_count: null,
    });
  });

  it("of a message that does not say when it was sent has no time for that", () => {
    const message = { id: "message-1", receiveCount: 3, sentAtMs: null };
    expect(buildReceipt(requestOf({ message }), generation, posting)).toMatchObject({
      sent_at: null,
      receive_count: 3,
    });
  });

  it("lets no fact of its text stand in for what it says itself", () => {
    const facts = { correlation_id: "forged", outcome: "refusal", insight: "forged", delivered: null };
    const receipt = buildReceipt(requestOf(), { ...generation, facts }, posting);
    expect(receipt).toMatchObject({
      correlation_id: "abc-123",
      outcome: "insight",
      insight: generation.text,
      delivered: { status: 202 },
    });
  });

  it.each([undefined, null, "soon", [1, 2], { model: "soon" }])(
    "keeps its own timings where those of its text are %j",
    (timings) => {
      const receipt = buildReceipt(requestOf(), { ...generation, facts: { timings_ms: timings } }, posting);
      expect(receipt.timings_ms).toEqual({ delivery: 120, total: 4_250 });
    },
  );
});
