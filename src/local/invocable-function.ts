import { setTimeout as waitFor } from "node:timers/promises";
import { createLambdaProcess, type LambdaProcess, type LambdaProcessOptions } from "./lambda-process.ts";

/** What became of an invocation, as Lambda tells it. */
export type Invocation = (
  | { readonly kind: "result"; readonly result: unknown }
  | { readonly kind: "failure"; readonly errorType: string; readonly errorMessage: string }
) & {
  /** The last lines that the function wrote, at most 4 KB. */
  readonly log: string;
};

/** A function that runs when it is first invoked. */
export interface InvocableFunction {
  /** Never rejects. */
  invoke(event: unknown): Promise<Invocation>;
  /** Ends its process, if there is one. */
  stop(): Promise<void>;
}

/** What a process says last may arrive after its end. */
const lastWordsMs = 500;
const longestLogBytes = 4_096;

/** The first line of an error that ended a process, as Node prints it. */
const errorLine = /^(?:Uncaught )?((?:[A-Z]\w*)?(?:Error|Exception)\w*)(?: \[\w+\])?: (.+)$/;

/** Makes a function whose process starts at its first invocation, and is kept for the next ones. */
export function createInvocableFunction(options: Omit<LambdaProcessOptions, "onLine">): InvocableFunction {
  let running: LambdaProcess | null = null;
  let lines: string[] = [];
  let onErrorLine: (() => void) | null = null;

  function start(): LambdaProcess {
    return createLambdaProcess({
      ...options,
      onLine(line) {
        lines = [...lines, line].slice(-100);
        if (errorLine.test(line)) onErrorLine?.();
      },
    });
  }

  /** The line that says why the process ended; null where it says nothing within a moment. */
  async function lastWords(): Promise<RegExpExecArray | null> {
    const { promise, resolve } = Promise.withResolvers<void>();
    onErrorLine = resolve;
    if (!lines.some((line) => errorLine.test(line))) await Promise.race([promise, waitFor(lastWordsMs)]);
    return errorLine.exec(lines.findLast((line) => errorLine.test(line)) ?? "");
  }

  return {
    async invoke(event) {
      running ??= start();
      lines = [];
      try {
        const result = await running.invoke(event);
        return { kind: "result", result, log: tail(lines) };
      } catch (error) {
        const told = error instanceof Error ? error.message : String(error);
        const known: unknown = Reflect.get(Object(error), "errorType");
        const [, type = "Runtime.ExitError", words = told] =
          typeof known === "string"
            ? ["", known]
            : told.includes(" ended (")
              ? ((await lastWords()) ?? [])
              : ["", "Error"];
        return { kind: "failure", errorType: type, errorMessage: words, log: tail(lines) };
      }
    },
    async stop() {
      await running?.stop();
    },
  };
}

function tail(lines: readonly string[]): string {
  return Buffer.from(lines.map((line) => `${line}\n`).join(""))
    .subarray(-longestLogBytes)
    .toString();
}
