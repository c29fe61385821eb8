import { describe, expect, it } from "vitest";
import { problemsOf as deploymentProblemsOf } from "../../../infrastructure/deployment-settings.cjs";
import { loadPromptsConfig } from "../../../src/platform/config/config.ts";
import type { Environment } from "../../../src/platform/config/settings.ts";
import { configurationRefusal } from "../../support/configuration-refusal.ts";
import { requiredEnvironment } from "../../support/prompts-environment.ts";

const both = {
  LLM_PROVIDERS: "bedrock,ollama",
  BEDROCK_MODEL_ID: "m",
  OLLAMA_HOST: "http://127.0.0.1:11434",
  OLLAMA_MODEL: "llama3.2",
};

const load = (changes: Environment) => loadPromptsConfig({ ...requiredEnvironment, ...both, ...changes }).providers;
const refusal = (changes: Environment) => configurationRefusal(() => load(changes)).problems;

/** What a deployment is reported these settings alone. */
const deployment = (changes: Readonly<Record<string, string>>) =>
  deploymentProblemsOf(changes).filter((problem) => !problem.endsWith("is not set"));

const badNumbers = ["1e2", "0x80", "128.0", "-128", "+128", "many", "١٢٨", "1_000"];

describe("the bounds of a model's answer", () => {
  it("are given to every provider, and keep_alive to Ollama alone", () => {
    const set = { MODEL_MAX_OUTPUT_TOKENS: "2048", MODEL_TIMEOUT_SECONDS: "75", OLLAMA_KEEP_ALIVE: "30m" };
    const limits = { maxOutputTokens: 2_048, maxAnswerMs: 75_000 };
    expect(load(set)).toEqual([
      { name: "bedrock", modelId: "m", region: "eu-central-1", ...limits },
      { name: "ollama", host: both.OLLAMA_HOST, model: "llama3.2", apiKey: null, ...limits, keepAlive: "30m" },
    ]);
    const group = { ECS_CLUSTER: "c", ECS_SERVICE: "s", LLM_PROVIDERS: "ollama", ...set };
    expect(load(group)).toMatchObject([{ name: "ollama-node-group", ...limits, keepAlive: "30m" }]);
  });

  it("are the providers' own where nothing is set", () => {
    for (const provider of load({})) expect(Object.keys(provider).join()).not.toMatch(/max|longest|keep/i);
  });

  it.each(["64", "32768"])("may be %s tokens", (MODEL_MAX_OUTPUT_TOKENS) => {
    expect(load({ MODEL_MAX_OUTPUT_TOKENS })[0]).toMatchObject({ maxOutputTokens: Number(MODEL_MAX_OUTPUT_TOKENS) });
    expect(deployment({ MODEL_MAX_OUTPUT_TOKENS })).toEqual([]);
  });

  it.each(["63", "32769", "0", ...badNumbers])("may not be %j tokens", (MODEL_MAX_OUTPUT_TOKENS) => {
    const shown = JSON.stringify(MODEL_MAX_OUTPUT_TOKENS);
    const problem = `MODEL_MAX_OUTPUT_TOKENS must be a whole number from 64 to 32768, not ${shown}`;
    expect(refusal({ MODEL_MAX_OUTPUT_TOKENS })).toEqual([problem]);
    expect(deployment({ MODEL_MAX_OUTPUT_TOKENS })).toEqual([problem]);
    expect(refusal({ MODEL_MAX_OUTPUT_TOKENS, LLM_PROVIDERS: "none" })).toEqual([problem]);
  });

  it.each(["0", "901", "1.5", "60s", ...badNumbers])("may not be %j seconds", (MODEL_TIMEOUT_SECONDS) => {
    const problem = `MODEL_TIMEOUT_SECONDS must be a whole number from 1 to 900, not ${JSON.stringify(MODEL_TIMEOUT_SECONDS)}`;
    expect(refusal({ MODEL_TIMEOUT_SECONDS })).toEqual([problem]);
    expect(deployment({ MODEL_TIMEOUT_SECONDS })).toEqual([problem]);
  });

  it.each([
    ["300", 300],
    ["0", 0],
    ["-1", -1],
    ["10m", "10m"],
    ["1h30m", "1h30m"],
    ["1.5h", "1.5h"],
    ["-1m", "-1m"],
    ["24h", "24h"],
  ])("may keep the model alive for %s, as %j", (OLLAMA_KEEP_ALIVE, keepAlive) => {
    expect(load({ OLLAMA_KEEP_ALIVE })[1]).toMatchObject({ keepAlive });
    expect(deployment({ OLLAMA_KEEP_ALIVE })).toEqual([]);
  });

  it.each(["forever", "10 m", "10min", "1d", "1e1", "m", "--1", "10m;", "9999999999"])(
    "may not keep it alive for %j",
    (OLLAMA_KEEP_ALIVE) => {
      const allowed = "whole seconds, a duration like 10m or 1h30m, or -1";
      const problem = `OLLAMA_KEEP_ALIVE must be ${allowed}, not ${JSON.stringify(OLLAMA_KEEP_ALIVE)}`;
      expect(refusal({ OLLAMA_KEEP_ALIVE })).toEqual([problem]);
      expect(deployment({ OLLAMA_KEEP_ALIVE })).toEqual([problem]);
    },
  );
});
