import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createOpenaiProvider, type OpenaiProviderOptions } from "../../../src/llm/openai/openai-provider.ts";
import { describeError } from "../../../src/platform/describe-error.ts";
import {
  type OpenaiServer,
  openaiFails,
  openaiHangsUp,
  openaiSays,
  openaiSendsText,
  startOpenaiServer,
} from "../../support/models/openai-server.ts";
import { manage } from "../../support/models/scripted-providers.ts";
import { thrownBy } from "../../support/thrown-by.ts";

const prompt = { system: "Use only the given figures.", user: "BTC-USD closed at 50100.00." };
const apiKey = "sk-key-123456789";

describe("createOpenaiProvider", () => {
  let server: OpenaiServer;
  beforeEach(async () => void (server = await startOpenaiServer()));
  afterEach(() => server.close());

  const providerOf = (options: Partial<OpenaiProviderOptions> = {}) =>
    createOpenaiProvider({ baseUrl: server.url, model: "gpt-4.1-mini", ...options });
  const ask = (options: Partial<OpenaiProviderOptions> = {}, given = prompt) =>
    providerOf(options).answer(given, { signal: new AbortController().signal });

  it("asks for one whole answer, within a limit, without a key where there is none", async () => {
    await ask();
    const [request] = server.requests;
    expect(request).toMatchObject({ method: "POST", path: "/v1/chat/completions" });
    expect(request?.headers.authorization).toBeUndefined();
    expect(request?.body).toEqual({
      model: "gpt-4.1-mini",
      messages: [
        { role: "system", content: prompt.system },
        { role: "user", content: prompt.user },
      ],
      stream: false,
      max_tokens: 1024,
    });
  });

  it("asks with key, temperature and limit, and without an empty system prompt", async () => {
    await ask({ apiKey: ` ${apiKey}\n`, temperature: 0, maxOutputTokens: 300 }, { ...prompt, system: "" });
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${apiKey}`);
    expect(server.requests[0]?.body).toMatchObject({ temperature: 0, max_tokens: 300, messages: [{ role: "user" }] });
  });

  it.each([[""], ["/"], ["/v1"], ["/v1/"], ["/v1/chat/completions"]])("takes a base that ends with %j", async (end) => {
    await ask({ baseUrl: `${new URL(server.url).origin}${end}` });
    expect(server.requests.map(({ path }) => path)).toEqual(["/v1/chat/completions"]);
  });

  it("keeps the query of a base", async () => {
    await thrownBy(ask({ baseUrl: `${new URL(server.url).origin}/openai/m?api-version=2026-01-01` }));
    expect(server.requests[0]?.path).toBe("/openai/m/chat/completions?api-version=2026-01-01");
  });

  it("says of a base that is no URL which setting it is, and does not quote it", async () => {
    const error = await thrownBy(ask({ baseUrl: "user:secret@nowhere" }));
    expect(error).toMatchObject({ code: "MODEL_MISCONFIGURED", message: "OPENAI_BASE_URL is not a URL" });
  });

  it("asks once more where the limit of tokens is wanted under its other name, and remembers it", async () => {
    const said =
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
    server.behave(
      openaiFails(400, said, { param: "max_tokens", code: "unsupported_parameter" }),
      openaiSays("It rises."),
    );
    const provider = providerOf();
    for (let prompts = 0; prompts < 2; prompts += 1) {
      expect((await provider.answer(prompt, { signal: new AbortController().signal })).text).toBe("It rises.");
    }
    const names = server.requests.map(({ body }) => Object.keys(Object(body)).at(-1));
    expect(names).toEqual(["max_tokens", "max_completion_tokens", "max_completion_tokens"]);
  });

  it("asks OpenAI itself with the newer name of the limit", async () => {
    const bodies: unknown[] = [];
    const fetch = async (_: string | URL | Request, init?: RequestInit) => {
      bodies.push(typeof init?.body === "string" ? JSON.parse(init.body) : init?.body);
      return new Response("{}");
    };
    await thrownBy(ask({ baseUrl: "https://api.openai.com/v1", fetch }));
    expect(bodies).toEqual([expect.objectContaining({ max_completion_tokens: 1024 })]);
  });

  it("asks a server that hangs up once", async () => {
    server.behave(openaiHangsUp);
    expect(await thrownBy(ask())).toMatchObject({ code: "MODEL_UNAVAILABLE" });
    expect(server.requests).toHaveLength(1);
  });

  it("names the model as the server does, else as it is configured", async () => {
    expect((await ask()).model).toBe("gpt-4.1-mini-2025-04-14");
    server.behave(openaiSays("It rises.", { top: { model: undefined } }));
    expect((await ask()).model).toBe("gpt-4.1-mini");
  });

  it.each([
    [
      "parts",
      [
        { type: "text", text: "BTC-USD " },
        { type: "text", text: "rises." },
      ],
      {},
    ],
    [
      "parts with thoughts",
      [
        { type: "thinking", text: "Hm" },
        { type: "text", text: "BTC-USD rises." },
      ],
      {},
    ],
    ["a text beside thoughts", "BTC-USD rises.", { reasoning_content: "The RSI is high", reasoning: "The RSI" }],
    ["a text behind thoughts", "<think>The RSI</think>BTC-USD rises.", {}],
  ])("gives the text of %s", async (_, content, message) => {
    server.behave(openaiSays(content, { message }));
    expect((await ask()).text).toBe("BTC-USD rises.");
  });

  it.each([
    [undefined, null, null],
    [null, null, null],
    [{ prompt_tokens: 12, completion_tokens: 0 }, 12, 0],
    [{ prompt_tokens: "12", completion_tokens: -1 }, null, null],
    ["none", null, null],
  ])("counts of the usage %j %j and %j tokens", async (usage, inputTokens, outputTokens) => {
    server.behave(openaiSays("It rises.", { usage }));
    expect((await ask()).usage).toEqual({ inputTokens, outputTokens });
  });

  it("tells its settings, without the key", () => {
    expect(providerOf({ apiKey, maxOutputTokens: 300 }).settings).toEqual({ temperature: null, maxOutputTokens: 300 });
  });

  it("keeps its key out of every error, though a server sends it back", async () => {
    for (const behaviour of [
      openaiFails(401, `Incorrect API key provided: ${apiKey}. You can find it at ...`),
      openaiSendsText(200, `you sent ${apiKey}`),
      openaiSays(null, { message: { refusal: `I can't use ${apiKey}` } }),
      openaiSays("", { finish_reason: apiKey }),
      openaiSays("", { top: { error: { message: apiKey, code: 502 } } }),
    ]) {
      server.behave(behaviour);
      const error = await thrownBy(ask({ apiKey }));
      expect(JSON.stringify(describeError(error)) + inspect(error)).not.toContain(apiKey);
    }
    const unsendable = await thrownBy(ask({ apiKey: "sk-\u0000secret" }));
    expect(unsendable).toMatchObject({ code: "MODEL_MISCONFIGURED" });
    expect(inspect(unsendable)).not.toContain("secret");
  });

  it("is left alone for as long as it asks, by header or in words", async () => {
    for (const [behaviour, waitMs] of [
      [openaiFails(429, "Rate limit reached", {}, { "retry-after": "20" }), 20_000],
      [openaiFails(429, "Rate limit reached for m on tokens per min. Please try again in 1m26.4s."), 86_400],
      [openaiFails(429, "Rate limit reached"), undefined],
    ] as const) {
      server.behave(behaviour);
      expect(await thrownBy(ask())).toMatchObject({ code: "MODEL_UNAVAILABLE", retryAfterMs: waitMs });
    }
  });

  it("gives way to the next provider where its quota is used up, and is not asked a second time", async () => {
    server.behave(openaiFails(429, "You exceeded your current quota", { code: "insufficient_quota" }));
    const { manager } = manage([providerOf()]);
    await thrownBy(manager.generate(prompt, { signal: new AbortController().signal }));
    expect(server.requests).toHaveLength(1);
  });
});
