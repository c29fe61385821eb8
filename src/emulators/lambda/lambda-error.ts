import type { ReportedError } from "./runtime-error.mjs";

/** Where a function failed: while it was loaded, or while it handled an event. */
export type LambdaPhase = "init" | "invoke";

/** A function's own failure, in the words of Lambda's runtime. */
export class LambdaError extends Error {
  override readonly name = "LambdaError";
  readonly phase: LambdaPhase;
  /** `Runtime.ImportModuleError` and its kin, or the name of the error that the function threw. */
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];

  constructor(phase: LambdaPhase, { errorType, errorMessage, trace }: ReportedError) {
    super(phase === "init" ? `The function does not start: ${errorType}: ${errorMessage}` : errorMessage);
    this.phase = phase;
    this.errorType = errorType;
    this.errorMessage = errorMessage;
    this.errorMessage = errorMessage;
    this.trace = trace;
  }
}
