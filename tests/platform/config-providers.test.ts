import { describe, expect, it } from "vitest";
import { loadPromptsConfig, type ProviderConfig } from "../../src/platform/config.ts";
import type { Environment } from "../../src/platform/settings.ts";
import { configurationRefusal } from "../support/configuration-refusal.ts";
import { requiredEnvironment } from "../support/prompts-environment.ts";

const bedrock = { BEDROCK_MODEL_ID: "us.amazon.nova-lite-v1:0" };
const ollama = { OLLAMA_HOST: "http://127.0.0.1:11434/", OLLAMA_MODEL: "llama3.2" };

function providersOf(changes: Environment): readonly ProviderConfig[] {
  return loadPromptsConfig({ ...requiredEnvironment, LLM_PROVIDERS: undefined, ...changes }).providers;
}

function problemsOf(changes: Environment): readonly string[] {
  return configurationRefusal(() => providersOf(changes)).problems;
}

describe("without LLM_PROVIDERS", () => {
  it("serves whatever is configured, Bedrock first", () => {
    expect(providersOf({ ...ollama, ...bedrock, OLLAMA_API_KEY: "key", BEDROCK_REGION: "us-east-1" })).toEqual([
      { name: "bedrock", modelId: "us.amazon.nova-lite-v1:0", region: "us-east-1" },
      { name: "ollama", host: "http://127.0.0.1:11434", model: "llama3.2", apiKey: "key" },
    ]);
  });

  it("leaves out what is not configured", () => {
    expect(providersOf(bedrock)).toEqual([
      { name: "bedrock", modelId: "us.amazon.nova-lite-v1:0", region: "eu-central-1" },
    ]);
    expect(providersOf(ollama)).toEqual([
      { name: "ollama", host: "http://127.0.0.1:11434", model: "llama3.2", apiKey: null },
    ]);
  });

  it("does not silently do without any", () => {
    expect(problemsOf({})).toEqual([
      "BEDROCK_MODEL_ID is not set, nor are OLLAMA_HOST and OLLAMA_MODEL; LLM_PROVIDERS=none does without",
    ]);
  });

  it.each([
    ["OLLAMA_MODEL", { OLLAMA_HOST: ollama.OLLAMA_HOST }],
    ["OLLAMA_HOST", { OLLAMA_MODEL: ollama.OLLAMA_MODEL }],
  ])("does not take half an Ollama: %s lacks", (name, half) => {
    const problems = [`${name} is not set, but ollama is wanted`];
    expect(problemsOf(half)).toEqual(problems);
    expect(problemsOf({ ...half, ...bedrock })).toEqual(problems);
  });

  it("says of a malformed host that it is malformed, and nothing else", () => {
    const problems = ['OLLAMA_HOST must be an http or https URL, "nowhere" is none'];
    expect(problemsOf({ ...ollama, OLLAMA_HOST: "nowhere" })).toEqual(problems);
    expect(problemsOf({ ...ollama, OLLAMA_HOST: "nowhere", LLM_PROVIDERS: "ollama" })).toEqual(problems);
  });
});

describe("with LLM_PROVIDERS", () => {
  it.each(["none", " None "])("%j wants the plain insight only, whatever is configured", (none) => {
    expect(providersOf({ ...bedrock, ...ollama, LLM_PROVIDERS: none })).toEqual([]);
  });

  it.each([
    ["ollama,bedrock", ["ollama", "bedrock"]],
    ["Bedrock, OLLAMA", ["bedrock", "ollama"]],
    ["ollama,ollama", ["ollama"]],
    ["bedrock", ["bedrock"]],
  ])("%s keeps the order and each once", (list, names) => {
    expect(providersOf({ ...bedrock, ...ollama, LLM_PROVIDERS: list }).map(({ name }) => name)).toEqual(names);
  });

  it("requires what it names", () => {
    expect(problemsOf({ LLM_PROVIDERS: "bedrock,ollama" })).toEqual([
      "BEDROCK_MODEL_ID is not set, but LLM_PROVIDERS names bedrock",
      "OLLAMA_HOST is not set, but ollama is wanted",
      "OLLAMA_MODEL is not set, but ollama is wanted",
    ]);
  });

  it.each([
    ["gemini", "gemini"],
    ["bedrock,none", "none"],
  ])("%s names what is not known, and what is", (list, unknown) => {
    expect(problemsOf({ ...bedrock, LLM_PROVIDERS: list })).toEqual([
      `LLM_PROVIDERS names "${unknown}"; known are bedrock, ollama, or none alone`,
    ]);
  });

  it("must name somebody", () => {
    expect(problemsOf({ ...bedrock, LLM_PROVIDERS: " , " })).toEqual([
      "LLM_PROVIDERS names no provider; known are bedrock, ollama, or none alone",
    ]);
  });
});

describe("a node group", () => {
  it.each(["ECS_CLUSTER", "ECS_SERVICE"])("named by %s is refused: nobody would ask it", (name) => {
    expect(problemsOf({ ...bedrock, [name]: "ollama-nodes" })).toEqual([
      `${name} names a node group, which can't be asked yet; set OLLAMA_HOST`,
    ]);
  });
});
