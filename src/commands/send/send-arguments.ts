import { randomUUID } from "node:crypto";
import { parsePayload, type Payload } from "../../consumer/events/payload.ts";
import { isServiceError } from "../../platform/errors.ts";
import { promptNames } from "../../prompts/registry.ts";
import { type OperatorTarget, readOperatorTarget, targetOptions, targetUsage } from "../kit/operator-target.ts";
import { parseCommandLine, UsageError } from "../kit/parse-command-line.ts";

/** The command line of `npm run send`, checked. */
export interface SendArguments {
  readonly target: OperatorTarget;
  /** One for each product, in the order given. */
  readonly payloads: readonly Payload[];
  readonly json: boolean;
}

export const sendUsage = `Usage: npm run send -- PRODUCT_ID ... --stage NAME [options]

Puts a request for each product on the queue of a deployment, and does not wait for the answer.

${targetUsage}
  --prompt NAME          ${promptNames.join(", ")}. Default trend_analysis
  --channel NAME         the Assistant's channel. Default: the deployment's
  --correlation-id ID    default: one is made for each product. The same id, product, prompt and channel are answered once
  --json                 one JSON object per message on standard output
  --help                 this text`;

/**
 * Reads the command line.
 *
 * @returns null where help is asked for.
 * @throws UsageError that says what is wrong and what is allowed.
 */
export function readSendArguments(argv: readonly string[], newId: () => string = randomUUID): SendArguments | null {
  const { values, positionals } = parseCommandLine(argv, {
    ...targetOptions,
    prompt: { type: "string" },
    channel: { type: "string" },
    "correlation-id": { type: "string" },
    json: { type: "boolean" },
  });
  if (values.help === true) return null;
  if (positionals.length === 0) throw new UsageError("A product id is missing, such as BTC-USD");
  const problems = new Set<string>();
  const payloads = positionals.flatMap((productId) => {
    const request = {
      correlation_id: values["correlation-id"] ?? `send-${newId()}`,
      product_id: productId,
      prompt: values.prompt ?? "trend_analysis",
      ...(values.channel === undefined ? {} : { channel: values.channel }),
    };
    try {
      return [parsePayload(request)];
    } catch (error) {
      if (!isServiceError(error, "PAYLOAD_INVALID")) throw error;
      for (const problem of error.details.problems ?? [error.message]) problems.add(problem);
      return [];
    }
  });
  if (problems.size > 0) throw new UsageError([...problems].join(". "));
  return { target: readOperatorTarget(values), payloads, json: values.json ?? false };
}
