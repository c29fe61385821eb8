import { describe, expect, it } from "vitest";
import type { PostFacts } from "../../../src/delivery/discord/post-facts.ts";
import type { Fault } from "../../../src/emulators/http-server.ts";
import { createDeadline } from "../../../src/platform/deadline.ts";
import { captureTelemetry } from "../../support/captured-telemetry.ts";
import { thrownBy } from "../../support/thrown-by.ts";
import { startDiscordSetup } from "../../support/upstreams/discord-setup.ts";

const text = "BTC-USD last closed at 50,100.00. It is above its EMA.";
const message = `${text}\nAs of 2026-11-27 08:20 UTC.`;
const post = { message, channel: "general", correlationId: "abc-123", idempotencyKey: "a".repeat(64) };
const candle = { start: 1_795_766_400, open: 50_000, high: 50_200, low: 49_900, close: 50_100 };
const facts: PostFacts = {
  productId: "BTC-USD",
  prompt: "trend_analysis",
  outcome: "insight",
  model: "gpt-4.1-mini",
  checked: { claims: 2, candles: 288 },
  chart: {
    title: "BTC-USD, 5 min",
    candles: [candle],
    candleSeconds: 300,
    from: candle.start - 86_100,
    to: candle.start + 300,
    decimals: 2,
    levels: [{ label: "EMA", value: 50_050 }],
  },
};
const status = (code: number, body: object = {}, headers: Record<string, string> = {}): Fault => ({
  kind: "status",
  status: code,
  headers,
  body,
});
const deadline = () => createDeadline(60_000);

