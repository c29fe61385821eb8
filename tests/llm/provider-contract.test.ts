import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { stubAwsCredentials } from "../support/aws-environment.ts";
import { type ModelServer, openBedrock, openOllama } from "../support/model-server.ts";
import { thrownBy } from "../support/thrown-by.ts";

const prompt = { system: "Use only the given figures.", user: "BTC-USD closed at 50100.00." };

describe.each([
  ["ollama", openOllama, "llama3.2"],
  ["bedrock", openBedrock, "eu.amazon.nova-lite-v1:0"],
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

  /** Asks, and aborts as soon as the request has arrived. */
  async function askAndAbort() {
    const controller = new AbortController();
    const error = thrownBy(ask(controller.signal));
    await vi.waitFor(() => expect(server.requestCount()).toBe(1), { interval: 2 });
    controller.abort(new DOMException("The time is up", "TimeoutError"));
    return error;
  }

  it("names itself and its model", () => {
    expect([server.provider.name, server.provider.model]).toEqual([name, model]);
  });

  it("gives the text with the tokens it cost", async () => {
    server.says("BTC-USD is rising.");
    expect(await ask()).toMatchObject({
      text: "BTC-USD is rising.",
      usage: { inputTokens: 226, outputTokens: 82 },
    });
  });

  it("answers a second prompt as it did the first", async () => {
    server.says("BTC-USD is rising.");
    await ask();
    expect((await ask()).text).toBe("BTC-USD is rising.");
  });

  it("leaves the reasoning out", async () => {
    server.reasonsThenSays("The RSI is 65, so ...", "BTC-USD is rising.");
    expect((await ask()).text).toBe("BTC-USD is rising.");
  });

  it("leaves reasoning that is part of the text out", async () => {
    server.says("<think>The RSI is 65, so ...</think>\n\nBTC-USD is rising.");
    expect((await ask()).text).toBe("BTC-USD is rising.");
  });

  it.each(["", "  \n", "<think>The RSI is 65</think>"])("takes %j for no answer", async (text) => {
    server.says(text);
    expect(await thrownBy(ask())).toMatchObject({ code: "MODEL_ANSWER_INCOMPLETE", retryable: false });
  });

  it("takes an answer that hit the limit for none", async () => {
    server.runsOutOfTokens();
    expect(await thrownBy(ask())).toMatchObject({ code: "MODEL_ANSWER_INCOMPLETE", retryable: false });
  });

  it.each([408, 429, 500, 502, 503])("is unavailable at status %i", async (status) => {
    server.fails(status);
    expect(await thrownBy(ask())).toMatchObject({ code: "MODEL_UNAVAILABLE", retryable: true, details: { status } });
  });

  it.each([400, 401, 403, 404])("is misconfigured at status %i, and says what the server said", async (status) => {
    server.fails(status);
    const error = await thrownBy(ask());
    expect(error).toMatchObject({ code: "MODEL_MISCONFIGURED", retryable: false, details: { status } });
    expect(error.message).toContain(`failure ${status}`);
  });

  it.each([
    [200, "MODEL_ANSWER_INCOMPLETE"],
    [403, "MODEL_MISCONFIGURED"],
    [502, "MODEL_UNAVAILABLE"],
  ])("judges a page by its status, %i", async (status, code) => {
    server.sendsPage(status);
    expect(await thrownBy(ask())).toMatchObject({ code });
  });

  it("prints nothing, whatever comes", async () => {
    const printed = vi.spyOn(console, "log").mockReturnValue(undefined);
    const warned = vi.spyOn(console, "warn").mockReturnValue(undefined);
    try {
      server.sendsPage(502);
      await thrownBy(ask());
      server.cutsOff();
      await thrownBy(ask());
      expect([...printed.mock.calls, ...warned.mock.calls]).toEqual([]);
    } finally {
      printed.mockRestore();
      warned.mockRestore();
    }
  });

  it("takes an answer that is cut off for none", async () => {
    server.cutsOff();
    expect(await thrownBy(ask())).toMatchObject({ code: "MODEL_ANSWER_INCOMPLETE" });
  });

  it("is unavailable where the server hangs up", async () => {
    server.hangsUp();
    expect(await thrownBy(ask())).toMatchObject({ code: "MODEL_UNAVAILABLE", retryable: true });
  });

  it("is unavailable where nothing listens", async () => {
    const answer = server.deadProvider.answer(prompt, { signal: new AbortController().signal });
    const error = await thrownBy(answer);
    expect(error).toMatchObject({ code: "MODEL_UNAVAILABLE", retryable: true });
    expect(error.message).toContain("ECONNREFUSED");
  });

  it("ends with its signal where the server hangs", async () => {
    server.hangs();
    expect(await askAndAbort()).toMatchObject({ code: "MODEL_UNAVAILABLE", retryable: true });
  });

  it("ends with its signal where the server stops in the middle", async () => {
    server.stalls();
    expect(await askAndAbort()).toMatchObject({ code: "MODEL_UNAVAILABLE", retryable: true });
  });

  it("asks nothing once its signal has aborted", async () => {
    expect(await thrownBy(ask(AbortSignal.abort()))).toMatchObject({ code: "MODEL_UNAVAILABLE" });
    expect(server.requestCount()).toBe(0);
  });
});
