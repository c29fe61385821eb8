import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ModelErrorCode } from "../../src/llm/model-error.ts";
import { stubAwsCredentials } from "../support/aws/aws-environment.ts";
import { type ModelServer, openBedrock, openOllama, openOpenai } from "../support/models/model-server.ts";
import { answering, manage } from "../support/models/scripted-providers.ts";
import { thrownBy } from "../support/thrown-by.ts";

const prompt = { system: "Use only the given figures.", user: "BTC-USD closed at 50100.00." };
const text = "BTC-USD is rising.";

type Failure = readonly [title: string, cause: (server: ModelServer) => void, code: ModelErrorCode];

/** What a server does instead of answering, and what it is taken for. */
const failures: readonly Failure[] = [
  ...[408, 424, 429, 499, 500, 502, 503, 504].map((status): Failure => [
    `status ${status}`,
    (server) => server.fails(status),
    "MODEL_UNAVAILABLE",
  ]),
  ...[400, 401, 403, 404].map((status): Failure => [
    `status ${status}`,
    (server) => server.fails(status),
    "MODEL_MISCONFIGURED",
  ]),
  ["a page with status 200", (server) => server.sendsPage(200), "MODEL_ANSWER_INCOMPLETE"],
  ["a page with status 403", (server) => server.sendsPage(403), "MODEL_MISCONFIGURED"],
  ["a page with status 502", (server) => server.sendsPage(502), "MODEL_UNAVAILABLE"],
  ["an empty text", (server) => server.says(""), "MODEL_ANSWER_INCOMPLETE"],
  ["a blank text", (server) => server.says("  \n"), "MODEL_ANSWER_INCOMPLETE"],
  ["reasoning alone", (server) => server.reasonsThenSays("It rose.", ""), "MODEL_ANSWER_INCOMPLETE"],
  ["reasoning alone in the text", (server) => server.says("<think>It rose"), "MODEL_ANSWER_INCOMPLETE"],
  ["a text that hit the limit", (server) => server.runsOutOfTokens(), "MODEL_ANSWER_INCOMPLETE"],
  ["an answer that is cut off", (server) => server.cutsOff(), "MODEL_ANSWER_INCOMPLETE"],
  ["a connection that is cut", (server) => server.hangsUp(), "MODEL_UNAVAILABLE"],
];

/** How a server keeps one waiting for ever. */
const hangs: readonly (readonly [title: string, cause: (server: ModelServer) => void])[] = [
  ["hangs", (server) => server.hangs()],
  ["stops in the middle", (server) => server.stalls()],
  ["is too slow", (server) => void server.saysLate(text)],
];

