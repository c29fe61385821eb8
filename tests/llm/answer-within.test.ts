import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { answerWithin } from "../../src/llm/answer-within.ts";
import type { ModelAnswer, ModelProvider } from "../../src/llm/model-provider.ts";
import { thrownBy } from "../support/thrown-by.ts";

const prompt = { system: "", user: "BTC-USD?" };
const answer: ModelAnswer = { text: "BTC-USD is rising.", model: "m", usage: { inputTokens: 1, outputTokens: 2 } };
const providerOf = (respond: ModelProvider["answer"]): ModelProvider => ({ name: "p", model: "m", answer: respond });
const bounds = (shareMs: number, signal = new AbortController().signal) => ({ signal, shareMs });

describe("answerWithin", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("gives the answer and leaves no timer and no listener behind", async () => {
    const { signal } = new AbortController();
    expect(
      await answerWithin(
        providerOf(async () => answer),
        prompt,
        bounds(100, signal),
      ),
    ).toBe(answer);
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("gives up a provider that heeds no signal, and aborts its signal", async () => {
    let given: AbortSignal | undefined;
    const deaf = providerOf((_, options) => {
      given = options.signal;
      return new Promise(() => undefined);
    });
    const error = thrownBy(answerWithin(deaf, prompt, bounds(100)));
    await vi.advanceTimersByTimeAsync(99);
    expect(given?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await error).toMatchObject({ code: "MODEL_UNAVAILABLE", message: "No answer within 100 ms" });
    expect(given?.aborted).toBe(true);
  });

  it("gives up at once when the caller does", async () => {
    const controller = new AbortController();
    const deaf = providerOf(() => new Promise(() => undefined));
    const error = thrownBy(answerWithin(deaf, prompt, bounds(100, controller.signal)));
    const reason = new Error("Ctrl-C");
    controller.abort(reason);
    expect(await error).toMatchObject({ code: "MODEL_UNAVAILABLE", message: "No answer before the time was up" });
    expect((await error).cause).toBe(reason);
  });

  it.each([
    ["a late answer", () => Promise.resolve(answer)],
    ["a late failure", () => Promise.reject(new Error("late"))],
  ])("ignores %s", async (_, late) => {
    const unhandled = vi.fn<(reason: unknown) => void>();
    process.on("unhandledRejection", unhandled);
    try {
      const slow = providerOf(async () => {
        await new Promise((resolve) => {
          setTimeout(resolve, 500);
        });
        return late();
      });
      const error = thrownBy(answerWithin(slow, prompt, bounds(100)));
      await vi.advanceTimersByTimeAsync(500);
      expect(await error).toMatchObject({ message: "No answer within 100 ms" });
      vi.useRealTimers();
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      expect(unhandled).not.toHaveBeenCalled();
    } finally {
      process.off("unhandledRejection", unhandled);
    }
  });

  it("passes on what the provider throws, at once too", async () => {
    const failure = new Error("bug");
    const throwing = providerOf(() => {
      throw failure;
    });
    await expect(answerWithin(throwing, prompt, bounds(100))).rejects.toBe(failure);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("takes a share that no timer can count", async () => {
    const controller = new AbortController();
    const deaf = providerOf(() => new Promise(() => undefined));
    const error = thrownBy(answerWithin(deaf, prompt, bounds(Number.POSITIVE_INFINITY, controller.signal)));
    await vi.advanceTimersByTimeAsync(60_000);
    controller.abort();
    expect(await error).toMatchObject({ message: "No answer before the time was up" });
  });
});
