import type { Deadline } from "../../platform/deadline.ts";
import { ServiceError } from "../../platform/errors.ts";

/**
 * The outcome of work, or ServiceError `DEADLINE_EXCEEDED` at its deadline: work that ignores it is left behind, so that
 * what became of it can still be reported in time.
 */
export async function endingWith<T>(deadline: Deadline, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = (): void =>
    reject(new ServiceError("DEADLINE_EXCEEDED", "The time was up before the request was done", { retryable: true }));
  if (deadline.signal.aborted) onAbort();
  deadline.signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    deadline.signal.removeEventListener("abort", onAbort);
    // Whatever it still ends with has no listener any more.
    work.catch(() => undefined);
  }
}
