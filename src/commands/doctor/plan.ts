import type { Deadline } from "../../platform/deadline.ts";
import { type CheckResult, type Outcome, skipWithout, type Work } from "./check.ts";
import { type CheckBounds, runCheck } from "./run-check.ts";

/** A check that is under way. */
export interface Planned<T> {
  readonly name: string;
  /** Never rejects. */
  readonly outcome: Promise<Outcome<T>>;
}

/** Checks that run side by side, each as soon as what it needs is there. */
export interface Plan {
  /** Begins a check at once. Where it fails as `like` did, word for word, that is not given twice: it is skipped. */
  add<T>(name: string, work: (deadline: Deadline) => Work<T>, like?: Planned<unknown>): Planned<T>;
  /**
   * Begins a check once another has given its value; without one it is skipped.
   *
   * @param timeoutMs milliseconds; default the plan's.
   */
  after<A, B>(
    name: string,
    needed: Planned<A>,
    work: (value: A, deadline: Deadline) => Work<B>,
    timeoutMs?: number,
  ): Planned<B>;
  /** The findings, check by check in the order in which they were planned. */
  results(): AsyncIterable<CheckResult>;
}

/** Makes an empty plan. */
export function createPlan(bounds: CheckBounds = {}): Plan {
  const planned: Planned<unknown>[] = [];

  function keep<T>(name: string, outcome: Promise<Outcome<T>>): Planned<T> {
    const step = { name, outcome };
    planned.push(step);
    return step;
  }

  return {
    add(name, work, like) {
      const running = runCheck(work, bounds);
      return keep(name, like === undefined ? running : unlessLike(running, like));
    },
    after(name, needed, work, timeoutMs = bounds.timeoutMs) {
      return keep(
        name,
        needed.outcome.then(async ({ value }) =>
          value === null
            ? { findings: [skipWithout(needed.name)], value: null }
            : await runCheck((deadline) => work(value, deadline), { ...bounds, timeoutMs }),
        ),
      );
    },
    async *results() {
      for (const { name, outcome } of planned) {
        for (const finding of (await outcome).findings) yield { check: name, ...finding };
      }
    },
  };
}

async function unlessLike<T>(running: Promise<Outcome<T>>, like: Planned<unknown>): Promise<Outcome<T>> {
  const [own, first] = await Promise.all([running, like.outcome]);
  const isSame =
    own.value === null && first.value === null && JSON.stringify(own.findings) === JSON.stringify(first.findings);
  return isSame ? { findings: [skipWithout(like.name, `it fails as ${like.name} does`)], value: null } : own;
}
