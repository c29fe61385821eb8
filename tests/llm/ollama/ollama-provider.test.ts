import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createOllamaProvider, type OllamaProviderOptions } from "../../../src/llm/ollama/ollama-provider.ts";
import { describeError } from "../../../src/platform/describe-error.ts";
import {
  type OllamaServer,
  ollamaHangsUp,
  ollamaSays,
  ollamaSendsJson,
  ollamaSendsText,
  startOllamaServer,
} from "../../support/models/ollama-server.ts";
import { manage } from "../../support/models/scripted-providers.ts";
import { thrownBy } from "../../support/thrown-by.ts";

const prompt = { system: "Use only the given figures.", user: "BTC-USD closed at 50100.00." };
const apiKey = "ollama-key-123456";

describe("createOllamaProvider", () => {
  let server: OllamaServer;

  beforeEach(async () => {
    server = await startOllamaServer();
  });

  afterEach(async () => {
    await server.close();
    vi.unstubAllEnvs();
  });

  const ask = (options: Partial<OllamaProviderOptions> = {}, given = prompt) =>
    createOllamaProvider({ host: server.url, model: "llama3.2", ...options }).answer(given, {
      signal: new AbortController().signal,
    });

  const authorization = () => server.requests[0]?.headers.authorization;

  describe("asks", () => {
    it("for one whole answer, without thinking, within limits", async () => {
      await ask();
      expect(server.requests).toHaveLength(1);
      expect(server.requests[0]).toMatchObject({ method: "POST", path: "/api/chat" });
      expect(server.requests[0]?.body).toEqual({
        model: "llama3.2",
        messages: [
          { role: "system", content: prompt.system },
          { role: "user", content: prompt.user },
        ],
        stream: false,
        think: false,
        truncate: false,
        options: { num_ctx: 4096, num_predict: 1024 },
      });
    });

    it.each([
      ["gpt-oss:20b", "low"],
      ["gpt-oss:120b-cloud", "low"],
      ["hf.co/someone/gpt-oss-20b-GGUF:Q4_K_M", "low"],
      ["qwen3:8b", false],
      ["not-gpt-oss:8b", false],
    ])("%s for as little thinking as it can do with", async (model, think) => {
      await ask({ model });
      expect(server.requests[0]?.body).toMatchObject({ model, think });
    });

    it("with the configured temperature and limits", async () => {
      await ask({ temperature: 0, numCtx: 8192, maxOutputTokens: 300 });
      expect(server.requests[0]?.body).toMatchObject({ options: { num_ctx: 8192, num_predict: 300, temperature: 0 } });
    });

    it.each([300, -1, "10m"])("to keep the model alive for %j, where that is set", async (keepAlive) => {
      await ask({ keepAlive });
      expect(server.requests[0]?.body).toMatchObject({ keep_alive: keepAlive });
    });

    it("for a context that holds the prompt and the answer", async () => {
      await ask({}, { system: "", user: "word ".repeat(4_000) });
      await ask({ maxOutputTokens: 8_192 });
      const contexts = server.requests.map(({ body }) =>
        Reflect.get(Object(Reflect.get(Object(body), "options")), "num_ctx"),
      );
      expect(contexts).toEqual([16_384, 16_384]);
    });

    it("without a system message where there is none", async () => {
      await ask({}, { system: "", user: "Hello" });
      expect(server.requests[0]?.body).toMatchObject({ messages: [{ role: "user", content: "Hello" }] });
    });

    it("nothing before the first prompt", () => {
      createOllamaProvider({ host: server.url, model: "llama3.2" });
      expect(server.requests).toEqual([]);
    });

    it("through the fetch it is given", async () => {
      const urls: string[] = [];
      await ask({
        fetch: (url, init) => {
          urls.push(url);
          return fetch(url, init);
        },
      });
      expect(urls).toEqual([`${server.url}/api/chat`]);
    });

    it("a host that stands below a path, or has no scheme", async () => {
      server.behave(ollamaSays("BTC-USD is rising."));
      expect((await ask({ host: server.url.replace("http://", "") })).text).toBe("BTC-USD is rising.");
      expect(await thrownBy(ask({ host: `${server.url}/below/` }))).toMatchObject({ details: { status: 404 } });
      expect(server.requests[1]?.path).toBe("/below/api/chat");
    });
  });

  it("has 60 s for an answer, since the server may have to load the model first", async () => {
    vi.useFakeTimers();
    try {
      const deaf = createOllamaProvider({ host: server.url, model: "m", fetch: () => new Promise(() => undefined) });
      const generated = manage([deaf]).manager.generate(prompt, {
        signal: new AbortController().signal,
        remainingMs: () => 77_000,
      });
      const error = thrownBy(generated);
      await vi.advanceTimersByTimeAsync(60_000);
      expect((await error).message).toContain("No answer within 60000 ms");
    } finally {
      vi.useRealTimers();
    }
  });

  it("has as long as it is told", () => {
    const limits = [undefined, 75_000].map((maxAnswerMs) => {
      const options = { host: server.url, model: "m", maxAnswerMs };
      return createOllamaProvider(options).maxAnswerMs;
    });
    expect(limits).toEqual([60_000, 75_000]);
  });

  describe("authorizes itself", () => {
    it("with the key as a bearer token", async () => {
      await ask({ apiKey: ` ${apiKey}\n` });
      expect(authorization()).toBe(`Bearer ${apiKey}`);
    });

    it.each([undefined, "", "  "])("not at all with the key %j", async (key) => {
      await ask({ apiKey: key });
      expect(authorization()).toBeUndefined();
    });

    it("with the user and password of the URL", async () => {
      await ask({ host: server.url.replace("://", "://trader:p%40ss@") });
      expect(authorization()).toBe(`Basic ${btoa("trader:p@ss")}`);
    });

    it("with no key of the environment", async () => {
      vi.stubEnv("OLLAMA_API_KEY", "key-of-the-environment");
      let sent: Headers | undefined;
      const provider = createOllamaProvider({
        host: "https://ollama.com",
        model: "gpt-oss:120b",
        fetch: (_, init) => {
          sent = new Headers(init?.headers);
          return Promise.resolve(Response.json({ error: "unauthorized" }, { status: 401 }));
        },
      });
      await thrownBy(provider.answer(prompt, { signal: new AbortController().signal }));
      expect(sent?.get("authorization")).toBeNull();
    });
  });

  describe("fails", () => {
    it.each([
      [400, "MODEL_MISCONFIGURED", '"llama3.2" does not support thinking'],
      [400, "MODEL_MISCONFIGURED", "the input length exceeds the context length"],
      [401, "MODEL_MISCONFIGURED", "unauthorized"],
      [403, "MODEL_MISCONFIGURED", "ollama cloud is disabled"],
      [404, "MODEL_MISCONFIGURED", "model 'llama3.2' not found"],
      [404, "MODEL_MISCONFIGURED", 'model "llama3.2" not found, try pulling it first'],
      [429, "MODEL_UNAVAILABLE", "you have reached your hourly usage limit"],
      [499, "MODEL_UNAVAILABLE", "request canceled"],
      [500, "MODEL_UNAVAILABLE", "llama runner process has terminated: exit status 2"],
      [502, "MODEL_UNAVAILABLE", "cloud model is unreachable"],
      [503, "MODEL_UNAVAILABLE", "server busy, please try again. maximum pending requests exceeded"],
    ])("with the server's words at status %i, as %s: %s", async (status, code, error) => {
      server.behave(ollamaSendsJson(status, { error, signin_url: "https://ollama.com/connect?key=123" }));
      expect(await thrownBy(ask())).toMatchObject({ code, message: `Ollama answered ${status}: ${error}` });
    });

    it.each(["length", "load", "unload"])("for an answer that ended with %s", async (reason) => {
      server.behave(ollamaSays("BTC-USD is", { done_reason: reason }));
      const error = await thrownBy(ask());
      expect(error).toMatchObject({ code: "MODEL_ANSWER_INCOMPLETE", message: expect.stringContaining(reason) });
    });

    it("with the words of servers that wrap them", async () => {
      server.behave(ollamaSendsJson(400, { error: { message: "invalid options", type: "invalid_request_error" } }));
      expect(await thrownBy(ask())).toMatchObject({ message: "Ollama answered 400: invalid options" });
    });

    it("with the status alone where the server says nothing", async () => {
      server.behave(ollamaSendsText(503, ""));
      expect(await thrownBy(ask())).toMatchObject({ code: "MODEL_UNAVAILABLE", message: "Ollama answered 503" });
    });

    it("instead of following a redirect with its key", async () => {
      const other = await startOllamaServer();
      try {
        server.behave(ollamaSendsText(307, "", { location: `${other.url}/api/chat` }));
        const error = await thrownBy(ask({ apiKey }));
        expect(error).toMatchObject({ code: "MODEL_MISCONFIGURED", details: { status: 307 } });
        expect(error.message).toContain(other.url);
        expect(other.requests).toEqual([]);
      } finally {
        await other.close();
      }
    });

    it("for an answer without a body", async () => {
      server.behave(ollamaSendsText(200, "", { "content-type": "application/json" }));
      const error = await thrownBy(ask());
      expect(error).toMatchObject({ code: "MODEL_ANSWER_INCOMPLETE" });
      expect(error.message).toContain("it is empty");
    });

    it("with the error that stands under a good status, alone or at the end of a stream", async () => {
      const failure = { error: "an error was encountered while running the model: out of memory" };
      const chunk = { message: { role: "assistant", content: "BTC" }, done: false };
      const stream = [chunk, failure].map((line) => `${JSON.stringify(line)}\n`).join("");
      const streamed = ollamaSendsText(200, stream, { "content-type": "application/x-ndjson" });
      for (const behaviour of [ollamaSendsJson(200, failure), streamed]) {
        server.behave(behaviour);
        expect(await thrownBy(ask())).toMatchObject({
          code: "MODEL_UNAVAILABLE",
          message: `Ollama failed: ${failure.error}`,
        });
      }
    });

    it("for a stream that nobody asked for", async () => {
      const lines = ["BTC-USD", " is rising."].map((content) => ({
        message: { role: "assistant", content },
        done: false,
      }));
      const body = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
      server.behave(ollamaSendsText(200, body, { "content-type": "application/x-ndjson" }));
      expect(await thrownBy(ask())).toMatchObject({ code: "MODEL_ANSWER_INCOMPLETE" });
    });

    it("as a misconfiguration where the host is no URL, without naming it", async () => {
      const error = await thrownBy(ask({ host: "http://trader:password-123@[nowhere" }));
      expect(error).toMatchObject({ code: "MODEL_MISCONFIGURED", message: "OLLAMA_HOST is not a URL" });
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain("password-123");
    });

    it.each([
      ["the server repeats it", ollamaSendsJson(401, { error: `the key ${apiKey} is unknown` })],
      ["a page repeats it", ollamaSendsText(502, `<p>authorization: Bearer ${apiKey}</p>`)],
      ["a broken answer repeats it", ollamaSendsText(200, `{"key": "${apiKey}`)],
      ["a stream repeats it", ollamaSendsText(200, `{}\n{"error": "the key ${apiKey} is unknown"}\n`)],
      ["the server hangs up", ollamaHangsUp],
    ])("without telling the key where %s", async (_, behaviour) => {
      server.behave(behaviour);
      const error = await thrownBy(ask({ apiKey }));
      expect(JSON.stringify(describeError(error))).not.toContain(apiKey);
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(apiKey);
    });

    it("without telling a key that no header can carry", async () => {
      const error = await thrownBy(ask({ apiKey: "ollama-key-123\n456789" }));
      expect(error).toMatchObject({ code: "MODEL_MISCONFIGURED" });
      expect(inspect(error, { depth: 10, showHidden: true })).not.toContain("ollama-key-123");
      expect(server.requests).toEqual([]);
    });
  });
});
