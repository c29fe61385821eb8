import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { modelError } from "../../src/llm/model-error.ts";
import type { ModelAnswer } from "../../src/llm/model-provider.ts";
import { captureTelemetry } from "../support/captured-telemetry.ts";
import {
  answering,
  answerOf,
  deaf,
  manage,
  misconfigured,
  providerOf,
  refusing,
  unavailable,
  unbounded,
} from "../support/models/scripted-providers.ts";
import { thrownBy } from "../support/thrown-by.ts";

const prompt = { system: "Use only the given figures.", user: "BTC-USD closed at 50100.00." };
const usage = { inputTokens: 226, outputTokens: 82 };

/** A provider that takes 40 ms. */
const slow = (name: string, respond: () => Promise<ModelAnswer>) =>
  providerOf(name, async () => {
    vi.advanceTimersByTime(40);
    return respond();
  });

describe("LLMManager", () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => void vi.useRealTimers());

  it("makes no call before the first prompt", () => {
    const first = answering("first");
    manage([first]);
    expect(first.calls()).toBe(0);
  });

  it("gives the first provider's text and asks no other", async () => {
    const second = answering("second");
    const { manager, telemetry } = manage([answering("first"), second]);
    expect(await manager.generate(prompt, unbounded())).toEqual({
      text: "first answers",
      provider: "first",
      model: "as-served",
      usage,
      latencyMs: 0,
      attempts: [{ provider: "first", model: "first-model", latencyMs: 0 }],
    });
    expect(second.calls()).toBe(0);
    const dimensions = { provider: "first", model: "first-model" };
    expect(telemetry.recorded).toEqual([
      ["ModelLatency", 0, dimensions],
      ["ModelInputTokens", 226, dimensions],
      ["ModelOutputTokens", 82, dimensions],
    ]);
  });

  it("hands the prompt on as it is", async () => {
    const given: unknown[] = [];
    const provider = providerOf("first", async (received) => {
      given.push(received);
      return answerOf("text");
    });
    await manage([provider]).manager.generate(prompt, unbounded());
    expect(given).toEqual([prompt]);
  });

  it("records no tokens that nobody counted", async () => {
    const silent = providerOf("first", async () => ({
      ...answerOf("text"),
      usage: { inputTokens: null, outputTokens: null },
    }));
    const { manager, telemetry } = manage([silent]);
    await manager.generate(prompt, unbounded());
    expect(telemetry.recorded.map(([name]) => name)).toEqual(["ModelLatency"]);
  });

  it("measures the answer by itself and the text with its failed attempts", async () => {
    const first = slow("first", () => Promise.reject(modelError("MODEL_UNAVAILABLE", "down")));
    const second = slow("second", async () => answerOf("text"));
    const { manager, telemetry } = manage([first, second]);
    const generated = await manager.generate(prompt, unbounded());
    expect(generated.latencyMs).toBe(80);
    expect(generated.attempts.map(({ latencyMs }) => latencyMs)).toEqual([40, 40]);
    expect(telemetry.recorded).toContainEqual(["ModelLatency", 40, { provider: "second", model: "second-model" }]);
  });

  describe("where a provider fails", () => {
    it("takes the next one's text and keeps the cause", async () => {
      const { manager, telemetry } = manage([unavailable("first"), answering("second")]);
      expect(await manager.generate(prompt, unbounded())).toMatchObject({
        text: "second answers",
        provider: "second",
        attempts: [
          { provider: "first", error: { code: "MODEL_UNAVAILABLE", message: "first is down" } },
          { provider: "second", model: "second-model" },
        ],
      });
      expect(telemetry.recorded).toContainEqual(["Failovers", 1, {}]);
      expect(telemetry.recorded).toContainEqual(["ProviderFailures", 1, { provider: "first", model: "first-model" }]);
      expect(telemetry.logLines()).toContainEqual(
        expect.objectContaining({ level: "warn", event: "provider_failed", provider: "first" }),
      );
    });

    it("rings a bell for a configuration although the next one answers", async () => {
      const { manager, telemetry } = manage([misconfigured("first"), answering("second")]);
      expect((await manager.generate(prompt, unbounded())).provider).toBe("second");
      expect(telemetry.logLines()).toContainEqual(
        expect.objectContaining({
          level: "error",
          event: "provider_misconfigured",
          error: expect.objectContaining({ code: "MODEL_MISCONFIGURED", message: "first has a dead key" }),
        }),
      );
      const names = telemetry.recorded.map(([name]) => name);
      expect(names).toContain("ProviderMisconfigured");
      expect(names).toContain("Failovers");
      expect(names).not.toContain("ProviderFailures");
    });

    it("goes on after an error that nobody foresaw", async () => {
      const broken = providerOf("first", () => {
        throw new TypeError("undefined is not a function");
      });
      const generated = await manage([broken, answering("second")]).manager.generate(prompt, unbounded());
      expect(generated.attempts[0]?.error).toEqual({ code: "INTERNAL", message: "undefined is not a function" });
    });

    it("fails with every cause where none is left", async () => {
      const { manager, telemetry } = manage([misconfigured("first"), refusing("second")]);
      const error = await thrownBy(manager.generate(prompt, unbounded()));
      expect(error).toMatchObject({
        code: "MODELS_FAILED",
        retryable: false,
        details: {
          attempts: [
            { provider: "first", error: { code: "MODEL_MISCONFIGURED" } },
            { provider: "second", error: { code: "MODEL_REFUSED" } },
          ],
        },
      });
      expect(error.message).toBe(
        "No model answered (first: MODEL_MISCONFIGURED, first has a dead key; second: MODEL_REFUSED, second refuses)",
      );
      expect(telemetry.recorded.map(([name]) => name)).not.toContain("Failovers");
    });

    it("writes to the request's own logger", async () => {
      const { manager, telemetry } = manage([refusing("first")]);
      const own = captureTelemetry();
      await thrownBy(manager.generate(prompt, { ...unbounded(), logger: own.logger.child({ correlation_id: "abc" }) }));
      expect(own.logLines()).toEqual([expect.objectContaining({ event: "provider_failed", correlation_id: "abc" })]);
      expect(telemetry.logLines()).toEqual([]);
    });
  });

  it("says that none is configured where there is no provider, and that nothing failed", async () => {
    const error = await thrownBy(manage([]).manager.generate(prompt, unbounded()));
    expect(error).toMatchObject({ code: "MODEL_NOT_CONFIGURED", retryable: false, details: { attempts: [] } });
    expect(error.message).toContain("none is configured");
  });

  describe("heeds the caller's signal", () => {
    it("by asking nobody where it has aborted", async () => {
      const first = answering("first");
      const error = await thrownBy(manage([first]).manager.generate(prompt, { signal: AbortSignal.abort() }));
      expect(error).toMatchObject({ code: "MODELS_FAILED", retryable: false, details: { attempts: [] } });
      expect(first.calls()).toBe(0);
    });

    it("by asking no further provider when it aborts", async () => {
      const second = answering("second");
      const controller = new AbortController();
      const { manager } = manage([deaf("first"), second]);
      const error = thrownBy(manager.generate(prompt, { signal: controller.signal }));
      controller.abort(new DOMException("The time is up", "TimeoutError"));
      expect(await error).toMatchObject({ code: "MODELS_FAILED", details: { attempts: [{ provider: "first" }] } });
      expect(second.calls()).toBe(0);
    });

    it("and blames a provider that let the time run out, not one that was cancelled", async () => {
      const { manager, telemetry } = manage([deaf("first")]);
      const cancel = async (reason: unknown) => {
        const controller = new AbortController();
        const error = thrownBy(manager.generate(prompt, { signal: controller.signal }));
        controller.abort(reason);
        await error;
        return telemetry.recorded.length;
      };
      expect(await cancel(new Error("Ctrl-C"))).toBe(0);
      expect(await cancel(new DOMException("The time is up", "TimeoutError"))).toBe(1);
    });
  });
});
