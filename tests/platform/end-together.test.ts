import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createDeadline, type Deadline } from "../../src/platform/deadline.ts";
import { endTogether } from "../../src/platform/end-together.ts";

/** Hangs until it is ended, and takes a turn to end. */
async function hang({ signal }: Deadline, ended: string[], name: string): Promise<string> {
  await sleep(60_000, undefined, { signal, ref: false }).catch(() => undefined);
  await Promise.resolve();
  ended.push(name);
  throw new Error(`${name} was ended`);
}

describe("endTogether", () => {
  it("gives the results in their order, whichever comes first", async () => {
    using deadline = createDeadline(10_000);
    const second = Promise.withResolvers<string>();
    const works = [async () => await second.promise, async () => (second.resolve("one"), "two")];
    expect(await endTogether(deadline, works)).toEqual(["one", "two"]);
  });

  it("ends the others where one fails, waits for them, and throws the first failure", async () => {
    using deadline = createDeadline(60_000);
    const ended: string[] = [];
    const works = [
      (shared: Deadline) => hang(shared, ended, "first"),
      async () => await Promise.reject(new Error("no such product")),
      (shared: Deadline) => hang(shared.endingEarlier(10).within(50_000), ended, "third"),
    ];
    await expect(endTogether(deadline, works)).rejects.toThrow("no such product");
    expect(ended.toSorted()).toEqual(["first", "third"]);
    expect(deadline.signal.aborted).toBe(false);
  });

  it("ends all with its deadline", async () => {
    const caller = new AbortController();
    using deadline = createDeadline(60_000, undefined, caller.signal);
    const ended: string[] = [];
    const all = endTogether(
      deadline,
      ["a", "b"].map((name) => (shared: Deadline) => hang(shared, ended, name)),
    );
    caller.abort();
    await expect(all).rejects.toThrow(/was ended/);
    expect(ended).toHaveLength(2);
  });

  it("ends at once where its deadline has", async () => {
    using deadline = createDeadline(0);
    const ended: string[] = [];
    const works = ["a", "b"].map((name) => (shared: Deadline) => hang(shared, ended, name));
    await expect(endTogether(deadline, works)).rejects.toThrow(/was ended/);
    expect(ended).toHaveLength(2);
  });

  it("gives a single piece of work the deadline itself", async () => {
    using deadline = createDeadline(10_000);
    expect(await endTogether(deadline, [async (own) => await Promise.resolve(own)])).toEqual([deadline]);
  });
});
