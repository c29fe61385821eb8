import { describe, expect, it } from "vitest";
import { billedOf, type Budget, type CallTokens, mostInputTokens } from "../../src/llm/budget.ts";
import { modelError } from "../../src/llm/model-error.ts";
import { answering, manage, providerOf, unavailable, unbounded } from "../support/models/scripted-providers.ts";
import { thrownBy } from "../support/thrown-by.ts";

const prompt = { system: "Use only the given figures.", user: "BTC-USD closed at 50100.00." };

/** A budget with room for the calls of these providers, which notes what is reserved and settled. */
function budgetFor(...allowed: readonly string[]) {
  const reserved: (readonly [provider: string, most: CallTokens])[] = [];
  const settled: CallTokens[] = [];
  const budget: Budget = {
    async reserve({ provider, most }) {
      if (!allowed.includes(provider)) return null;
      reserved.push([provider, most]);
      return { settle: async (taken) => void settled.push(taken) };
    },
  };
  return { budget, reserved, settled };
}

describe("a manager with a budget", () => {
  it("reserves the most that a call can take, and settles what it took", async () => {
    const { budget, reserved, settled } = budgetFor("first");
    const first = { ...answering("first"), settings: { maxOutputTokens: 300 } };
    await manage([first], { budget }).manager.generate(prompt, unbounded());
    expect(reserved).toEqual([["first", { inputTokens: mostInputTokens(prompt), outputTokens: 300 }]]);
    expect(settled).toEqual([{ inputTokens: 226, outputTokens: 82 }]);
  });

  it("asks the next provider where there is no room for the first, whose rest it does not change", async () => {
    const { budget } = budgetFor("second");
    const first = answering("first");
    const { manager, telemetry } = manage([first, answering("second")], { budget, breaker: { failureLimit: 1 } });
    for (let time = 1; time <= 3; time += 1) {
      const { text, attempts } = await manager.generate(prompt, unbounded());
      expect(text).toBe("second answers");
      expect(attempts[0]).toMatchObject({ provider: "first", skipped: true, error: { code: "DAILY_LIMIT_REACHED" } });
    }
    expect(first.calls()).toBe(0);
    expect(telemetry.recorded.filter(([name]) => name === "DailyLimitReached")).toHaveLength(3);
    expect(telemetry.recorded.filter(([name]) => name === "ProviderFailures")).toEqual([]);
  });

  it("says that the limit is why none was asked", async () => {
    const { manager } = manage([answering("first")], { budget: budgetFor().budget });
    expect(await thrownBy(manager.generate(prompt, unbounded()))).toMatchObject({
      code: "DAILY_LIMIT_REACHED",
      details: { attempts: [{ provider: "first", skipped: true }] },
    });
  });

  it("asks no model where it can't be known what is left", async () => {
    const first = answering("first");
    const budget: Budget = { reserve: () => Promise.reject(new Error("The table is gone")) };
    const error = await thrownBy(manage([first], { budget }).manager.generate(prompt, unbounded()));
    expect(error).toMatchObject({ code: "MODELS_FAILED" });
    expect(first.calls()).toBe(0);
  });

  it("gives the text although what it took could not be settled", async () => {
    const budget: Budget = {
      reserve: async () => ({ settle: () => Promise.reject(new Error("The table is gone")) }),
    };
    const { manager, telemetry } = manage([answering("first")], { budget });
    expect(await manager.generate(prompt, unbounded())).toMatchObject({ text: "first answers" });
    expect(telemetry.logText()).toContain("model_call_not_settled");
  });

  it("settles nothing for a call that was refused, and all for one that may have been billed", async () => {
    const { budget, reserved, settled } = budgetFor("first", "second");
    const cutOff = providerOf("second", () => Promise.reject(modelError("MODEL_ANSWER_INCOMPLETE", "It is cut off")));
    await thrownBy(manage([unavailable("first"), cutOff], { budget }).manager.generate(prompt, unbounded()));
    expect(settled.slice(0, 2)).toEqual([{ inputTokens: 0, outputTokens: 0 }, reserved[1]?.[1]]);
  });
});

describe("what a failed call was billed for", () => {
  const usage = { inputTokens: 5, outputTokens: 6 };
  const none = { inputTokens: 0, outputTokens: 0 };
  const unknown = { inputTokens: null, outputTokens: null };
  const reset = Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
  const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
  it.each([
    ["says how much", modelError("MODEL_ANSWER_INCOMPLETE", "", { details: { usage } }), false, usage],
    ["was throttled", modelError("MODEL_UNAVAILABLE", "", { details: { status: 429 } }), false, none],
    ["was given up while it went on", modelError("MODEL_UNAVAILABLE", ""), true, unknown],
    ["lost its connection", modelError("MODEL_UNAVAILABLE", "", { cause: reset }), false, unknown],
    ["found nobody", modelError("MODEL_UNAVAILABLE", "", { cause: refused }), false, none],
    ["had a dead key", modelError("MODEL_MISCONFIGURED", "", { details: { status: 403 } }), false, none],
    ["was withheld", modelError("MODEL_REFUSED", ""), false, unknown],
  ])("is known of one that %s", (_, error, isTimeUp, expected) => {
    expect(billedOf(error, isTimeUp)).toEqual(expected);
  });
});
