import { describe, expect, it } from "vitest";
import { loadPromptsConfig, type ProviderConfig } from "../../../src/platform/config/config.ts";
import type { Environment } from "../../../src/platform/config/settings.ts";
import { configurationRefusal } from "../../support/configuration-refusal.ts";
import { requiredEnvironment } from "../../support/prompts-environment.ts";

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
    const problems = ['OLLAMA_HOST must be an http or https URL, not "nowhere"'];
    expect(problemsOf({ ...ollama, OLLAMA_HOST: "nowhere" })).toEqual(problems);
    expect(problemsOf({ ...ollama, OLLAMA_HOST: "nowhere", LLM_PROVIDERS: "ollama" })).toEqual(problems);
  });
});

describe("with LLM_PROVIDERS", () => {
  it("asks an endpoint of OpenAI's wire format where it is named, at OpenAI's own address by default", () => {
    const openai = { LLM_PROVIDERS: "openai", OPENAI_MODEL: "gpt-4.1-mini" };
    const provider = { name: "openai", baseUrl: "https://api.openai.com/v1", model: "gpt-4.1-mini", apiKey: null };
    expect(providersOf(openai)).toEqual([provider]);
    const own = { OPENAI_BASE_URL: "http://10.0.0.7:8000/v1/", OPENAI_API_KEY: "key", MODEL_MAX_OUTPUT_TOKENS: "300" };
    expect(providersOf({ ...openai, ...own })).toEqual([
      { ...provider, baseUrl: "http://10.0.0.7:8000/v1", apiKey: "key", maxOutputTokens: 300 },
    ]);
  });

  it.each([
    [{ OPENAI_MODEL: "" }, "OPENAI_MODEL is not set, but openai is wanted"],
    [{ OPENAI_BASE_URL: "nowhere" }, 'OPENAI_BASE_URL must be an http or https URL, not "nowhere"'],
  ])("does not take an endpoint with %j", (changes, problem) => {
    expect(problemsOf({ LLM_PROVIDERS: "openai", OPENAI_MODEL: "m", ...changes })).toEqual([problem]);
  });

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
      `LLM_PROVIDERS names "${unknown}"; known are bedrock, ollama, openai, or none alone`,
    ]);
  });

  it("must name somebody", () => {
    expect(problemsOf({ ...bedrock, LLM_PROVIDERS: " , " })).toEqual([
      "LLM_PROVIDERS names no provider; known are bedrock, ollama, openai, or none alone",
    ]);
  });
});

const sizes = (min: string | undefined, max: string | undefined, desired: string | undefined) => ({
  NODE_GROUP_MIN_SIZE: min,
  NODE_GROUP_MAX_SIZE: max,
  NODE_GROUP_DESIRED_SIZE: desired,
});

describe("a node group", () => {
  const group = { ECS_CLUSTER: "trader", ECS_SERVICE: "ollama", OLLAMA_MODEL: "llama3.2" };
  it("is raised from 0 to 1 by default", () => {
    expect(providersOf(group)).toEqual([
      {
        name: "ollama-node-group",
        nodeGroup: { cluster: "trader", service: "ollama", minSize: 0, maxSize: 1, desiredSize: 1 },
        model: "llama3.2",
        apiKey: null,
      },
    ]);
  });

  it("has the sizes and the key that are set", () => {
    expect(providersOf({ ...group, ...sizes("1", "4", "2"), OLLAMA_API_KEY: "key" })).toMatchObject([
      { nodeGroup: { minSize: 1, maxSize: 4, desiredSize: 2 }, apiKey: "key" },
    ]);
  });

  it.each([
    ["0", "1", "0"],
    ["2", "2", "2"],
    ["0", "3", "3"],
  ])("may have the sizes %s to %s, %s desired", (min, max, desired) => {
    expect(providersOf({ ...group, ...sizes(min, max, desired) })).toHaveLength(1);
  });

  it("takes the place of OLLAMA_HOST, which may then be anything", () => {
    const names = providersOf({ ...group, ...bedrock, OLLAMA_HOST: "nowhere", LLM_PROVIDERS: "ollama,bedrock" });
    expect(names.map(({ name }) => name)).toEqual(["ollama-node-group", "bedrock"]);
  });

  it.each(["bedrock", "none"])("is not looked at where LLM_PROVIDERS is %s", (chosen) => {
    const providers = providersOf({ ...bedrock, ECS_CLUSTER: "trader", LLM_PROVIDERS: chosen });
    expect(providers.map(({ name }) => name)).not.toContain("ollama-node-group");
  });

  it.each([
    ["ECS_SERVICE", "ECS_CLUSTER"],
    ["ECS_CLUSTER", "ECS_SERVICE"],
  ])("does not do with a half: %s lacks", (lacks, is) => {
    const problems = [`${lacks} is not set, but ${is} is`];
    expect(problemsOf({ ...group, [lacks]: undefined })).toEqual(problems);
    expect(problemsOf({ ...group, ...ollama, ...bedrock, [lacks]: " " })).toEqual(problems);
  });

  it("needs a model", () => {
    expect(problemsOf({ ...group, OLLAMA_MODEL: undefined })).toEqual([
      "OLLAMA_MODEL is not set, but a node group of Ollama is wanted",
    ]);
  });

  it("names everything that is wrong with it at once", () => {
    expect(problemsOf({ ECS_CLUSTER: "trader", ...sizes("few", "0", "1.5") })).toEqual([
      "ECS_SERVICE is not set, but ECS_CLUSTER is",
      'NODE_GROUP_MIN_SIZE must be a whole number of at least 0, not "few"',
      'NODE_GROUP_MAX_SIZE must be a whole number of at least 1, not "0"',
      'NODE_GROUP_DESIRED_SIZE must be a whole number of at least 0, not "1.5"',
      "OLLAMA_MODEL is not set, but a node group of Ollama is wanted",
    ]);
  });

  it.each([
    [
      sizes("2", undefined, undefined),
      "NODE_GROUP_MIN_SIZE must not be above NODE_GROUP_MAX_SIZE, which is 1, but is 2",
    ],
    [sizes("4", "3", "3"), "NODE_GROUP_MIN_SIZE must not be above NODE_GROUP_MAX_SIZE, which is 3, but is 4"],
    [
      sizes(undefined, undefined, "3"),
      "NODE_GROUP_DESIRED_SIZE must be from NODE_GROUP_MIN_SIZE to NODE_GROUP_MAX_SIZE, 0 to 1, but is 3",
    ],
    [
      sizes("2", "4", "1"),
      "NODE_GROUP_DESIRED_SIZE must be from NODE_GROUP_MIN_SIZE to NODE_GROUP_MAX_SIZE, 2 to 4, but is 1",
    ],
  ])("does not take sizes that contradict each other: %j", (changes, problem) => {
    expect(problemsOf({ ...group, ...changes })).toEqual([problem]);
  });
});
