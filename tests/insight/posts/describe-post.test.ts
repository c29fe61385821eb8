import { describe, expect, it } from "vitest";
import { createDeliverInsight } from "../../../src/insight/deliver-insight.ts";
import { createDescribePost } from "../../../src/insight/posts/describe-post.ts";
import type { FetchCandles, InsightPorts, Notify } from "../../../src/insight/ports.ts";
import type { PostFacts } from "../../../src/insight/posts/post-facts.ts";
import { rememberCandles } from "../../../src/insight/posts/remembered-candles.ts";
import { createDeadline } from "../../../src/platform/deadline.ts";
import { ServiceError } from "../../../src/platform/errors.ts";
import { dailyBrief } from "../../../src/prompts/daily-brief.ts";
import { captureTelemetry } from "../../support/captured-telemetry.ts";
import { thrownBy } from "../../support/thrown-by.ts";
import { type InsightSetup, openInsightSetup, requestOf } from "../insight-setup.ts";
import { scriptModel, soundText } from "../scripted-model.ts";

const down: FetchCandles = () => Promise.reject(new ServiceError("CANDLES_UNAVAILABLE", "down", { retryable: true }));

const lost: Notify = () =>
  Promise.reject(new ServiceError("POST_MAY_HAVE_ARRIVED", "lost", { details: { mayHaveArrived: true } }));

const refused: Notify = () =>
  Promise.reject(
    new ServiceError("DISCORD_UNAVAILABLE", "503", { retryable: true, details: { mayHaveArrived: false } }),
  );

/** A container whose posts are described. */
function describing(
  setup: InsightSetup,
  replaced: Partial<InsightPorts> = {},
): InsightPorts & { fetches: () => number } {
  const ports = setup.startContainer(replaced);
  let fetches = 0;
  const candles = rememberCandles((...call) => {
    fetches += 1;
    return ports.fetchCandles(...call);
  });
  return {
    ...ports,
    fetchCandles: candles.fetchCandles,
    describePost: createDescribePost(candles),
    fetches: () => fetches,
  };
}

async function factsOf(setup: InsightSetup, ports: InsightPorts, fields: Parameters<typeof requestOf>[0] = {}) {
  await createDeliverInsight(ports)(requestOf(fields), setup.work());
  const facts: PostFacts | undefined = setup.posts.at(-1)?.facts;
  if (facts === undefined) throw new Error("The post is not described");
  return facts;
}

