import { describe, expect, it } from "vitest";
import { problemsOf as deploymentProblemsOf } from "../../../infrastructure/deployment-settings.cjs";
import { loadPromptsConfig } from "../../../src/platform/config/config.ts";
import type { Environment } from "../../../src/platform/config/settings.ts";
import { configurationRefusal } from "../../support/configuration-refusal.ts";
import { requiredEnvironment } from "../../support/prompts-environment.ts";

const models = {
  LLM_PROVIDERS: "bedrock,ollama",
  BEDROCK_MODEL_ID: "us.amazon.nova-lite-v1:0",
  OLLAMA_HOST: "http://127.0.0.1:11434",
  OLLAMA_MODEL: "llama3.2",
};
const prices = "bedrock:us.amazon.nova-lite-v1:0=0.06/0.24, ollama:llama3.2=0/0";

const load = (changes: Environment) => loadPromptsConfig({ ...requiredEnvironment, ...models, ...changes }).caps;
const refusal = (changes: Environment) => configurationRefusal(() => load(changes)).problems;

/** What a deployment is reported of these settings. */
const deployment = (changes: Readonly<Record<string, string>>) =>
  deploymentProblemsOf({ ...models, ...changes }).filter((problem) => !problem.endsWith("is not set"));

describe("the caps of a day", () => {
  it.each([{}, { DAILY_SPEND_LIMIT_USD: " ", DAILY_TOKEN_LIMIT: "" }, { MODEL_PRICES: prices }])(
    "are none with %j",
    (changes) => {
      expect(load(changes)).toBeNull();
    },
  );

  it("are dollars with the price of each model, tokens, or both", () => {
    expect(load({ DAILY_TOKEN_LIMIT: "100000" })).toEqual({ spendLimitUsd: null, tokenLimit: 100_000, prices: {} });
    const both = { DAILY_SPEND_LIMIT_USD: "2.50", DAILY_TOKEN_LIMIT: "7", MODEL_PRICES: prices };
    expect(load(both)).toEqual({
      spendLimitUsd: 2.5,
      tokenLimit: 7,
      prices: {
        "bedrock:us.amazon.nova-lite-v1:0": { input: 0.06e-6, output: 0.24e-6 },
        "ollama:llama3.2": { input: 0, output: 0 },
      },
    });
    expect(deployment(both)).toEqual([]);
  });

  it.each(["0", "0.00", "-1", "1e3", "$5", "five", "1,5", "1000000", "1.1234567"])(
    "may not be %j dollars",
    (DAILY_SPEND_LIMIT_USD) => {
      const said = `DAILY_SPEND_LIMIT_USD must be US dollars above 0 and below a million, such as 2.50, not ${JSON.stringify(DAILY_SPEND_LIMIT_USD)}`;
      expect(refusal({ DAILY_SPEND_LIMIT_USD, MODEL_PRICES: prices })).toEqual([said]);
      expect(deployment({ DAILY_SPEND_LIMIT_USD, MODEL_PRICES: prices })).toEqual([said]);
    },
  );

  it.each(["0", "-5", "1e6", "many"])("may not be %j tokens", (DAILY_TOKEN_LIMIT) => {
    expect(refusal({ DAILY_TOKEN_LIMIT })).toEqual([
      expect.stringMatching(/^DAILY_TOKEN_LIMIT must be a whole number/),
    ]);
    expect(deployment({ DAILY_TOKEN_LIMIT })).toHaveLength(1);
  });

  it("in dollars need the price of each model that may be asked", () => {
    const changes = { DAILY_SPEND_LIMIT_USD: "5", MODEL_PRICES: "ollama:llama3.2=0/0" };
    const said = "MODEL_PRICES gives no price for bedrock:us.amazon.nova-lite-v1:0, but DAILY_SPEND_LIMIT_USD is set";
    expect(refusal(changes)).toEqual([said]);
    expect(deployment(changes)).toEqual([said]);
    expect(load({ ...changes, LLM_PROVIDERS: "ollama" })).not.toBeNull();
    expect(deployment({ ...changes, LLM_PROVIDERS: "ollama" })).toEqual([]);
    expect(load({ ...changes, LLM_PROVIDERS: "ollama", ECS_CLUSTER: "c", ECS_SERVICE: "s" })).not.toBeNull();
  });

  it.each(["a=b", "llama3.2=1/2", "ollama:llama3.2=1", "ollama:llama3.2=1/-2", "ollama:llama3.2=1/2;"])(
    "are refused with the price %j, also where no limit is set",
    (MODEL_PRICES) => {
      expect(refusal({ MODEL_PRICES })).toEqual([
        expect.stringMatching(/^MODEL_PRICES must be prices such as bedrock:/),
      ]);
      expect(deployment({ MODEL_PRICES })).toEqual([expect.stringMatching(/^MODEL_PRICES must be prices such as/)]);
    },
  );

  it("are refused where a model is priced twice", () => {
    const twice = { MODEL_PRICES: "ollama:llama3.2=0/0,ollama:llama3.2=1/1" };
    expect(refusal(twice)).toEqual(["MODEL_PRICES prices ollama:llama3.2 twice"]);
    expect(deployment(twice)).toEqual(["MODEL_PRICES prices ollama:llama3.2 twice"]);
  });
});
