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

/** A function that runs when it is invoked. */
export interface InvocableFunction {
  /** Never rejects. */
  invoke(event: unknown): Promise<Invocation>;
  /** Ends the processes of invocations that are under way. */
  stop(): Promise<void>;
}

/** What a process says last may arrive after its end. */
const lastWordsMs = 500;
const longestLogBytes = 4_096;

/** The first line of an error that ended a process, as Node prints it. */
const errorLine = /^(?:Uncaught )?((?:[A-Z]\w*)?(?:Error|Exception)\w*)(?: \[\w+\])?: (.+)$/;

/** Makes a function each of whose invocations is a cold start, in a process of its own that ends with it. */
export function createInvocableFunction(options: Omit<LambdaProcessOptions, "onLine">): InvocableFunction {
  const running = new Set<LambdaProcess>();
  return {
    async invoke(event) {
      const lines: string[] = [];
      const { promise: errorSeen, resolve: seeError } = Promise.withResolvers<void>();
      const lambda = createLambdaProcess({
        ...options,
        onLine(line) {
          lines.push(line);
          if (errorLine.test(line)) seeError();
        },
      });
      running.add(lambda);
      try {
        const result = await lambda.invoke(event);
        return { kind: "result", result, log: tail(lines) };
      } catch (error) {
        const told = error instanceof Error ? error.message : String(error);
        const [errorType, errorMessage] = typeOf(error) ?? (await lastWords(told, lines, errorSeen));
        return { kind: "failure", errorType, errorMessage, log: tail(lines) };
      } finally {
        await lambda.stop();
        running.delete(lambda);
      }
    },
    async stop() {
      await Promise.all([...running].map((lambda) => lambda.stop()));
    },
  };
}

/** What a failure says of its own type; null where it has none. */
function typeOf(error: unknown): readonly [string, string] | null {
  const type: unknown = Reflect.get(Object(error), "errorType");
  return typeof type === "string" && error instanceof Error ? [type, error.message] : null;
}

/** Why a process ended, by the line that it printed; what it says last may come a moment after its end. */
async function lastWords(
  told: string,
  lines: readonly string[],
  errorSeen: Promise<void>,
): Promise<readonly [string, string]> {
  if (!told.includes(" ended (")) return ["Error", told];
  await Promise.race([errorSeen, waitFor(lastWordsMs, undefined, { ref: false })]);
  const [, type, words] = errorLine.exec(lines.findLast((line) => errorLine.test(line)) ?? "") ?? [];
  return type === undefined || words === undefined ? ["Runtime.ExitError", told] : [type, words];
}

function tail(lines: readonly string[]): string {
  return Buffer.from(lines.map((line) => `${line}\n`).join(""))
    .subarray(-longestLogBytes)
    .toString();
}
