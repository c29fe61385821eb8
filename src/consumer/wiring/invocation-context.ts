import { createDeadline, type OwnDeadline } from "../../platform/deadline.ts";

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

/** The deadline of an invocation that begins now; to be put away at its end. */
export function deadlineOf(context: InvocationContext, { reserveMs, defaultMs }: InvocationTime): OwnDeadline {
  return createDeadline((context.getRemainingTimeInMillis?.() ?? defaultMs) - reserveMs);
}
