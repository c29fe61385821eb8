import { setImmediate as nextTurn } from "node:timers/promises";
import { vi } from "vitest";

/** Whatever answers in this process has done so many times over by then, on a busy machine as well. */
const turns = 300;

/**
 * Lets timers of exactly `hurriedMs` milliseconds end after some turns of the event loop, until the test has finished. An
 * answer from a server of this process comes before, and silence need not be waited for.
 */
export function hurryTimersOf(hurriedMs: number): void {
  const { setTimeout: start, clearTimeout: clear } = globalThis;
  const pending = new Set<unknown>();
  const setHurried = <T extends unknown[]>(callBack: (...rest: T) => void, ms?: number, ...rest: T): NodeJS.Timeout => {
    const timer = start(callBack, ms, ...rest);
    if (ms === hurriedMs) {
      pending.add(timer);
      void endAfterTurns(timer, () => callBack(...rest));
    }
    return timer;
  };
  async function endAfterTurns(timer: NodeJS.Timeout, callBack: () => void): Promise<void> {
    for (let turn = 0; turn < turns && pending.has(timer); turn += 1) await nextTurn();
    if (!pending.delete(timer)) return;
    clear(timer);
    callBack();
  }
  vi.stubGlobal("setTimeout", Object.assign(setHurried, start));
  vi.stubGlobal("clearTimeout", (timer: NodeJS.Timeout | undefined) => {
    pending.delete(timer);
    clear(timer);
  });
}
