import { describe, expect, it, onTestFinished } from "vitest";
import { type DiscordServerOptions, startDiscordServer } from "../../../src/emulators/upstreams/discord-server.ts";
import { readForm } from "../../../src/emulators/upstreams/multipart.ts";

let nowMs = Date.parse("2026-11-27T08:20:00Z");

async function start(options: Partial<DiscordServerOptions> = {}) {
  const server = await startDiscordServer({ channels: ["general", "alerts"], clock: () => nowMs, ...options });
  onTestFinished(() => server.stop());
  const send = async (body: unknown, channel = "general", query = "?wait=true") =>
    await fetch(`${server.webhooks[channel]}${query}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  return { server, send };
}

const sound = { embeds: [{ title: "BTC-USD", description: "It rose.", footer: { text: "As of now." } }] };

describe("the server in Discord's place", () => {
  it("takes a message and shows it as Discord does, to who waits for it", async () => {
    const { server, send } = await start();
    const answer = await send(sound);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      id: server.messages[0]?.id,
      embeds: sound.embeds,
      mention_everyone: false,
    });
    expect((await send(sound, "alerts", "")).status).toBe(204);
    expect(server.messages.map(({ channel, message }) => [channel, message])).toEqual([
      ["general", "It rose.\nAs of now."],
      ["alerts", "It rose.\nAs of now."],
    ]);
  });

  it("takes a form with files, as fetch itself writes it", async () => {
    const { server } = await start();
    const form = new FormData();
    form.set("payload_json", JSON.stringify({ ...sound, attachments: [{ id: 0, description: "a chart" }] }));
    const bytes = Buffer.from([0, 255, 13, 10, 45, 45, 200]);
    form.set("files[0]", new Blob([bytes], { type: "image/png" }), "chart.png");
    const answer = await fetch(`${server.webhooks["general"]}?wait=true`, { method: "POST", body: form });
    expect(answer.status).toBe(200);
    expect(server.messages[0]?.files).toEqual([{ fileName: "chart.png", description: "a chart", bytes }]);
  });

  it.each([
    [{}, 400, 50_006],
    ["not JSON", 400, 50_109],
    [{ content: "x".repeat(2_001) }, 400, 50_035],
    [{ embeds: [{ description: "x".repeat(4_097) }] }, 400, 50_035],
    [{ embeds: [{ title: "x".repeat(257) }] }, 400, 50_035],
  ])("refuses %j in Discord's words", async (body, status, code) => {
    const { server, send } = await start();
    const answer = await send(body);
    expect([answer.status, Object(await answer.json()).code]).toEqual([status, code]);
    expect(server.messages).toEqual([]);
  });

  it("knows no other webhook, and none that was removed", async () => {
    const { server, send } = await start();
    const [id, token] = (server.webhooks["general"] ?? "").split("/").slice(-2);
    const post = { method: "POST", body: JSON.stringify(sound) };
    expect((await fetch(`${server.url}/api/webhooks/1/${token}`, post)).status).toBe(404);
    expect((await fetch(`${server.url}/api/webhooks/${id}/wrong`, post)).status).toBe(401);
    expect((await fetch(`${server.url}/api/v10/webhooks/${id}/${token}`)).status).toBe(200);
    server.removeWebhook("general");
    expect(await (await send(sound)).json()).toEqual({ message: "Unknown Webhook", code: 10_015 });
    expect((await send(sound, "alerts")).status).toBe(200);
  });

  it("takes five posts in two seconds from each webhook, and says when the next one is taken", async () => {
    const { send } = await start();
    const answers = [];
    for (let posts = 0; posts < 6; posts += 1) answers.push(await send(sound));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(answers.map(({ headers }) => headers.get("x-ratelimit-remaining"))).toEqual(["4", "3", "2", "1", "0", "0"]);
    expect(await answers[5]?.json()).toEqual({ message: "You are being rate limited.", retry_after: 2, global: false });
    expect((await send(sound, "alerts")).status).toBe(200);
    nowMs += 2_000;
    expect((await send(sound)).status).toBe(200);
  });

  it("says whether a message might have pinged", async () => {
    const { server, send } = await start();
    await send({ content: "@everyone" });
    await send({ content: "@everyone", allowed_mentions: { parse: [] } });
    expect(server.messages.map(({ mayPing }) => mayPing)).toEqual([null, []]);
  });

  it("lists what it took, without the bytes of files", async () => {
    const { server, send } = await start();
    await send(sound);
    const listed = await (await fetch(`${server.url}/messages`)).json();
    expect(listed).toMatchObject({ messages: [{ channel: "general", message: "It rose.\nAs of now.", files: [] }] });
  });
});

describe("a form", () => {
  it.each([
    ["multipart/form-data", "--x\r\n"],
    ["multipart/form-data; boundary=x", "no boundary at all"],
    ["multipart/form-data; boundary=x", "--x\r\nno head--x--"],
    ["application/json", "{}"],
  ])("of type %j that holds %j is none", (contentType, body) => {
    expect(readForm(contentType, Buffer.from(body))).toBeNull();
  });
});
