import { describe, expect, it } from "vitest";
import type { StoredParameter } from "../../../../src/emulators/aws/parameter-store.ts";
import { runDoctor } from "../../../support/commands/doctor-setup.ts";

const secure = (value: string): StoredParameter => ({ value, type: "SecureString" });
const plain = (value: string): StoredParameter => ({ value, type: "String" });
const refused = (type: string) => () => ({
  status: 400,
  headers: { "content-type": "application/x-amz-json-1.1" },
  body: { __type: type, message: "it is so" },
});

describe("the references to parameters", () => {
  it("are resolved, and the values are used", async () => {
    const parameters = { "/channel": plain("general"), "/model-key": secure("a-model-key") };
    const { of } = await runDoctor({
      parameters,
      env: { ASSISTANT_CHANNEL: "ssm:/channel", OLLAMA_API_KEY: "ssm:/model-key" },
    });
    expect(of("parameters").at(-1)).toBe("ok 2 parameters, each there; secrets are SecureStrings");
    expect(of("settings")).toEqual(["ok each is there and sound"]);
  });

  it("are each named where the parameter is missing, with the command that makes it", async () => {
    const { of, mendsOf } = await runDoctor({
      env: { ASSISTANT_API_KEY: "ssm:/a/key", AUTH0_OAUTH_URL: "ssm:/a/url:3", ASSISTANT_CHANNEL: "ssm:" },
    });
    expect(of("parameters").filter((line) => line.startsWith("FAIL"))).toEqual([
      "FAIL AUTH0_OAUTH_URL refers to /a/url:3, which is not there",
      "FAIL ASSISTANT_API_KEY refers to /a/key, which is not there",
      'FAIL ASSISTANT_CHANNEL refers to no parameter: "ssm:"',
    ]);
    expect(mendsOf("parameters")).toEqual([
      `read -rs VALUE && printf %s "$VALUE" | aws ssm put-parameter --region us-east-2 --name /a/url --type String --value file:///dev/stdin; then give AUTH0_OAUTH_URL the new version in slsenvs.yml in place of /a/url:3`,
      `read -rs VALUE && printf %s "$VALUE" | aws ssm put-parameter --region us-east-2 --name /a/key --type SecureString --value file:///dev/stdin`,
      "name one: ASSISTANT_CHANNEL: ssm:/path/name in slsenvs.yml, then npm start -- --serve",
    ]);
    expect(of("settings")).toEqual(["ok sound, but for those whose parameter could not be had"]);
    expect(of("token")).toEqual(["skip it needs AUTH0_OAUTH_URL"]);
    expect(of("assistant")).toEqual(["skip it needs ASSISTANT_API_KEY"]);
  });

  it("are reported where a secret is no SecureString, but not its value", async () => {
    const parameters = { "/a/key": plain("plainly-kept-key") };
    const { of, mendsOf, results } = await runDoctor({ parameters, env: { OLLAMA_API_KEY: "ssm:/a/key" } });
    expect(of("parameters")[0]).toBe(
      "FAIL /a/key (OLLAMA_API_KEY) is secret, but kept as a String, which is not encrypted",
    );
    expect(mendsOf("parameters")[0]).toMatch(
      /delete-parameter .* --name \/a\/key; read -rs VALUE && .*aws ssm put-parameter .*SecureString/,
    );
    expect(JSON.stringify(results)).not.toContain("plainly-kept-key");
  });

  it.each([
    ["AccessDeniedException", "does not let you look at the parameters", "allow yourself ssm:GetParameters"],
    ["ValidationException", "takes one of these for no name: /a/key", "fix the ssm: references"],
  ])("are told of as a whole where SSM answers %s", async (type, detail, fix) => {
    const { of, mendsOf } = await runDoctor({
      env: { ASSISTANT_API_KEY: "ssm:/a/key" },
      routes: () => ({ ssm: refused(type) }),
    });
    expect(of("parameters")[0]).toContain(detail);
    expect(mendsOf("parameters")).toEqual([expect.stringContaining(fix)]);
    expect(of("queue")[0]).toMatch(/^ok /);
  });
});

describe("a secret in the configuration itself", () => {
  it("is a failure of a deployment", async () => {
    const { of, mendsOf, results, stack } = await runDoctor({ isEmbedded: false });
    expect(of("parameters")).toEqual([
      "FAIL AUTH0_ASSISTANT_CLIENT_SECRET stands in the function's configuration as it is",
      "FAIL ASSISTANT_API_KEY stands in the function's configuration as it is",
    ]);
    expect(mendsOf("parameters")[1]).toContain("--name /trader/local/assistant-api-key --type SecureString");
    for (const name of ["AUTH0_ASSISTANT_CLIENT_SECRET", "ASSISTANT_API_KEY"]) {
      expect(JSON.stringify(results)).not.toContain(stack.environment[name]);
    }
  });

  it("is none of the embedded stack, which makes it up at its start", async () => {
    const { of } = await runDoctor();
    expect(of("parameters")).toEqual([expect.stringMatching(/^skip AUTH0_ASSISTANT_CLIENT_SECRET, ASSISTANT_API_KEY/)]);
  });
});

describe("the settings", () => {
  it("are told problem by problem, with where to set them", async () => {
    const { of, mendsOf } = await runDoctor({
      isEmbedded: false,
      parameters: { "/url": plain("not a url") },
      env: { CACHE_TABLE_NAME: undefined, AUTH0_OAUTH_URL: "ssm:/url", LLM_PROVIDERS: "bedrok" },
    });
    expect(of("settings").toSorted()).toEqual([
      expect.stringMatching(/^FAIL AUTH0_OAUTH_URL must be an http or https URL/),
      expect.stringMatching(/^FAIL CACHE_TABLE_NAME is not set/),
      expect.stringMatching(/^FAIL LLM_PROVIDERS names "bedrok"/),
    ]);
    const fixes = mendsOf("settings").join("\n");
    expect(fixes).toContain("set CACHE_TABLE_NAME in slsenvs.yml, then npx sls deploy --stage local");
    expect(fixes).toContain("--name /url --type String --overwrite --value file:///dev/stdin");
    expect(of("cache table")).toEqual(["skip it needs CACHE_TABLE_NAME"]);
    expect(of("bedrock")).toEqual(["skip it needs LLM_PROVIDERS"]);
    expect(of("bucket")[0]).toMatch(/^ok /);
  });

  it("of the function behind the HTTP API name the queue that is read", async () => {
    const { of } = await runDoctor({ env: { PROMPT_QUEUE_URL: undefined } });
    expect(of("settings of api")).toEqual([expect.stringMatching(/^FAIL PROMPT_QUEUE_URL is not set/)]);
    expect(of("queue")).toEqual(["skip it needs PROMPT_QUEUE_URL"]);
    expect(of("dead-letter queue")).toEqual(["skip it needs PROMPT_QUEUE_URL"]);
  });
});