describe.each([
  ["ollama", openOllama, "llama3.2"],
  ["bedrock", openBedrock, "eu.amazon.nova-lite-v1:0"],
  ["openai", openOpenai, "gpt-4.1-mini"],
])("the %s provider", (name, open, model) => {
  let server: ModelServer;

  beforeEach(async () => {
    stubAwsCredentials();
    server = await open();
  });

  afterEach(async () => {
    await server.close();
    vi.unstubAllEnvs();
  });

  const ask = (signal = new AbortController().signal) => server.provider.answer(prompt, { signal });

  /** Has a manager ask it, and another one that always answers, each in half of `leftMs`. */
  const askManager = (leftMs: number) => {
    const { manager } = manage([server.provider, answering("second")]);
    return manager.generate(prompt, { signal: new AbortController().signal, remainingMs: () => leftMs });
  };

  const noRequestIsOpen = () => vi.waitFor(() => expect(server.openRequestCount()).toBe(0), { interval: 2 });

  it("names itself and its model", () => {
    expect([server.provider.name, server.provider.model]).toEqual([name, model]);
  });

  describe("gives the text", () => {
    it("with the tokens it cost", async () => {
      server.says(text);
      expect(await ask()).toMatchObject({ text, usage: { inputTokens: 226, outputTokens: 82 } });
      await noRequestIsOpen();
    });

    it("with no tokens where none were counted", async () => {
      server.saysUncounted(text);
      expect((await ask()).usage).toEqual({ inputTokens: null, outputTokens: null });
    });

    it("without the reasoning before it", async () => {
      server.reasonsThenSays("The RSI is 65, so ...", text);
      expect((await ask()).text).toBe(text);
    });

    it("without the reasoning in it", async () => {
      server.says(`<think>The RSI is 65, so ...</think>\n\n${text}`);
      expect((await ask()).text).toBe(text);
    });

    it("of a slow server", async () => {
      const release = server.saysLate(text);
      const answer = ask();
      await vi.waitFor(() => expect(server.requestCount()).toBe(1), { interval: 2 });
      release();
      expect((await answer).text).toBe(text);
    });

    it("to several prompts at once, and one after the other", async () => {
      server.says(text);
      const answers = await Promise.all([ask(), ask(), ask()]);
      expect([...answers, await ask()].map((answer) => answer.text)).toEqual([text, text, text, text]);
    });

    it("though the server closes connections that have served once, and asks it no second time", async () => {
      server.saysOncePerConnection(text);
      for (let prompts = 0; prompts < 3; prompts += 1) expect((await ask()).text).toBe(text);
      expect(server.requestCount()).toBe(3);
    });
  });

  describe.each(failures)("in place of a text: %s", (_, cause, code) => {
    it(`fails as ${code}, after one request`, async () => {
      cause(server);
      expect(await thrownBy(ask())).toMatchObject({ code, retryable: code === "MODEL_UNAVAILABLE" });
      expect(server.requestCount()).toBe(1);
      await noRequestIsOpen();
    });

    it("gives way to the next provider at once", async () => {
      cause(server);
      const { provider, attempts } = await askManager(60_000);
      expect(provider).toBe("second");
      expect(attempts[0]).toMatchObject({ provider: name, error: { code } });
    });
  });

  it.each([400, 401, 403, 404, 429, 503])("says what the server said at status %i", async (status) => {
    server.fails(status);
    const error = await thrownBy(ask());
    expect(error.status).toBe(status);
    expect(error.message).toContain(`failure ${status}`);
  });

  describe.each(hangs)("where the server %s", (_, cause) => {
    it("ends with its signal, and ends its request", async () => {
      cause(server);
      const controller = new AbortController();
      const error = thrownBy(ask(controller.signal));
      await vi.waitFor(() => expect(server.requestCount()).toBe(1), { interval: 2 });
      controller.abort(new DOMException("The time is up", "TimeoutError"));
      expect(await error).toMatchObject({ code: "MODEL_UNAVAILABLE", retryable: true });
      await noRequestIsOpen();
    });

    it("gives way to the next provider when its share is over", async () => {
      cause(server);
      const { provider, attempts } = await askManager(100);
      expect(provider).toBe("second");
      expect(attempts[0]?.error).toEqual({ code: "MODEL_UNAVAILABLE", message: "No answer within 50 ms" });
      await noRequestIsOpen();
    });
  });

  it("is unavailable where nothing listens", async () => {
    const answer = server.deadProvider.answer(prompt, { signal: new AbortController().signal });
    const error = await thrownBy(answer);
    expect(error).toMatchObject({ code: "MODEL_UNAVAILABLE", retryable: true });
    expect(error.message).toContain("ECONNREFUSED");
  });

  it("asks nothing once its signal has aborted", async () => {
    expect(await thrownBy(ask(AbortSignal.abort()))).toMatchObject({ code: "MODEL_UNAVAILABLE" });
    expect(server.requestCount()).toBe(0);
  });

  it("prints nothing, whatever comes", async () => {
    const printed = (["log", "warn", "error"] as const).map((level) =>
      vi.spyOn(console, level).mockReturnValue(undefined),
    );
    try {
      for (const [, cause] of failures) {
        cause(server);
        await thrownBy(ask());
      }
      expect(printed.flatMap((spy) => spy.mock.calls)).toEqual([]);
    } finally {
      for (const spy of printed) spy.mockRestore();
    }
  });
});
