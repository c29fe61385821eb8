import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type ModelErrorCode, modelError } from "../../src/llm/model-error.ts";
import {
  answering,
  answerOf,
  manage,
  misconfigured,
  providerOf,
  unavailable,
  unbounded,
} from "../support/models/scripted-providers.ts";
import { thrownBy } from "../support/thrown-by.ts";

const prompt = { system: "Use only the given figures.", user: "BTC-USD closed at 50100.00." };

/** Fails `times` times, after `latencyMs`, and answers then. */
function failing(
  name: string,
  times: number,
  { code = "MODEL_UNAVAILABLE", latencyMs = 0 }: { readonly code?: ModelErrorCode; readonly latencyMs?: number } = {},
) {
  let failures = 0;
  return providerOf(name, async () => {
    vi.advanceTimersByTime(latencyMs);
    if (failures >= times) return answerOf(`${name} answers`);
    failures += 1;
    throw modelError(code, `${name} fails`);
  });
}

describe("LLMManager, where no provider answers", () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => void vi.useRealTimers());

  it("asks again after a pause, and reports every attempt", async () => {
    const first = failing("first", 1);
    const { manager, telemetry, pausesMs } = manage([first], { random: () => 0.5 });
    const generated = await manager.generate(prompt, unbounded());
    expect(generated).toMatchObject({
      text: "first answers",
      attempts: [{ provider: "first", error: { code: "MODEL_UNAVAILABLE" } }, { provider: "first" }],
    });
    expect(pausesMs).toEqual([500]);
    const metrics = telemetry.recorded.map(([name]) => name);
    expect(metrics).toContain("ProviderFailures");
    expect(metrics).not.toContain("Failovers");
  });

  it("asks no third time, and pauses for 1 s at most", async () => {
    const first = unavailable("first");
    const { manager, pausesMs } = manage([first], { random: () => 0.999_9 });
    const error = await thrownBy(manager.generate(prompt, unbounded()));
    expect(error.message).toBe("No model answered (first: MODEL_UNAVAILABLE, first is down)");
    expect(error.details).toEqual({ attempts: [expect.anything(), expect.anything()] });
    expect(first.calls()).toBe(2);
    expect(pausesMs).toEqual([1_000]);
  });

  it("asks only those whose failure may have passed, in order", async () => {
    const first = failing("first", 2);
    const second = misconfigured("second");
    const third = failing("third", 1);
    const { manager } = manage([first, second, third]);
    const generated = await manager.generate(prompt, unbounded());
    expect(generated.attempts.map(({ provider }) => provider)).toEqual(["first", "second", "third", "first", "third"]);
  });

  it.each(["MODEL_MISCONFIGURED", "MODEL_REFUSED", "MODEL_ANSWER_INCOMPLETE"] as const)(
    "asks nobody again after %s",
    async (code) => {
      const first = failing("first", 1, { code });
      const { manager, pausesMs } = manage([first]);
      expect(await thrownBy(manager.generate(prompt, unbounded()))).toMatchObject({ code: "MODELS_FAILED" });
      expect([first.calls(), pausesMs]).toEqual([1, []]);
    },
  );

  it("asks nobody again who took long to fail", async () => {
    const quick = failing("quick", 1, { latencyMs: 4_999 });
    expect((await manage([quick]).manager.generate(prompt, unbounded())).text).toBe("quick answers");
    const slow = failing("slow", 1, { latencyMs: 5_000 });
    await thrownBy(manage([slow]).manager.generate(prompt, unbounded()));
    expect(slow.calls()).toBe(1);
  });

  it("asks nobody again whose failures have sent it to rest", async () => {
    const first = unavailable("first");
    const { manager } = manage([first], { breaker: { failureLimit: 1 } });
    const error = await thrownBy(manager.generate(prompt, unbounded()));
    expect(first.calls()).toBe(1);
    expect(error.message).toContain("first is down");
  });

  it("does not pause for longer than there is time", async () => {
    const first = failing("first", 1);
    const { manager, pausesMs } = manage([first], { random: () => 0.5 });
    await thrownBy(manager.generate(prompt, { ...unbounded(), remainingMs: () => 500 }));
    expect([first.calls(), pausesMs]).toEqual([1, []]);
  });

  it("ends its pause with the caller's signal", async () => {
    const controller = new AbortController();
    const first = failing("first", 1);
    const sleep = async () => {
      controller.abort();
      controller.signal.throwIfAborted();
    };
    const error = await thrownBy(manage([first], { sleep }).manager.generate(prompt, { signal: controller.signal }));
    expect(error).toMatchObject({ code: "MODELS_FAILED", details: { attempts: [{ provider: "first" }] } });
    expect(first.calls()).toBe(1);
  });

  it("does not pause while another provider is ready", async () => {
    const { manager, pausesMs } = manage([unavailable("first"), answering("second")]);
    expect((await manager.generate(prompt, unbounded())).provider).toBe("second");
    expect(pausesMs).toEqual([]);
  });
});
