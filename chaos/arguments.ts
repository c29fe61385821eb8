import type { CommandHelp } from "../src/commands/kit/command.ts";
import { type OptionTable, parseCommandLine, readWhole, UsageError } from "../src/commands/kit/parse-command-line.ts";
import type { ChaosOptions } from "./run-chaos.ts";

/** The command line, checked. */
export interface ChaosArguments extends ChaosOptions {
  readonly json: boolean;
}

const chaosOptions = {
  messages: { type: "string", value: "N", meaning: "1 to 100000, default 2000" },
  products: { type: "string", value: "N", meaning: "1 to 120, default 40" },
  processes: { type: "string", value: "N", meaning: "the function runs in as many at once, 1 to 64, default 4" },
  seed: { type: "string", value: "N", meaning: "draws the messages and the faults, default 1" },
  "ignore-idempotency-key": { type: "boolean", meaning: "the Assistant posts a message as often as it arrives" },
  deliver: {
    type: "string",
    value: "assistant|discord",
    meaning:
      "where the insights go, default assistant; discord knows no idempotency key, so that each post in doubt is listed",
  },
  "assistant-outage": {
    type: "string",
    value: "TIME",
    meaning:
      "the Assistant, or Discord, answers 503 for so long, such as 40m or 2h, of a clock that is turned meanwhile; then its dead letters are redriven",
  },
  calm: { type: "boolean", meaning: "nothing fails, every message is a sound request" },
  json: { type: "boolean", meaning: "one JSON object on standard output" },
} as const satisfies OptionTable;

export const chaosHelp: CommandHelp = { usage: ["[options]"], options: chaosOptions };

/**
 * Reads the command line.
 *
 * @throws UsageError that says what is wrong and what is known.
 */
export function readChaosArguments(argv: readonly string[]): ChaosArguments {
  const { values, positionals } = parseCommandLine(argv, chaosOptions);
  const [stray] = positionals;
  if (stray !== undefined) throw new UsageError(`${JSON.stringify(stray)} stands alone: this takes options only`);
  return {
    messageCount: readWhole("--messages", values.messages, 2_000, 1, 100_000),
    productCount: readWhole("--products", values.products, 40, 1, 120),
    processCount: readWhole("--processes", values.processes, 4, 1, 64),
    seed: readWhole("--seed", values.seed, 1, 0, 2 ** 31 - 1),
    honoursIdempotencyKey: values["ignore-idempotency-key"] !== true,
    assistantOutageMs: readDuration(values["assistant-outage"]),
    isCalm: values.calm === true,
    deliver: readDelivery(values.deliver),
    json: values.json === true,
  };
}

function readDelivery(given = "assistant"): "assistant" | "discord" {
  if (given === "assistant" || given === "discord") return given;
  throw new UsageError(`--deliver ${JSON.stringify(given)} is not known; known: assistant, discord`);
}

const maxOutageMinutes = 14 * 1_440;

/** Milliseconds of `40m` or `2h`; null where nothing is given. */
function readDuration(given: string | undefined): number | null {
  if (given === undefined) return null;
  const [, count = "", unit = ""] = /^(\d{1,6})([mh])$/.exec(given) ?? [];
  const minutes = Number(count) * (unit === "h" ? 60 : 1);
  if (unit !== "" && minutes >= 1 && minutes <= maxOutageMinutes) return minutes * 60_000;
  throw new UsageError(`--assistant-outage ${JSON.stringify(given)} is no time from 1m to 336h, such as 40m or 2h`);
}
