import type { Metrics } from "../metrics.ts";

type Step<I, O> = (args: I) => Promise<O>;

/** What an AWS client's stack takes: it is shown to each kind of client alike. */
interface Plugin {
  applyToStack(stack: {
    add<I, O>(
      middleware: (next: Step<I, O>) => Step<I, O>,
      options: { readonly step: "deserialize"; readonly priority: "high"; readonly name: string },
    ): void;
  }): void;
}

/** Names by which AWS says that it is asked too often; such an answer may have the status 400. */
const throttled = /Throttl|ThroughputExceeded|RequestLimitExceeded|SlowDown/;

/**
 * Makes a plugin for an AWS client that counts each try which failed for the server's or the network's sake, also one that
 * the client's own next try mends. A refusal, such as an unmet condition, is an answer.
 */
export function countFailedTries(upstream: "dynamodb" | "s3", metrics: Metrics): Plugin {
  return {
    applyToStack(stack) {
      // The outermost of the steps within a try.
      const options = { step: "deserialize", priority: "high", name: "countFailedTries" } as const;
      stack.add(
        (next) => async (args) => {
          try {
            return await next(args);
          } catch (error) {
            if (isFailure(error)) metrics.record("UpstreamFailures", 1, { upstream });
            throw error;
          }
        },
        options,
      );
    },
  };
}

function isFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  const status: unknown = Reflect.get(Object(Reflect.get(error, "$metadata")), "httpStatusCode");
  return typeof status !== "number" || status >= 500 || status === 429 || throttled.test(error.name);
}
