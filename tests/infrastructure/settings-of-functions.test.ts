import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { settingsOfFunctions } from "../../infrastructure/settings-of-functions.cjs";
import { loadApiConfig, loadPromptsConfig } from "../../src/platform/config/config.ts";
import type { Environment } from "../../src/platform/config/settings.ts";
import { requiredEnvironment } from "../support/prompts-environment.ts";

type Load = (environment: Environment) => unknown;

const entry = resolve(import.meta.dirname, "../../src/platform/config/config.ts");
const bad = { ...requiredEnvironment, LOG_LEVEL: "loud", ASSISTANT_CHANNEL: "#", MODEL_TIMEOUT_SECONDS: "0" };

let folder = "";
let code = "";
let bundled: Readonly<Record<string, unknown>> = {};

function outcomeOf(load: unknown, environment: Environment): unknown {
  const run: Load = typeof load === "function" ? (given): unknown => Reflect.apply(load, undefined, [given]) : String;
  try {
    return run(environment);
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "settings-of-functions-"));
  const outfile = join(folder, "config.mjs");
  const plugins = [settingsOfFunctions];
  await build({ entryPoints: [entry], outfile, bundle: true, format: "esm", platform: "node", plugins });
  code = await readFile(outfile, "utf8");
  bundled = Object(await import(outfile));
});

afterAll(() => rm(folder, { recursive: true }));

describe("the settings in a function's bundle", () => {
  it.each<[string, Environment]>([
    ["nothing", {}],
    ["what is required", requiredEnvironment],
    ["values that are refused", bad],
  ])("are read as those of the table are, given %s", (_, environment) => {
    expect(outcomeOf(bundled["loadPromptsConfig"], environment)).toEqual(outcomeOf(loadPromptsConfig, environment));
    expect(outcomeOf(bundled["loadApiConfig"], environment)).toEqual(outcomeOf(loadApiConfig, environment));
  });

  it("hold what a lack is explained by, and neither the README's words nor what the template alone is told", () => {
    expect(code).toContain("The platform's shared DynamoDB cache table");
    expect(code).toContain("COINBASE_API_SECRET");
    for (const text of ["required; the token endpoint", "5 minutes by its own default", "ALARM_TOPIC_ARN"]) {
      expect(code).not.toContain(text);
    }
  });
});
