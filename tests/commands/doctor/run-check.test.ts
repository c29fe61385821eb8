import { describe, expect, it } from "vitest";
import { ok } from "../../../src/commands/doctor/check.ts";
import { createPlan } from "../../../src/commands/doctor/plan.ts";
import { runCheck } from "../../../src/commands/doctor/run-check.ts";
import { ServiceError } from "../../../src/platform/errors.ts";
import { createTurnedClock } from "../../support/turned-clock.ts";

const never = (): Promise<never> => Promise.withResolvers<never>().promise;

describe("a check", () => {
  it("gives findings alone, or with a value", async () => {
    expect(await runCheck(async () => [ok("it is")])).toEqual({ findings: [ok("it is")], value: null });
    const given = { findings: [ok("it is")], value: 7 };
    expect(await runCheck(async () => given)).toBe(given);
  });

  it("is a failure where it throws", async () => {
    const { findings } = await runCheck(async () => {
      throw new ServiceError("INTERNAL", "it broke\nand more");
    });
    expect(findings).toMatchObject([{ status: "FAIL", detail: "INTERNAL: it broke" }]);
    const { findings: others } = await runCheck(() => Promise.reject(new TypeError("it broke")));
    expect(others).toMatchObject([{ status: "FAIL", detail: "TypeError: it broke" }]);
  });

  it("ends with its time, also where it does not look at its signal", async () => {
    const clock = createTurnedClock(0);
    const checking = runCheck(never, { clock });
    clock.turn(10_000);
    expect((await checking).findings).toMatchObject([{ status: "FAIL", detail: "no answer within 10 s" }]);
  });

  it("ends with whoever asked for it", async () => {
    const { findings } = await runCheck(never, { signal: AbortSignal.abort() });
    expect(findings).toMatchObject([{ status: "FAIL" }]);
  });
});

describe("a plan", () => {
  it("skips what fails as another does, and says what fails in another way", async () => {
    const plan = createPlan();
    const first = plan.add("first", () => Promise.reject(new Error("no")));
    plan.add("same", () => Promise.reject(new Error("no")), first);
    plan.add("other", () => Promise.reject(new Error("not at all")), first);
    plan.add("well", async () => [ok("1")], first);
    const told: unknown[] = [];
    for await (const { check, status, needs } of plan.results()) told.push([check, status, needs]);
    expect(told).toEqual([
      ["first", "FAIL", undefined],
      ["same", "skip", "first"],
      ["other", "FAIL", undefined],
      ["well", "ok", undefined],
    ]);
  });

  it("tells in its own order, goes on past what fails, and skips what needs it", async () => {
    const plan = createPlan();
    const slow = Promise.withResolvers<void>();
    const first = plan.add("first", async () => {
      await slow.promise;
      return { findings: [ok("1")], value: 5 };
    });
    const broken = plan.add("broken", () => Promise.reject(new Error("no")));
    plan.after("needs first", first, async (value) => [ok(String(value))]);
    plan.after("needs broken", broken, async () => [ok("never")]);
    plan.add("last", async () => {
      slow.resolve();
      return [ok("2")];
    });
    const told: string[] = [];
    for await (const { check, status, detail } of plan.results()) told.push(`${check} ${status} ${detail}`);
    expect(told).toEqual([
      "first ok 1",
      "broken FAIL Error: no",
      "needs first ok 5",
      "needs broken skip it needs broken",
      "last ok 2",
    ]);
  });
});