describe("a post to Discord", () => {
  it("is an embed with title, text, footer and chart, pings nobody, and waits for the answer", async () => {
    const { notify, server, requests } = await startDiscordSetup();
    const answer = await notify({ ...post, facts }, deadline());
    expect(answer).toEqual({ status: 200, receiver: "Discord", messageId: server.messages[0]?.id });
    expect(requests[0]?.query.get("wait")).toBe("true");
    const [posted] = server.messages;
    expect(posted?.embeds).toEqual([
      {
        title: "BTC-USD: trend analysis",
        color: 0x2e_bd_a0,
        description: text,
        footer: {
          text: "As of 2026-11-27 08:20 UTC. \u00b7 Written by gpt-4.1-mini \u00b7 2 statements checked against 288 candles",
        },
        image: { url: "attachment://btc-usd.png" },
      },
    ]);
    expect(posted).toMatchObject({ content: "", mayPing: [], message, channel: "general" });
    const [file] = posted?.files ?? [];
    expect(file).toMatchObject({
      fileName: "btc-usd.png",
      description: "Candles of BTC-USD, 5 min. Last price 50,100.00. Marked: EMA 50,050.00.",
    });
    expect(file?.bytes.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
    expect(file?.bytes.length).toBeLessThan(30_000);
  });

  it("goes as text alone where nothing else is known of it", async () => {
    const { notify, server } = await startDiscordSetup();
    await notify(post, deadline());
    expect(server.messages[0]?.embeds).toEqual([
      { description: text, footer: { text: "As of 2026-11-27 08:20 UTC." } },
    ]);
    expect(server.messages[0]?.files).toEqual([]);
  });

  it("goes without its chart where that can't be drawn, and says so in the log", async () => {
    const { logger, logText } = captureTelemetry();
    const { notify, server } = await startDiscordSetup({ client: { logger } });
    const broken = { ...facts, chart: { ...facts.chart, candles: [{ ...candle, high: Number.NaN, low: Number.NaN }] } };
    // What TypeScript would refuse, as a chart of an earlier version may be.
    const chart = Object.assign({}, facts.chart, { candles: broken.chart.candles, decimals: -1 });
    await notify({ ...post, facts: { ...facts, chart } }, deadline());
    expect(server.messages[0]?.files).toEqual([]);
    expect(server.messages[0]?.embeds[0]).not.toHaveProperty("image");
    expect(logText()).toContain("chart_not_drawn");
  });

  it("keeps a thread that the address names", async () => {
    const { notify, server, requests } = await startDiscordSetup();
    const { notify: toThread } = await startDiscordSetup({
      client: { webhooks: { general: `${server.webhooks["general"]}?thread_id=42` } },
    });
    await toThread(post, deadline());
    expect([...(requests[0]?.query ?? [])]).toEqual([
      ["thread_id", "42"],
      ["wait", "true"],
    ]);
    await notify(post, deadline());
  });

  it("waits as long as a body asks where no header does, for its own webhook alone", async () => {
    const limited = status(429, { message: "You are being rate limited.", retry_after: 1.5, global: false });
    const { notify, server, waitsMs } = await startDiscordSetup({
      fault: (count) => (count === 1 ? limited : undefined),
    });
    await notify(post, deadline());
    await notify({ ...post, channel: "alerts" }, deadline());
    expect(waitsMs).toEqual([1_500]);
    expect(server.messages.map(({ channel }) => channel)).toEqual(["general", "alerts"]);
  });

  it("waits for all webhooks where the limit is global", async () => {
    const limited = status(429, { message: "You are being rate limited.", retry_after: 60, global: true });
    const { notify, requests } = await startDiscordSetup({ fault: (count) => (count === 1 ? limited : undefined) });
    expect(await thrownBy(notify(post, deadline()))).toMatchObject({ retryAfterMs: 60_000 });
    const other = await thrownBy(notify({ ...post, channel: "alerts" }, deadline()));
    expect(other).toMatchObject({ code: "DISCORD_UNAVAILABLE", retryable: true, retryAfterMs: 60_000 });
    expect(requests).toHaveLength(1);
  });

  it("asks no webhook whose limit is used up, by the headers of the last good answer", async () => {
    const { notify, server, waitsMs } = await startDiscordSetup({ server: { postsPerWindow: 2 } });
    for (let posts = 0; posts < 5; posts += 1) await notify(post, deadline());
    expect(waitsMs).toEqual([2_000, 2_000]);
    expect(server.messages).toHaveLength(5);
  });

  it("to a webhook that was removed, or that has another token, is a fault of the configuration", async () => {
    const { notify, server, requests } = await startDiscordSetup();
    server.removeWebhook("general");
    const error = await thrownBy(notify(post, deadline()));
    expect(error).toMatchObject({ code: "DISCORD_MISCONFIGURED", retryable: false, status: 404 });
    expect(error.message).toBe("Discord answered 404: Unknown Webhook (the webhook of channel general)");
    expect(requests).toHaveLength(1);
    const changed = { general: server.webhooks["alerts"]?.replace(/.$/, "_") ?? "" };
    const { notify: withOther } = await startDiscordSetup({ client: { webhooks: changed } });
    expect(await thrownBy(withOther(post, deadline()))).toMatchObject({ code: "DISCORD_MISCONFIGURED", status: 401 });
  });

  it("to a channel without a webhook is sent nowhere", async () => {
    const { notify, requests } = await startDiscordSetup();
    const error = await thrownBy(notify({ ...post, channel: "nowhere" }, deadline()));
    expect(error).toMatchObject({ code: "DISCORD_MISCONFIGURED", details: { mayHaveArrived: false } });
    expect(error.message).toBe("DISCORD_WEBHOOK_URLS has no webhook for channel nowhere");
    expect(requests).toEqual([]);
  });

  it("that is refused says which field Discord refused", async () => {
    const errors = {
      embeds: { 0: { description: { _errors: [{ code: "BASE_TYPE_MAX_LENGTH", message: "Too long" }] } } },
    };
    const refused = status(400, { message: "Invalid Form Body", code: 50_035, errors });
    const { notify: toStrict } = await startDiscordSetup({ fault: () => refused });
    const rejected = await thrownBy(toStrict(post, deadline()));
    expect(rejected).toMatchObject({ code: "DISCORD_REJECTED", retryable: false, status: 400 });
    expect(rejected.message).toContain("embeds.0.description");
  });

  it.each([500, 502, 504, 520, 522, 524])("answered with %i is never sent again", async (code) => {
    const { notify, requests } = await startDiscordSetup({ fault: () => status(code) });
    const error = await thrownBy(notify(post, deadline()));
    expect(error).toMatchObject({ code: "POST_MAY_HAVE_ARRIVED", retryable: false, details: { mayHaveArrived: true } });
    expect(requests).toHaveLength(1);
  });

  it.each([408, 503, 521])("answered with %i is sent again", async (code) => {
    const { notify, server } = await startDiscordSetup({ fault: (count) => (count < 4 ? status(code) : undefined) });
    await notify(post, deadline());
    expect(server.messages).toHaveLength(1);
  });

  it("that a proxy answers in Discord's place is a success that somebody hears of", async () => {
    const { logger, metrics, recorded, logText } = captureTelemetry();
    const page: Fault = { kind: "status", status: 200, body: "<html><title>Sign in</title></html>" };
    const { notify } = await startDiscordSetup({ fault: () => page, client: { logger, metrics } });
    expect(await notify(post, deadline())).toEqual({ status: 200, receiver: "Discord" });
    expect(recorded.map(([name]) => name)).toEqual(["DoubtfulDeliveries"]);
    expect(logText()).toContain("Sign in");
  });
});
