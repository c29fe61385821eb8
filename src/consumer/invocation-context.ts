import { createDeadline, type Deadline } from "../platform/deadline.ts";

/** What of Lambda's context is used. */
export interface InvocationContext {
  readonly awsRequestId?: string;
  getRemainingTimeInMillis?(): number;
}

/** How an invocation's time is cut. */
export interface InvocationTime {
  /** Kept back: a function that is killed at its limit reports nothing. */
  readonly reserveMs: number;
  /** Without a context (a test, a console) an invocation may take this long. */
  readonly defaultMs: number;
}

/** The deadline of an invocation that begins now. */
export function deadlineOf(context: InvocationContext, { reserveMs, defaultMs }: InvocationTime): Deadline {
  return createDeadline((context.getRemainingTimeInMillis?.() ?? defaultMs) - reserveMs);
}
