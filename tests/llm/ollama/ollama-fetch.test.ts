import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createOllamaFetch } from "../../../src/llm/ollama/ollama-fetch.ts";
import { type OllamaServer, ollamaSays, ollamaStalls, startOllamaServer } from "../../support/models/ollama-server.ts";
import { thrownBy } from "../../support/thrown-by.ts";

describe("createOllamaFetch", () => {
  let server: OllamaServer;

  beforeEach(async () => {
    server = await startOllamaServer();
  });

  afterEach(() => server.close());

  const { signal } = new AbortController();
  const post = { method: "POST", body: "{}" };

  it.each([
    ["a string", (url: string) => url],
    ["a URL", (url: string) => new URL(url)],
    ["a request", (url: string) => new Request(url)],
  ])("takes %s", async (_, inputOf) => {
    server.behave(ollamaSays("BTC-USD is rising."));
    const response = await createOllamaFetch({ signal })(inputOf(`${server.url}/api/chat`), post);
    expect(await response.json()).toMatchObject({ message: { content: "BTC-USD is rising." } });
  });

  it("takes the place of whatever authorization the caller sets", async () => {
    const headers = { authorization: "Bearer from-elsewhere" };
    await createOllamaFetch({ signal })(`${server.url}/api/chat`, { ...post, headers });
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
  });

  it("says that the time was up where the signal aborts while the body arrives", async () => {
    server.behave(ollamaStalls);
    const controller = new AbortController();
    const fetchThenAbort: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      setImmediate(() => controller.abort());
      return response;
    };
    const send = createOllamaFetch({ signal: controller.signal, fetch: fetchThenAbort });
    const error = await thrownBy(send(`${server.url}/api/chat`, post));
    expect(error).toMatchObject({ code: "MODEL_UNAVAILABLE" });
    expect(error.message).toMatch(/^The time was up before 127\.0\.0\.1:\d+ answered$/);
  });

  it.each([
    [new TypeError("fetch failed", { cause: new Error("connect refused") }), "connect refused"],
    [
      new TypeError("fetch failed", { cause: Object.assign(new AggregateError([], ""), { code: "ETIMEDOUT" }) }),
      "ETIMEDOUT",
    ],
    [new Error("no network"), "no network"],
    ["odd", "odd"],
  ])("names the reason in %s", async (thrown, reason) => {
    const send = createOllamaFetch({ signal, fetch: () => Promise.reject(thrown) });
    const error = await thrownBy(send("http://ollama.example:11434/api/chat", post));
    expect(error.message).toBe(`ollama.example:11434 gave no answer: ${reason}`);
  });
});
