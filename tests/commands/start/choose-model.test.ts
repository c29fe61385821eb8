import { afterEach, describe, expect, it } from "vitest";
import { UsageError } from "../../../src/commands/kit/parse-command-line.ts";
import { chooseModel } from "../../../src/commands/start/choose-model.ts";
import { type HttpAnswer, type HttpRequest, startHttpServer } from "../../../src/emulators/http-server.ts";
import { deadUrl } from "../../support/upstreams/dead-url.ts";

const started: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()));
});

async function ollama(answer: HttpAnswer, seen: HttpRequest[] = []): Promise<string> {
  const server = await startHttpServer((request) => {
    seen.push(request);
    return request.path === "/api/tags" ? answer : { status: 404 };
  });
  started.push(server);
  return server.url;
}

const tags = (...names: string[]): HttpAnswer => ({ status: 200, body: { models: names.map((name) => ({ name })) } });

const findNone = () => Promise.reject(new Error("Could not load credentials from any providers"));

const findAny = async () => ({ accessKeyId: "id", secretAccessKey: "secret" });

describe("the model of a run", () => {
  it("is none where the plain insight is asked for", async () => {
    expect(await chooseModel("plain", { environment: {} })).toEqual({
      label: "none, the plain insight",
      environment: { LLM_PROVIDERS: "none" },
      note: null,
    });
  });

  it("is the first of Ollama's that writes text", async () => {
    const host = await ollama(tags("nomic-embed-text:latest", "llama3.2:latest"));
    expect(await chooseModel("auto", { environment: { OLLAMA_HOST: `${host}/` } })).toEqual({
      label: `ollama, llama3.2:latest at ${host}`,
      environment: { LLM_PROVIDERS: "ollama", OLLAMA_HOST: host, OLLAMA_MODEL: "llama3.2:latest" },
      note: null,
    });
  });

  it("is the one that OPENAI_MODEL names, at any endpoint of its wire format, with the key", async () => {
    const own = { OPENAI_MODEL: "m", OPENAI_API_KEY: "a-key", OPENAI_BASE_URL: "http://127.0.0.1:1234/v1" };
    expect(await chooseModel("openai", { environment: { ...own, OLLAMA_KEEP_ALIVE: "1m" } })).toEqual({
      label: "openai, m at http://127.0.0.1:1234/v1",
      environment: { LLM_PROVIDERS: "openai", ...own },
      note: null,
    });
    const { environment } = await chooseModel("openai", { environment: { OPENAI_MODEL: "m" } });
    expect(environment["OPENAI_BASE_URL"]).toBe("https://api.openai.com/v1");
  });

  it.each([
    [{}, "--llm openai needs OPENAI_MODEL"],
    [{ OPENAI_MODEL: "m", OPENAI_BASE_URL: "nowhere" }, "OPENAI_BASE_URL must be an http or https URL"],
  ])("is refused with %j", async (environment, words) => {
    const refused = chooseModel("openai", { environment });
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(words);
  });

  it("is bounded by the caller's own limits, where they are set", async () => {
    const limits = { MODEL_MAX_OUTPUT_TOKENS: "2048", MODEL_TIMEOUT_SECONDS: "75", OLLAMA_KEEP_ALIVE: "-1" };
    const environment = { ...limits, OLLAMA_HOST: await deadUrl(), BEDROCK_MODEL_ID: "m", AWS_REGION: "eu-west-1" };
    expect((await chooseModel("ollama", { environment })).environment).toMatchObject(limits);
    const { environment: given } = await chooseModel("bedrock", { environment, findCredentials: findAny });
    expect(given).toMatchObject({ MODEL_MAX_OUTPUT_TOKENS: "2048", MODEL_TIMEOUT_SECONDS: "75" });
    const caps = { DAILY_TOKEN_LIMIT: "5000", DAILY_SPEND_LIMIT_USD: "1", MODEL_PRICES: "ollama:llama3.2=1/1" };
    const capped = await chooseModel("ollama", { environment: { ...environment, ...caps } });
    expect(capped.environment).toMatchObject(caps);
    expect(given).not.toHaveProperty("OLLAMA_KEEP_ALIVE");
  });

  it("is the one that OLLAMA_MODEL names, asked for with the key", async () => {
    const seen: HttpRequest[] = [];
    const host = await ollama(tags("gemma:2b", "llama3.2:latest"), seen);
    const environment = { OLLAMA_HOST: host, OLLAMA_MODEL: "llama3.2", OLLAMA_API_KEY: "a-key" };
    const { environment: given } = await chooseModel("ollama", { environment });
    expect(given).toMatchObject({ OLLAMA_MODEL: "llama3.2", OLLAMA_API_KEY: "a-key" });
    expect(seen[0]?.headers["authorization"]).toBe("Bearer a-key");
  });

  it.each<[string, HttpAnswer, Record<string, string>, string]>([
    ["has no model", tags(), {}, "has no model"],
    ["says nothing of models", { status: 200, body: {} }, {}, "has no model"],
    ["lacks the one that is wanted", tags("gemma:2b"), { OLLAMA_MODEL: "llama3.2" }, "has no model llama3.2"],
    ["is something else", { status: 404, body: "not here" }, {}, "is not Ollama (status 404)"],
  ])("is none, and it says why, where the server %s", async (_name, answer, variables, reason) => {
    const environment = { ...variables, OLLAMA_HOST: await ollama(answer) };
    const chosen = await chooseModel("auto", { environment });
    expect(chosen.environment).toEqual({ LLM_PROVIDERS: "none" });
    expect(chosen.note).toContain(reason);
    expect(chosen.note).toContain("so the insight is written from the figures");
  });

  it("is none, and it says why, where nothing answers", async () => {
    const chosen = await chooseModel("auto", { environment: { OLLAMA_HOST: await deadUrl() } });
    expect(chosen).toMatchObject({ environment: { LLM_PROVIDERS: "none" } });
    expect(chosen.note).toContain("ECONNREFUSED");
  });

  it("stays Ollama where Ollama is asked for and does not answer", async () => {
    const host = await deadUrl();
    const chosen = await chooseModel("ollama", { environment: { OLLAMA_HOST: host } });
    expect(chosen.environment).toMatchObject({ LLM_PROVIDERS: "ollama", OLLAMA_HOST: host });
    expect(chosen.note).toContain(`No Ollama at ${host}`);
  });

  it.each([
    ["127.0.0.1:2", "http://127.0.0.1:2"],
    ["0.0.0.0:2", "http://127.0.0.1:2"],
    ["http://0.0.0.0:2/", "http://127.0.0.1:2"],
  ])("is looked for at %s as Ollama itself understands it", async (given, host) => {
    expect((await chooseModel("auto", { environment: { OLLAMA_HOST: given } })).note).toContain(
      `No Ollama at ${host}:`,
    );
  });

  it.each([
    [undefined, "127.0.0.1:11434"],
    ["localhost", "localhost:11434"],
    ["https://ollama.com", "ollama.com"],
    ["http://host:80", "host"],
  ])("is looked for at the port that %s means", async (given, address) => {
    const asked: string[] = [];
    const fetch = async (url: string): Promise<Response> => {
      asked.push(new URL(url).host);
      return Response.json({ models: [{ name: "llama3.2" }] });
    };
    await chooseModel("auto", { environment: { OLLAMA_HOST: given }, fetch });
    expect(asked).toEqual([address]);
  });

  it("is refused where OLLAMA_HOST is no address", async () => {
    await expect(chooseModel("auto", { environment: { OLLAMA_HOST: "http://" } })).rejects.toThrow(UsageError);
  });

  it("is Bedrock's with the caller's own credentials, wherever they are found", async () => {
    const environment = { BEDROCK_MODEL_ID: "us.amazon.nova-lite-v1:0", AWS_REGION: "eu-west-1", AWS_PROFILE: "desk" };
    const found = { accessKeyId: "AKIA", secretAccessKey: "a-secret", sessionToken: "a-session" };
    const chosen = await chooseModel("bedrock", { environment, findCredentials: async () => found });
    expect(chosen).toEqual({
      label: "bedrock, us.amazon.nova-lite-v1:0 in eu-west-1",
      environment: {
        LLM_PROVIDERS: "bedrock",
        BEDROCK_MODEL_ID: "us.amazon.nova-lite-v1:0",
        BEDROCK_REGION: "eu-west-1",
        AWS_ACCESS_KEY_ID: "AKIA",
        AWS_SECRET_ACCESS_KEY: "a-secret",
        AWS_SESSION_TOKEN: "a-session",
      },
      note: null,
    });
  });

  it("is Bedrock's without credentials too, and it says so", async () => {
    const environment = { BEDROCK_MODEL_ID: "amazon.nova-lite-v1:0" };
    const chosen = await chooseModel("bedrock", { environment, findCredentials: findNone });
    expect(chosen.note).toContain("No AWS credentials, so Bedrock will refuse: Could not load credentials");
    expect(chosen.environment).not.toHaveProperty("AWS_ACCESS_KEY_ID");
    const bearer = { ...environment, AWS_BEARER_TOKEN_BEDROCK: "a-token" };
    expect((await chooseModel("bedrock", { environment: bearer, findCredentials: findNone })).note).toBeNull();
  });

  it("is Bedrock's with the credentials that the SDK itself finds", async () => {
    const chosen = await chooseModel("bedrock", { environment: { BEDROCK_MODEL_ID: "amazon.nova-lite-v1:0" } });
    expect(chosen.environment).toMatchObject({ AWS_ACCESS_KEY_ID: "test", BEDROCK_REGION: "us-east-2" });
  });

  it("is shown without the user and the password of its address", async () => {
    const environment = { OLLAMA_HOST: "http://me:pass-word@127.0.0.1:2" };
    const chosen = await chooseModel("ollama", { environment });
    expect(chosen.environment["OLLAMA_HOST"]).toContain("me:pass-word@");
    expect(`${chosen.label} ${chosen.note}`).not.toContain("pass-word");
  });

  it("is refused where Bedrock is asked for without a model id", async () => {
    await expect(chooseModel("bedrock", { environment: {} })).rejects.toThrow("BEDROCK_MODEL_ID");
  });
});
