import { expect, it, onTestFinished } from "vitest";
import { startHttpServer } from "../../../../src/emulators/http-server.ts";
import { runDoctor } from "../../../support/commands/doctor-setup.ts";
import { startOpenaiServer } from "../../../support/models/openai-server.ts";
import { deadUrl } from "../../../support/upstreams/dead-url.ts";

const ask = async (url: string, env: Readonly<Record<string, string>> = {}, isEmbedded = true) =>
  await runDoctor({
    isEmbedded,
    env: { LLM_PROVIDERS: "openai", OPENAI_BASE_URL: url, OPENAI_MODEL: "gpt-4.1-mini", ...env },
  });

it("finds the model, with the key, and asks it nothing", async () => {
  const server = await startOpenaiServer(["other", "gpt-4.1-mini"]);
  onTestFinished(() => server.close());
  const { of, results } = await ask(server.url, { OPENAI_API_KEY: "the-model-key" });
  expect(of("openai")).toEqual([`ok ${new URL(server.url).host} has gpt-4.1-mini`]);
  expect(server.requests.map(({ path, headers }) => [path, headers.authorization])).toEqual([
    ["/v1/models", "Bearer the-model-key"],
  ]);
  expect(JSON.stringify(results)).not.toContain("the-model-key");
});

it.each([
  [["other"], "but other"],
  [[], "but no model at all"],
])("tells that the model is not among %j", async (models, others) => {
  const server = await startOpenaiServer(models);
  onTestFinished(() => server.close());
  const { of, mendsOf } = await ask(server.url);
  expect(of("openai")[0]).toContain(`does not list gpt-4.1-mini (OPENAI_MODEL), ${others}`);
  expect(mendsOf("openai")[0]).toContain("set OPENAI_MODEL");
});

it.each([
  [401, {}, "set OPENAI_API_KEY"],
  [403, { OPENAI_API_KEY: "the-model-key" }, "OPENAI_API_KEY is wrong"],
])("tells of an endpoint that answers %d %j", async (status, env, fix) => {
  const server = await startHttpServer(({ headers }) => ({ status, body: `no: ${headers["authorization"] ?? ""}` }));
  onTestFinished(() => server.stop());
  const { of, mendsOf, results } = await ask(server.url, env);
  expect(of("openai")[0]).toMatch(/^FAIL /);
  expect(mendsOf("openai")[0]).toContain(fix);
  expect(JSON.stringify(results)).not.toContain("the-model-key");
});

it.each([404, 200])("can't tell of an endpoint that answers %d and gives no list", async (status) => {
  const server = await startHttpServer(() => ({ status, body: "no" }));
  onTestFinished(() => server.stop());
  expect((await ask(server.url)).of("openai")[0]).toContain(`skip 127.0.0.1:${new URL(server.url).port} gives no list`);
});

it("tells that nobody answers, and of a deployed function that would ask its own machine", async () => {
  expect((await ask(await deadUrl())).of("openai")).toEqual([
    "FAIL 127.0.0.1:2 can't be reached: ECONNREFUSED (HTTP_UNREACHABLE)",
  ]);
  const { of } = await ask("http://localhost:1234/v1", {}, false);
  expect(of("openai")).toEqual(["FAIL OPENAI_BASE_URL is localhost, which is the function's own machine"]);
});

it("is skipped where no endpoint is asked", async () => {
  expect((await runDoctor({ isEmbedded: true, env: {} })).of("openai")).toEqual(["skip LLM_PROVIDERS does without it"]);
});
