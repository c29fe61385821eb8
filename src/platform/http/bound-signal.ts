import { maxTimerMs } from "../clock.ts";

/** A signal for one piece of work. */
export interface BoundSignal {
  readonly signal: AbortSignal;
  /** Whether it was the time that ended the work. */
  readonly isTimeUp: () => boolean;
  /** To be called once the work is done: the signal then ends nothing any more, and keeps no timer and no listener. */
  readonly release: () => void;
}

/** Makes a signal that aborts with `parent` or after `timeoutMs` milliseconds, whichever comes first. */
export function boundSignal(parent: AbortSignal, timeoutMs: number): BoundSignal {
  const controller = new AbortController();
  let timeIsUp = false;
  const end = (): void => {
    timeIsUp = true;
    controller.abort(new DOMException("The time was up", "TimeoutError"));
  };
  const endWithParent = (): void => controller.abort(parent.reason);
  const timer = setTimeout(end, Math.min(Math.max(1, Math.ceil(timeoutMs)), maxTimerMs));
  parent.addEventListener("abort", endWithParent, { once: true });
  if (parent.aborted) endWithParent();
  return {
    signal: controller.signal,
    isTimeUp: () => timeIsUp,
    release() {
      clearTimeout(timer);
      parent.removeEventListener("abort", endWithParent);
    },
  };
}
