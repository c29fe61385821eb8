import { createDeadline, type Deadline, type DeadlineClock } from "../../platform/deadline.ts";
import { isServiceError } from "../../platform/errors.ts";
import { fail, type Finding, type Outcome, type Work } from "./check.ts";

/** Whoever waits at a terminal does so at most this long for one check. */
const maxCheckMs = 10_000;

/** What bounds a check. */
export interface CheckBounds {
  /** Milliseconds. Default 10000. */
  readonly timeoutMs?: number | undefined;
  /** Ends it early. */
  readonly signal?: AbortSignal | undefined;
  /** Default: the system's. */
  readonly clock?: DeadlineClock | undefined;
}

/**
 * Runs one check to its end or its deadline, whichever comes first. What it throws becomes a finding, so that no check stops
 * another.
 */
export async function runCheck<T>(
  work: (deadline: Deadline) => Work<T>,
  { timeoutMs = maxCheckMs, signal, clock }: CheckBounds = {},
): Promise<Outcome<T>> {
  using deadline = createDeadline(timeoutMs, clock, signal);
  const expired = Promise.withResolvers<never>();
  const expire = (): void => expired.reject(new DOMException("The time was up", "TimeoutError"));
  deadline.signal.addEventListener("abort", expire, { once: true });
  if (deadline.signal.aborted) expire();
  try {
    const given = await Promise.race([work(deadline), expired.promise]);
    return "findings" in given ? given : { findings: given, value: null };
  } catch (error) {
    return { findings: [unforeseen(error, deadline, timeoutMs)], value: null };
  } finally {
    deadline.signal.removeEventListener("abort", expire);
  }
}

function unforeseen(error: unknown, { signal }: Deadline, timeoutMs: number): Finding {
  if (signal.aborted) {
    const fix = "try again; if it stays so, see whether something between here and there swallows the connection";
    return fail(`no answer within ${timeoutMs / 1_000} s`, fix);
  }
  const { name, message } = error instanceof Error ? error : { name: typeof error, message: String(error) };
  const what = isServiceError(error) ? error.code : name;
  // Not cut: a secret that is cut is not known any more to who blanks it.
  return fail(`${what}: ${message.split("\n")[0] ?? ""}`, "this was not foreseen: see the message");
}
