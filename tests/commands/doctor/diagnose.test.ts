import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, it, onTestFinished } from "vitest";
import { runDoctor } from "../../support/commands/doctor-setup.ts";
import { startOllamaServer } from "../../support/models/ollama-server.ts";

const parameters = {
  "/trader/local/assistant-api-key": { value: "kept-in-ssm-alone", type: "SecureString" },
} as const;

describe("a diagnosis", () => {
  it("finds nothing wrong with a sound deployment, and leaves no trace but a request for a token", async () => {
    const ollama = await startOllamaServer();
    onTestFinished(() => ollama.close());
    const { results, stack } = await runDoctor({
      env: { LLM_PROVIDERS: "ollama", OLLAMA_HOST: ollama.url, OLLAMA_MODEL: "llama3.2" },
      code: {},
    });
    expect(results.filter(({ status }) => status === "FAIL")).toEqual([]);
    const well = new Set(results.filter(({ status }) => status === "ok").map(({ check }) => check));
    expect([...well]).toEqual([
      "function prompts",
      "function api",
      "start of prompts",
      "start of api",
      "event source",
      "settings",
      "settings of api",
      "role of prompts",
      "role of api",
      "queue",
      "dead-letter queue",
      "state table",
      "cache table",
      "bucket",
      "keys",
      "coinbase",
      "token",
      "assistant",
      "ollama",
    ]);
    expect([stack.inbox.messages.length, stack.inbox.postCount]).toEqual([0, 0]);
    expect(stack.tokenServer.tokenRequestCount).toBe(1);
    expect(ollama.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /api/tags"]);
    expect([await stack.listObjects(), await stack.readDeadLetters()]).toEqual([[], []]);
    const { AWS_ENDPOINT_URL_DYNAMODB: endpoint = "" } = stack.environment;
    const dynamodb = new DynamoDBClient({ region: "us-east-2", endpoint });
    for (const TableName of ["trader-cache", "trader-data-llm-local-state"]) {
      expect((await dynamodb.send(new ScanCommand({ TableName }))).Count).toBe(0);
    }
    dynamodb.destroy();
  });

  it("reports each part that is wrong, and goes on with those that are not", async () => {
    const { of, results } = await runDoctor({
      env: {
        ASSISTANT_API_KEY: "ssm:/trader/local/gone",
        STATE_TABLE_NAME: "trader-cache",
        LOG_LEVEL: "loud",
        DATA_COLLECTION_BUCKET_NAME: "elsewhere",
      },
    });
    expect(of("parameters")[0]).toBe("FAIL ASSISTANT_API_KEY refers to /trader/local/gone, which is not there");
    expect(of("settings")).toEqual([expect.stringContaining("FAIL LOG_LEVEL must be one of")]);
    expect(of("state table")).toEqual([
      expect.stringMatching(/^FAIL the key of table trader-cache is cache_key \(S\)/),
    ]);
    expect(of("bucket")).toEqual([expect.stringMatching(/^FAIL there is no bucket elsewhere/)]);
    expect(of("assistant")).toEqual(["skip it needs ASSISTANT_API_KEY"]);
    for (const check of ["queue", "cache table", "coinbase", "token"]) expect(of(check)[0]).toMatch(/^ok /);
    expect(results.filter(({ status, fix }) => (status === "FAIL") !== (fix !== null))).toEqual([]);
  });

  it("skips what needs a function that is not there", async () => {
    const { results, mendsOf } = await runDoctor({ stage: "dev", isEmbedded: false });
    expect(results.filter(({ status }) => status !== "skip").map(({ check }) => check)).toEqual([
      "function prompts",
      "function api",
    ]);
    expect(mendsOf("function prompts")[0]).toContain("npx sls deploy --stage dev --region us-east-2");
    expect(results.length).toBeGreaterThan(15);
  });

  it("never describes a secret, whoever repeats it", async () => {
    const { results, stack } = await runDoctor({
      parameters,
      env: { ASSISTANT_API_KEY: "ssm:/trader/local/assistant-api-key" },
      faults: {
        inbox: ({ headers }) => ({ kind: "status", status: 401, body: JSON.stringify(headers) }),
        tokenServer: ({ body, path }) => (path === "/oauth/token" && body === "" ? { kind: "drop" } : undefined),
      },
    });
    const told = JSON.stringify(results);
    expect(results.find(({ check }) => check === "assistant")).toMatchObject({ status: "FAIL" });
    expect(told).toContain("[secret]");
    for (const secret of ["kept-in-ssm-alone", stack.environment["AUTH0_ASSISTANT_CLIENT_SECRET"] ?? "?", "eyJ"]) {
      expect(told).not.toContain(secret);
    }
  });
});
