import { expect, it, onTestFinished } from "vitest";
import { startDiscordServer } from "../../../../src/emulators/upstreams/discord-server.ts";
import { runDoctor } from "../../../support/commands/doctor-setup.ts";

const withoutAssistant = {
  DELIVERY: "discord",
  CACHE_TABLE_NAME: undefined,
  AUTH0_OAUTH_URL: undefined,
  AUTH0_ASSISTANT_CLIENT_ID: undefined,
  AUTH0_ASSISTANT_CLIENT_SECRET: undefined,
  AUTH0_ASSISTANT_AUDIENCE: undefined,
  ASSISTANT_API_KEY: undefined,
  ASSISTANT_API_URL: undefined,
};

async function startServer(fault?: "down") {
  const server = await startDiscordServer({
    channels: ["general", "alerts"],
    ...(fault === undefined ? {} : { fault: () => ({ kind: "status", status: 503, body: "maintenance" }) }),
  });
  onTestFinished(() => server.stop());
  const given = Object.entries(server.webhooks).map(([channel, url]) => `${channel}=${url}`);
  return { server, env: { ...withoutAssistant, DISCORD_WEBHOOK_URLS: given.join(",") } };
}

it("finds each channel's webhook, posts nothing, shows no address, and asks for nothing of the Assistant's", async () => {
  const { server, env } = await startServer();
  const { of, results } = await runDoctor({ env });
  const { host } = new URL(server.url);
  expect(of("discord")).toEqual([
    `ok general has a webhook at ${host}, called "insights in general"`,
    `ok alerts has a webhook at ${host}, called "insights in alerts"`,
  ]);
  expect(server.messages).toEqual([]);
  for (const check of ["token", "assistant", "cache table"]) {
    expect(of(check)).toEqual(["skip DELIVERY does without it"]);
  }
  expect(results.filter(({ status }) => status === "FAIL")).toEqual([]);
  for (const url of Object.values(server.webhooks)) {
    expect(JSON.stringify(results)).not.toContain(url.split("/").at(-1));
  }
});

it("tells of a webhook that was removed, and how to mend it", async () => {
  const { server, env } = await startServer();
  server.removeWebhook("alerts");
  const { of, mendsOf } = await runDoctor({ env });
  expect(of("discord")[1]).toBe(`FAIL alerts: ${new URL(server.url).host} answers 404: Unknown Webhook`);
  expect(mendsOf("discord")[0]).toContain("make a webhook for alerts in Discord");
});

it("tells that Discord is down", async () => {
  const { env } = await startServer("down");
  expect((await runDoctor({ env })).of("discord")[0]).toContain("answers 503: maintenance");
});

it("tells that no webhook is set", async () => {
  const { of } = await runDoctor({ env: { ...withoutAssistant, DISCORD_WEBHOOK_URLS: undefined } });
  expect(of("discord")).toEqual(["skip it needs DISCORD_WEBHOOK_URLS"]);
});