describe("what is known of a post beside its text", () => {
  it("is its model, what was checked, its candles, and the prices that it names", async () => {
    const setup = await openInsightSetup({ model: scriptModel(soundText) });
    const ports = describing(setup);
    const facts = await factsOf(setup, ports);
    expect(facts).toMatchObject({
      productId: "BTC-USD",
      prompt: "trend_analysis",
      outcome: "insight",
      checked: { claims: expect.any(Number), candles: 288 },
      chart: { title: "BTC-USD, 5 min (synthetic)", candleSeconds: 300, decimals: 2 },
    });
    expect(facts.model).not.toBeNull();
    expect(facts.chart?.candles).toHaveLength(288);
    expect((facts.chart?.to ?? 0) - (facts.chart?.from ?? 0)).toBe(86_400);
    // The candles of the text itself: none were fetched for the chart.
    expect(ports.fetches()).toBe(1);
  });

  it("marks the figures of true sentences, each once, with their values", async () => {
    const setup = await openInsightSetup({ model: scriptModel("Nothing that holds.", "Nothing that holds.") });
    const facts = await factsOf(setup, describing(setup));
    const features: object = Object(setup.receipts[0]?.[1]["features"]);
    const known = Object.values(features);
    expect(facts.outcome).toBe("plain");
    expect(facts.model).toBeNull();
    expect(facts.chart?.levels.length).toBeGreaterThan(1);
    for (const { value } of facts.chart?.levels ?? []) expect(known).toContain(value);
    expect(new Set(facts.chart?.levels.map(({ label }) => label)).size).toBe(facts.chart?.levels.length);
  });

  it("is known of a text that another container wrote, by candles that are fetched again", async () => {
    const setup = await openInsightSetup({ model: scriptModel(soundText) });
    const first = await factsOf(setup, describing(setup));
    const other = describing(setup);
    const second = await factsOf(setup, other, { correlationId: "second" });
    expect(second).toEqual(first);
    expect([other.fetches(), setup.model.prompts.length]).toEqual([1, 1]);
  });

  it("has no chart where the candles are others by now, or can't be had, and the post goes all the same", async () => {
    const setup = await openInsightSetup({ model: scriptModel(soundText) });
    await factsOf(setup, describing(setup));
    const original = setup.startContainer().fetchCandles;
    const changed: FetchCandles = async (...call) => ({ ...(await original(...call)), sha256: "another" });
    for (const [correlationId, fetchCandles] of [
      ["second", changed],
      ["third", down],
    ] as const) {
      const facts = await factsOf(setup, describing(setup, { fetchCandles }), { correlationId });
      expect([facts.chart, facts.checked?.candles]).toEqual([null, 288]);
    }
    expect(setup.telemetry.logText()).toContain("chart_left_out");
  });

  it("has neither chart nor model of a refusal", async () => {
    const setup = await openInsightSetup();
    const facts = await factsOf(setup, describing(setup), { productId: "NONE-USD" });
    expect(facts).toMatchObject({ outcome: "refusal", chart: null, checked: null, model: null });
  });

  it("shows the shortest candles of several series, and prices of each", async () => {
    const setup = await openInsightSetup();
    const facts = await factsOf(setup, describing(setup), { promptType: dailyBrief });
    expect(facts.chart).toMatchObject({ title: "BTC-USD, 5 min (synthetic)", candleSeconds: 300 });
    expect(facts.chart?.levels.length).toBeGreaterThan(0);
  });

  it("is the little that an earlier version kept", async () => {
    const { logger } = captureTelemetry();
    const candles = rememberCandles(() => Promise.reject(new Error("nothing is fetched")));
    const old = { outcome: "insight", text: "BTC-USD rose.", facts: { market: "coinbase", model: 7 } } as const;
    const facts = await createDescribePost(candles)(requestOf(), old, { deadline: createDeadline(1_000), logger });
    expect(facts).toMatchObject({ model: null, checked: null, chart: null });
  });
});

describe("a post that can't be told from its repetition", () => {
  it("is never posted again once it may have arrived, though its market is young", async () => {
    const setup = await openInsightSetup({ model: scriptModel(soundText) });
    const ports = { honoursIdempotencyKey: false };
    await thrownBy(createDeliverInsight(setup.startContainer({ ...ports, notify: lost }))(requestOf(), setup.work()));
    const error = await thrownBy(createDeliverInsight(setup.startContainer(ports))(requestOf(), setup.work()));
    expect(error).toMatchObject({
      code: "POST_MAY_HAVE_ARRIVED",
      retryable: false,
      details: { mayHaveArrived: true },
    });
    expect(setup.posts).toEqual([]);
  });

  it("is posted again where it certainly did not arrive", async () => {
    const setup = await openInsightSetup({ model: scriptModel(soundText) });
    const ports = { honoursIdempotencyKey: false };
    await thrownBy(
      createDeliverInsight(setup.startContainer({ ...ports, notify: refused }))(requestOf(), setup.work()),
    );
    await createDeliverInsight(setup.startContainer(ports))(requestOf(), setup.work());
    expect(setup.posts).toHaveLength(1);
  });
});

describe("remembered candles", () => {
  it("are those of the newest queries, as many as are kept", async () => {
    const setup = await openInsightSetup();
    const remembered = rememberCandles(setup.startContainer().fetchCandles, 2);
    const end = Math.floor(setup.clock() / 300_000) * 300;
    const queries = ["BTC-USD", "ETH-USD", "SOL-USD"].map(
      (productId) => ({ productId, granularity: "FIVE_MINUTE", startSeconds: end - 86_400, endSeconds: end }) as const,
    );
    for (const query of queries) await remembered.fetchCandles(query, setup.work().deadline);
    expect(queries.map((query) => remembered.recall(query)?.candles.length)).toEqual([undefined, 288, 288]);
  });
});
