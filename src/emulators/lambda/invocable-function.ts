import type { LambdaCode } from "./lambda-code.ts";
import { LambdaError } from "./lambda-error.ts";
import { createLambdaProcess, type LambdaProcess, type LambdaProcessOptions } from "./lambda-process.ts";

/** What became of an invocation, as Lambda tells it. */
export type Invocation = (
  | { readonly kind: "result"; readonly result: unknown }
  | { readonly kind: "failure"; readonly errorType: string; readonly errorMessage: string }
) & {
  /** The last lines that the function wrote, at most 4 KB. */
  readonly log: string;
};

/** A function that runs when it is invoked. */
export interface InvocableFunction {
  /** Never rejects. */
  invoke(event: unknown): Promise<Invocation>;
  /** Ends the processes of invocations that are under way. */
  stop(): Promise<void>;
}

const maxLogBytes = 4_096;

/** How an invocable function is run. */
export interface InvocableFunctionOptions extends Omit<LambdaProcessOptions, "code" | "onLine"> {
  /** Gives the function's code; asked before the first invocation, and never again. */
  readonly code: () => Promise<LambdaCode>;
}

/** Makes a function each of whose invocations is a cold start, in a process of its own that ends with it. */
export function createInvocableFunction({ code, ...options }: InvocableFunctionOptions): InvocableFunction {
  const running = new Set<LambdaProcess>();
  let loading: Promise<LambdaCode> | null = null;
  return {
    async invoke(event) {
      const lines: string[] = [];
      let lambda: LambdaProcess | null = null;
      try {
        loading ??= code();
        lambda = createLambdaProcess({ ...options, code: await loading, onLine: (line) => lines.push(line) });
        running.add(lambda);
        const result = await lambda.invoke(event);
        return { kind: "result", result, log: tail(lines) };
      } catch (error) {
        return { kind: "failure", ...failureOf(error), log: tail(lines) };
      } finally {
        await lambda?.stop();
        if (lambda !== null) running.delete(lambda);
      }
    },
    async stop() {
      await Promise.all([...running].map((lambda) => lambda.stop()));
    },
  };
}

/** A failure as Lambda tells it; a process that ended by itself has no words of its own. */
function failureOf(error: unknown): { readonly errorType: string; readonly errorMessage: string } {
  if (error instanceof LambdaError) return { errorType: error.errorType, errorMessage: error.errorMessage };
  const errorMessage = error instanceof Error ? error.message : String(error);
  return { errorType: errorMessage.includes(" ended (") ? "Runtime.ExitError" : "Error", errorMessage };
}

function tail(lines: readonly string[]): string {
  return Buffer.from(lines.map((line) => `${line}\n`).join(""))
    .subarray(-maxLogBytes)
    .toString();
}
