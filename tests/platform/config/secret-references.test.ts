import { describe, expect, it } from "vitest";
import { createRedactor } from "../../../src/platform/records/redactor.ts";
import { type FetchParameters, resolveSecretReferences } from "../../../src/platform/config/secret-references.ts";
import type { Environment } from "../../../src/platform/config/settings.ts";
import { thrownBy } from "../../support/thrown-by.ts";

/** Resolves against these parameters; `asked` holds the names of each call. */
function resolving(environment: Environment, parameters: Readonly<Record<string, string>> = {}) {
  const redactor = createRedactor();
  const asked: (readonly string[])[] = [];
  const fetchParameters: FetchParameters = async (names) => {
    asked.push(names);
    const found = Object.entries(parameters).filter(([name]) => names.includes(name));
    return await Promise.resolve(new Map(found));
  };
  return { redactor, asked, resolved: resolveSecretReferences(environment, fetchParameters, redactor) };
}

describe("references", () => {
  it("are replaced by what they point to, all fetched in one go and each once", async () => {
    const environment = {
      ASSISTANT_API_KEY: "ssm:/trader/api-key",
      AUTH0_ASSISTANT_CLIENT_SECRET: " ssm:/trader/client-secret ",
      OLLAMA_API_KEY: "ssm: /trader/api-key",
      CACHE_TABLE_NAME: "ssm:/trader/cache-table",
      REGION: "eu-central-1",
      HOME: "/root",
    };
    const { resolved, asked } = resolving(environment, {
      "/trader/api-key": "the-api-key",
      "/trader/client-secret": "the-client-secret",
      "/trader/cache-table": "the-cache-table",
    });
    expect(await resolved).toEqual({
      ASSISTANT_API_KEY: "the-api-key",
      AUTH0_ASSISTANT_CLIENT_SECRET: "the-client-secret",
      OLLAMA_API_KEY: "the-api-key",
      CACHE_TABLE_NAME: "the-cache-table",
      REGION: "eu-central-1",
      HOME: "/root",
    });
    expect(asked.map((names) => names.toSorted())).toEqual([
      ["/trader/api-key", "/trader/cache-table", "/trader/client-secret"],
    ]);
  });

  it("may name a version or a label", async () => {
    const { resolved } = resolving(
      { ASSISTANT_API_KEY: "ssm:/trader/key:3", OLLAMA_API_KEY: "ssm:/trader/key:live" },
      { "/trader/key:3": "the-third", "/trader/key:live": "the-live-one" },
    );
    expect(await resolved).toEqual({ ASSISTANT_API_KEY: "the-third", OLLAMA_API_KEY: "the-live-one" });
  });

  it("leave the environment itself alone", async () => {
    const environment = Object.freeze({ ASSISTANT_API_KEY: "ssm:/a" });
    expect(await resolving(environment, { "/a": "value" }).resolved).toEqual({ ASSISTANT_API_KEY: "value" });
    expect(environment).toEqual({ ASSISTANT_API_KEY: "ssm:/a" });
  });

  it("are none in what is no setting of ours, nor in the middle of a value", async () => {
    const environment = {
      OTHER: "ssm:/other",
      OLLAMA_MODEL: "a ssm:/b",
      ASSISTANT_API_KEY: "plain-key",
      REGION: undefined,
    };
    const { resolved, asked } = resolving(environment);
    expect([await resolved, asked]).toEqual([environment, []]);
  });
});

describe("the redactor", () => {
  it("knows every value that a reference gave, and every secret that stands in the environment itself", async () => {
    const { resolved, redactor } = resolving(
      {
        ASSISTANT_API_KEY: "ssm:/key",
        BEDROCK_MODEL_ID: "ssm:/model",
        OLLAMA_API_KEY: "plain-key",
        OLLAMA_MODEL: "llama3.2",
      },
      { "/key": "fetched-key", "/model": "fetched-model" },
    );
    await resolved;
    expect(redactor.redact("fetched-key fetched-model plain-key llama3.2")).toBe("[secret] [secret] [secret] llama3.2");
  });
});

describe("SECRET_UNAVAILABLE", () => {
  it("names every variable whose parameter does not exist; another try won't fix that", async () => {
    const { resolved } = resolving(
      { ASSISTANT_API_KEY: "ssm:/gone", OLLAMA_API_KEY: "ssm:/there", REGION: "ssm:", CACHE_TABLE_NAME: "ssm:/lost:7" },
      { "/there": "value" },
    );
    expect(await thrownBy(resolved)).toMatchObject({
      code: "SECRET_UNAVAILABLE",
      retryable: false,
      message:
        "SSM has no such parameter: CACHE_TABLE_NAME refers to /lost:7; ASSISTANT_API_KEY refers to /gone; REGION refers to no name",
    });
  });

  it("does not ask for a parameter without a name", async () => {
    const { resolved, asked } = resolving({ ASSISTANT_API_KEY: "ssm: " });
    expect(await thrownBy(resolved)).toMatchObject({
      message: expect.stringContaining("ASSISTANT_API_KEY refers to no name"),
    });
    expect(asked).toEqual([]);
  });

  it("is worth another try when SSM did not answer", async () => {
    const cause = new Error("timeout");
    const failing = resolveSecretReferences(
      { ASSISTANT_API_KEY: "ssm:/a" },
      () => Promise.reject(cause),
      createRedactor(),
    );
    expect(await thrownBy(failing)).toMatchObject({
      code: "SECRET_UNAVAILABLE",
      retryable: true,
      message: "SSM did not give the parameters that the settings refer to",
      cause,
    });
  });
});

it("the credentials of the process's own role are known to the redactor, beside the secret settings", async () => {
  const { redactor, resolved } = resolving({
    AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCY",
    AWS_SESSION_TOKEN: "IQoJb3JpZ2luX2VjEXAMPLE//////////wEaCXVz",
    AWS_CONTAINER_AUTHORIZATION_TOKEN: "opaque-of-container",
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
  });
  await resolved;
  expect(
    redactor.redact(
      "a wJalrXUtnFEMI/K7MDENG/bPxRfiCY b IQoJb3JpZ2luX2VjEXAMPLE//////////wEaCXVz c opaque-of-container d AKIDEXAMPLE",
    ),
  ).toBe("a [secret] b [secret] c [secret] d AKIDEXAMPLE");
});
