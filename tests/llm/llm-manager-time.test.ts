import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LLMManagerOptions } from "../../src/llm/llm-manager.ts";
import { modelError } from "../../src/llm/model-error.ts";
import type { ModelProvider } from "../../src/llm/model-provider.ts";
import {
  answering,
  answerOf,
  deaf,
  manage,
  misconfigured,
  providerOf,
  type ScriptedProvider,
  unavailable,
  unbounded,
} from "../support/models/scripted-providers.ts";
import { thrownBy } from "../support/thrown-by.ts";

const prompt = { system: "Use only the given figures.", user: "BTC-USD closed at 50100.00." };

/** Milliseconds until each provider's signal aborted, where none of them answers. */
async function sharesOf(
  count: number,
  leftMs: number,
  options: Partial<LLMManagerOptions> = {},
): Promise<readonly (number | undefined)[]> {
  const endsAt = Date.now() + leftMs;
  const shares: number[] = [];
  const providers = Array.from({ length: count }, (_, index) =>
    providerOf(`p${index}`, (_prompt, { signal }) => {
      const startedAt = Date.now();
      signal.addEventListener("abort", () => shares.push(Date.now() - startedAt));
      return new Promise(() => undefined);
    }),
  );
  const { manager } = manage(providers, options);
  const error = thrownBy(manager.generate(prompt, { ...unbounded(), remainingMs: () => endsAt - Date.now() }));
  await vi.advanceTimersByTimeAsync(leftMs);
  expect(await error).toMatchObject({ code: "MODELS_FAILED" });
  return shares;
}

/** Lets a provider fail until it rests. */
async function rested(failing: ScriptedProvider, others: readonly ModelProvider[]) {
  const managed = manage([failing, ...others]);
  for (let request = 0; request < 5; request += 1) {
    await managed.manager.generate(prompt, unbounded()).catch(() => undefined);
  }
  expect(failing.calls()).toBe(5);
  return managed;
}

