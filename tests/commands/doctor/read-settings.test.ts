import { describe, expect, it } from "vitest";
import { readSettings } from "../../../src/commands/doctor/read-settings.ts";
import type { SettingName } from "../../../src/platform/config/settings.ts";
import { requiredEnvironment } from "../../support/prompts-environment.ts";

const lacksNothing: ReadonlySet<SettingName> = new Set();

describe("a reading of the settings", () => {
  it("is the function's own where nothing is wrong", () => {
    const { config, problems, unusable } = readSettings(requiredEnvironment, lacksNothing);
    expect(config).toMatchObject({ bucketName: "the-bucket", providers: [] });
    expect([problems, unusable.size]).toEqual([[], 0]);
  });

  it("tells every problem, and reads the rest", () => {
    const { CACHE_TABLE_NAME: _, ...lacking } = requiredEnvironment;
    const { config, problems, unusable } = readSettings(
      { ...lacking, LOG_LEVEL: "loud", ASSISTANT_API_URL: "ftp://x" },
      lacksNothing,
    );
    expect(problems.map(({ name }) => name).toSorted()).toEqual(["ASSISTANT_API_URL", "CACHE_TABLE_NAME", "LOG_LEVEL"]);
    expect([...unusable].toSorted()).toEqual(problems.map(({ name }) => name).toSorted());
    expect(config).toMatchObject({ bucketName: "the-bucket", logLevel: "info" });
  });

  it("does not tell again what is known to lack", () => {
    const { AUTH0_ASSISTANT_AUDIENCE: _, ...lacking } = requiredEnvironment;
    const { config, problems, unusable } = readSettings(lacking, new Set(["AUTH0_ASSISTANT_AUDIENCE"] as const));
    expect(problems).toEqual([]);
    expect([...unusable]).toEqual(["AUTH0_ASSISTANT_AUDIENCE"]);
    expect(config).not.toBeNull();
  });

  it.each([
    [{ LLM_PROVIDERS: "bedrock,ollama" }, ["BEDROCK_MODEL_ID", "OLLAMA_HOST", "OLLAMA_MODEL"]],
    [{ LLM_PROVIDERS: "nobody" }, ["LLM_PROVIDERS"]],
    [{ COINBASE_API_KEY: "id" }, ["COINBASE_API_SECRET"]],
    [
      { LLM_PROVIDERS: "ollama", ECS_CLUSTER: "c", OLLAMA_MODEL: "m", NODE_GROUP_MIN_SIZE: "9" },
      ["ECS_SERVICE", "NODE_GROUP_MIN_SIZE"],
    ],
    [{ LLM_PROVIDERS: "bedrock", REGION: "", AWS_REGION: "", BEDROCK_MODEL_ID: "m" }, ["REGION"]],
  ])("finds what is wrong with %j", (changes, names) => {
    const { config, problems } = readSettings({ ...requiredEnvironment, ...changes }, lacksNothing);
    expect(problems.map(({ name }) => name).toSorted()).toEqual(names);
    expect(config).not.toBeNull();
  });
});

it.each([
  ["MODEL_MAX_OUTPUT_TOKENS", "few"],
  ["MODEL_TIMEOUT_SECONDS", "901"],
  ["OLLAMA_KEEP_ALIVE", "soon"],
  ["ASSISTANT_CHANNEL", "#desk"],
])("goes on after %s, which takes no text that stands in", (name, value) => {
  const { config, problems } = readSettings({ ...requiredEnvironment, [name]: value }, lacksNothing);
  expect(problems.map((problem) => problem.name)).toEqual([name]);
  expect(config).not.toBeNull();
});
