import { randomUUID } from "node:crypto";
import { parsePayload, type Payload } from "../../consumer/events/payload.ts";
import { isServiceError } from "../../platform/errors.ts";
import { promptNames } from "../../prompts/registry.ts";
import type { CommandHelp } from "../kit/command.ts";
import { type OperatorTarget, readOperatorTarget, targetOptions } from "../kit/operator-target.ts";
import { type OptionTable, parseCommandLine, UsageError } from "../kit/parse-command-line.ts";

/** The command line of `npm run send`, checked. */
export interface SendArguments {
  readonly target: OperatorTarget;
  /** One for each product, in the order given. */
  readonly payloads: readonly Payload[];
  readonly json: boolean;
}

const sendOptions = {
  ...targetOptions,
  prompt: { type: "string", value: "NAME", meaning: `${promptNames.join(", ")}. Default trend_analysis` },
  channel: { type: "string", value: "NAME", meaning: "the Assistant's channel. Default: the deployment's" },
  "correlation-id": {
    type: "string",
    value: "ID",
    meaning: "default: one is made for each product. The same id, product, prompt and channel are answered once",
  },
  json: { type: "boolean", meaning: "one JSON object per message on standard output" },
} as const satisfies OptionTable;

export const sendHelp: CommandHelp = {
  usage: ["PRODUCT_ID ... --stage NAME [options]"],
  operands: { PRODUCT_ID: "a product, such as BTC-USD" },
  options: sendOptions,
};

/**
 * Reads the command line.
 *
 * @throws UsageError that says what is wrong and what is allowed.
 */
export function readSendArguments(argv: readonly string[], newId: () => string = randomUUID): SendArguments {
  const { values, positionals } = parseCommandLine(argv, sendOptions);
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