describe("LLMManager", () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => void vi.useRealTimers());

  describe("shares the time", () => {
    it("among all that are left", async () => {
      expect(await sharesOf(1, 9_000)).toEqual([9_000]);
      expect(await sharesOf(2, 9_000)).toEqual([4_500, 4_500]);
      expect(await sharesOf(3, 9_000)).toEqual([3_000, 3_000, 3_000]);
    });

    it("so that a fast failure leaves the next one all of it", async () => {
      const { manager } = manage([unavailable("first"), deaf("second")]);
      const error = thrownBy(manager.generate(prompt, { ...unbounded(), remainingMs: () => 9_000 }));
      await vi.advanceTimersByTimeAsync(9_000);
      expect((await error).message).toContain("No answer within 9000 ms");
    });

    it("so that a hung provider costs its own share only", async () => {
      const endsAt = Date.now() + 10_000;
      const { manager } = manage([deaf("first"), answering("second")]);
      const generated = manager.generate(prompt, { ...unbounded(), remainingMs: () => endsAt - Date.now() });
      await vi.advanceTimersByTimeAsync(5_000);
      expect(await generated).toMatchObject({
        provider: "second",
        latencyMs: 5_000,
        attempts: [
          {
            provider: "first",
            latencyMs: 5_000,
            error: { code: "MODEL_UNAVAILABLE", message: "No answer within 5000 ms" },
          },
          { provider: "second", latencyMs: 0 },
        ],
      });
    });

    it("of 60 s where the caller does not say how much is left", async () => {
      const { manager } = manage([deaf("first"), answering("second")]);
      const generated = manager.generate(prompt, unbounded());
      await vi.advanceTimersByTimeAsync(30_000);
      expect((await generated).attempts[0]?.latencyMs).toBe(30_000);
    });

    it("but gives none more than an answer may take", async () => {
      expect(await sharesOf(1, 77_000)).toEqual([30_000]);
      expect(await sharesOf(2, 77_000)).toEqual([30_000, 30_000]);
      expect(await sharesOf(1, 77_000, { maxAnswerMs: 20_000 })).toEqual([20_000]);
    });

    it("but gives one that takes longer by nature its own time", async () => {
      const slow = { ...deaf("slow"), maxAnswerMs: 60_000 };
      const { manager } = manage([slow, deaf("second")]);
      const endsAt = Date.now() + 200_000;
      const error = thrownBy(manager.generate(prompt, { ...unbounded(), remainingMs: () => endsAt - Date.now() }));
      await vi.advanceTimersByTimeAsync(90_000);
      expect(await error).toMatchObject({
        details: { attempts: [{ latencyMs: 60_000 }, { latencyMs: 30_000 }] },
      });
    });

    it("and asks nobody once it is up", async () => {
      const first = answering("first");
      const error = await thrownBy(manage([first]).manager.generate(prompt, { ...unbounded(), remainingMs: () => 0 }));
      expect(error).toMatchObject({ code: "MODELS_FAILED", details: { attempts: [] } });
      expect(error.message).toContain("the time was up");
      expect(first.calls()).toBe(0);
    });
  });

  describe("rests a provider", () => {
    it.each([
      ["is unavailable", unavailable("first"), "MODEL_UNAVAILABLE"],
      ["is misconfigured", misconfigured("first"), "MODEL_MISCONFIGURED"],
    ])("for 30 s that %s 5 times in a row", async (_, failing, code) => {
      const { manager, telemetry } = await rested(failing, [answering("second")]);
      vi.advanceTimersByTime(10_000);
      const generated = await manager.generate(prompt, unbounded());
      expect(failing.calls()).toBe(5);
      expect(generated.attempts).toEqual([
        {
          provider: "first",
          model: "first-model",
          latencyMs: 0,
          skipped: true,
          error: { code, message: "Skipped for another 20000 ms after 5 failures in a row" },
        },
        { provider: "second", model: "second-model", latencyMs: 0 },
      ]);
      expect(telemetry.logLines()).toContainEqual(expect.objectContaining({ event: "provider_skipped" }));
      vi.advanceTimersByTime(20_000);
      await manager.generate(prompt, unbounded());
      expect(failing.calls()).toBe(6);
    });

    it("and gives its share of the time to the others", async () => {
      let hangs = false;
      const second = providerOf("second", () =>
        hangs ? new Promise(() => undefined) : Promise.resolve(answerOf("2")),
      );
      const { manager } = await rested(unavailable("first"), [second, answering("third")]);
      hangs = true;
      const endsAt = Date.now() + 10_000;
      const generated = manager.generate(prompt, { ...unbounded(), remainingMs: () => endsAt - Date.now() });
      await vi.advanceTimersByTimeAsync(5_000);
      expect(await generated).toMatchObject({ provider: "third", latencyMs: 5_000 });
    });

    it("though no other is left", async () => {
      const first = unavailable("first");
      const { manager } = await rested(first, []);
      expect(await thrownBy(manager.generate(prompt, unbounded()))).toMatchObject({
        code: "MODELS_FAILED",
        details: { attempts: [{ provider: "first", skipped: true }] },
      });
      expect(first.calls()).toBe(5);
    });

    it("no more once it has answered", async () => {
      let down = true;
      const first = providerOf("first", () =>
        down ? Promise.reject(modelError("MODEL_UNAVAILABLE", "down")) : Promise.resolve(answerOf("back")),
      );
      const { manager } = await rested(first, []);
      vi.advanceTimersByTime(30_000);
      down = false;
      expect((await manager.generate(prompt, unbounded())).text).toBe("back");
      down = true;
      await thrownBy(manager.generate(prompt, unbounded()));
      expect(first.calls()).toBe(8);
    });

    it("by its own clock and limits where it is given some", async () => {
      let now = 0;
      const first = unavailable("first");
      const { manager } = manage([first], { clock: () => now, breaker: { failureLimit: 1, restMs: 10 } });
      await thrownBy(manager.generate(prompt, unbounded()));
      await thrownBy(manager.generate(prompt, unbounded()));
      expect(first.calls()).toBe(1);
      now = 10;
      await thrownBy(manager.generate(prompt, unbounded()));
      expect(first.calls()).toBe(2);
    });
  });
});
