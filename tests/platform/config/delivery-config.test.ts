import { describe, expect, it } from "vitest";
import { loadPromptsConfig } from "../../../src/platform/config/config.ts";
import { resolveSecretReferences } from "../../../src/platform/config/secret-references.ts";
import type { Environment } from "../../../src/platform/config/settings.ts";
import { createRedactor } from "../../../src/platform/records/redactor.ts";
import { configurationRefusal } from "../../support/configuration-refusal.ts";
import { requiredEnvironment } from "../../support/prompts-environment.ts";

const token = "aVeryLongTokenOfAWebhook_0123456789";
const general = `https://discord.com/api/webhooks/1310000000000000001/${token}`;
const alerts = `https://discord.com/api/v10/webhooks/1310000000000000002/${token}?thread_id=7`;

/** What a stage that posts to Discord can't start without. */
const environment: Environment = {
  AWS_REGION: "eu-central-1",
  DATA_COLLECTION_BUCKET_NAME: "the-bucket",
  STATE_TABLE_NAME: "the-state",
  PROMPT_QUEUE_URL: requiredEnvironment.PROMPT_QUEUE_URL,
  PROMPT_DLQ_URL: requiredEnvironment.PROMPT_DLQ_URL,
  LLM_PROVIDERS: "none",
  DELIVERY: "discord",
  DISCORD_WEBHOOK_URLS: `general=${general}`,
};

const load = (changes: Environment = {}) => loadPromptsConfig({ ...environment, ...changes });
const problemsOf = (changes: Environment) => configurationRefusal(() => load(changes)).problems;

const noAddress = (channel: string) =>
  `DISCORD_WEBHOOK_URLS has no address of a webhook for ${channel}: one is https://discord.com/api/webhooks/ID/TOKEN`;

describe("with DELIVERY=discord", () => {
  it("neither Auth0 nor the Assistant nor the cache table is asked for", () => {
    const config = load();
    expect(config).toMatchObject({ delivery: "discord", discord: { channel: "general", webhooks: { general } } });
    expect(config).not.toHaveProperty("auth0");
    expect(config).not.toHaveProperty("cacheTableName");
  });

  it.each([
    [`general=${general},alerts=${alerts}`, { general, alerts }],
    [` general = ${general} , alerts=${alerts} ,`, { general, alerts }],
    [general, { general }],
    [alerts, { general: alerts }],
    [`${general},alerts=${alerts}`, { general, alerts }],
  ])("%j names webhooks by their channel", (given, webhooks) => {
    expect(load({ DISCORD_WEBHOOK_URLS: given })).toMatchObject({ discord: { webhooks } });
  });

  it.each([
    ["", "DISCORD_WEBHOOK_URLS is not set, but DELIVERY is discord"],
    ["general=nowhere", noAddress("general")],
    [`general=${general.replace("https", "http")}`, noAddress("general")],
    ["general=https://discord.com/channels/1/2", noAddress("general")],
    ["general=https://169.254.169.254/api/webhooks/123456/0123456789", noAddress("general")],
    [`general=${general},general=${alerts}`, "DISCORD_WEBHOOK_URLS names general twice"],
    [`alerts=${alerts}`, "DISCORD_WEBHOOK_URLS has no webhook for general (ASSISTANT_CHANNEL); it has alerts"],
  ])("%j is refused, and no address is quoted", (given, problem) => {
    expect(problemsOf({ DISCORD_WEBHOOK_URLS: given })).toEqual([problem]);
    expect(problem).not.toContain(token);
  });

  it("another word than assistant and discord is refused", () => {
    expect(problemsOf({ ...requiredEnvironment, DELIVERY: "slack" })).toEqual([
      'DELIVERY must be one of assistant, discord, not "slack"',
    ]);
  });
});

describe("references of DISCORD_WEBHOOK_URLS", () => {
  const parameters: ReadonlyMap<string, string> = new Map([
    ["/d/general", general],
    ["/d/alerts", alerts],
    ["/d/all", `general=${general},alerts=${alerts}`],
  ]);
  const asked: string[] = [];
  const fetchParameters = (names: readonly string[]) => {
    asked.push(...names);
    return Promise.resolve(new Map([...parameters].filter(([name]) => names.includes(name))));
  };
  const resolve = (DISCORD_WEBHOOK_URLS: string, changes: Environment = {}, redactor = createRedactor()) =>
    resolveSecretReferences({ ...environment, DISCORD_WEBHOOK_URLS, ...changes }, fetchParameters, redactor);

  it.each([
    ["general=ssm:/d/general, alerts=ssm:/d/alerts", { general, alerts }],
    ["ssm:/d/all", { general, alerts }],
    [`ssm:/d/general,alerts=${alerts}`, { general, alerts }],
    ["ssm:/d/general", { general }],
  ])("%j are fetched, each by itself or all in one", async (given, webhooks) => {
    expect(loadPromptsConfig(await resolve(given))).toMatchObject({ discord: { webhooks } });
  });

  it("are known to the redactor, each address by itself", async () => {
    const redactor = createRedactor();
    await resolve("general=ssm:/d/general,alerts=ssm:/d/alerts", {}, redactor);
    expect(redactor.redact(`posted to ${alerts} and ${general}`)).not.toContain(token);
  });

  it("that lead nowhere are named with their parameter", async () => {
    await expect(resolve("general=ssm:/d/general,alerts=ssm:/d/none")).rejects.toThrow(
      "SSM has no such parameter: DISCORD_WEBHOOK_URLS refers to /d/none",
    );
  });

  it("are left alone where insights go elsewhere, as the Assistant's are where they go to Discord", async () => {
    asked.length = 0;
    await resolve("general=ssm:/d/none", { DELIVERY: "" });
    await resolve("ssm:/d/general", { ASSISTANT_API_KEY: "ssm:/a/none", CACHE_TABLE_NAME: "ssm:/a/none" });
    expect(asked).toEqual(["/d/general"]);
  });
});
