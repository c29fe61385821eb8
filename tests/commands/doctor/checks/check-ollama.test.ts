import { expect, it, onTestFinished } from "vitest";
import { startHttpServer } from "../../../../src/emulators/http-server.ts";
import { deadUrl } from "../../../support/upstreams/dead-url.ts";
import { runDoctor } from "../../../support/commands/doctor-setup.ts";
import { startOllamaServer } from "../../../support/models/ollama-server.ts";

const ask = async (host: string, env: Readonly<Record<string, string>> = {}, isEmbedded = true) =>
  await runDoctor({
    isEmbedded,
    env: { LLM_PROVIDERS: "ollama", OLLAMA_HOST: host, OLLAMA_MODEL: "llama3.2", ...env },
  });

it.each([["llama3.2"], ["llama3.2:latest"]])("finds the model %s, with the key, and asks it nothing", async (model) => {
  const server = await startOllamaServer(["other:7b", "llama3.2:latest"]);
  onTestFinished(() => server.close());
  const { of, results } = await ask(server.url, { OLLAMA_MODEL: model, OLLAMA_API_KEY: "the-model-key" });
  expect(of("ollama")).toEqual([`ok ${new URL(server.url).host} has ${model}`]);
  expect(server.requests.map(({ path, headers }) => [path, headers.authorization])).toEqual([
    ["/api/tags", "Bearer the-model-key"],
  ]);
  expect(JSON.stringify(results)).not.toContain("the-model-key");
});

it.each([
  [["other:7b"], "only other:7b"],
  [[], "no model at all"],
])("tells that the model is not among %j", async (models, others) => {
  const server = await startOllamaServer(models);
  onTestFinished(() => server.close());
  const { of, mendsOf } = await ask(server.url);
  expect(of("ollama")[0]).toMatch(new RegExp(`^FAIL .* has no llama3\\.2 \\(OLLAMA_MODEL\\), ${others}$`));
  expect(mendsOf("ollama")).toEqual(["on that server: ollama pull llama3.2"]);
});

it.each([
  [401, {}, "set OLLAMA_API_KEY"],
  [403, { OLLAMA_API_KEY: "the-model-key" }, "OLLAMA_API_KEY is wrong"],
  [404, {}, "see OLLAMA_HOST"],
  [200, {}, "see OLLAMA_HOST"],
])("tells of a server that answers %d %j and no list", async (status, env, fix) => {
  const server = await startHttpServer(({ headers }) => ({ status, body: `no: ${headers["authorization"] ?? ""}` }));
  onTestFinished(() => server.stop());
  const { of, mendsOf, results } = await ask(server.url, env);
  expect(of("ollama")[0]).toMatch(/^FAIL /);
  expect(mendsOf("ollama")[0]).toContain(fix);
  expect(JSON.stringify(results)).not.toContain("the-model-key");
});

it("tells that nobody answers", async () => {
  expect((await ask(await deadUrl())).of("ollama")).toEqual([
    "FAIL 127.0.0.1:2 can't be reached: ECONNREFUSED (HTTP_UNREACHABLE)",
  ]);
});

it("reports a deployed function that would ask its own machine", async () => {
  const { of } = await ask("http://localhost:11434", {}, false);
  expect(of("ollama")).toEqual(["FAIL OLLAMA_HOST is localhost, which is the function's own machine"]);
});
