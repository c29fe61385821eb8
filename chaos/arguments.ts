import { parseCommandLine, readWhole, UsageError } from "../src/commands/kit/parse-command-line.ts";
import type { ChaosOptions } from "./run-chaos.ts";

/** The command line, checked. */
export interface ChaosArguments extends ChaosOptions {
  readonly json: boolean;
  readonly help: boolean;
}

export const chaosUsage = `Usage: npm run chaos -- [options]

Sends messages through the whole pipeline on this machine while everything fails at random, and counts what became of them.

  --messages N               default 2000
  --products N               1 to 120, default 40
  --processes N              the function runs in as many at once, default 4
  --seed N                   draws the messages and the faults, default 1
  --ignore-idempotency-key   the Assistant posts a message as often as it arrives
  --assistant-outage TIME    the Assistant answers 503 for so long, such as 40m or 2h, of a clock that is turned meanwhile;
                             then its dead letters are redriven
  --calm                     nothing fails, every message is a sound request
  --json                     one JSON object on standard output
  --help                     this text`;

/**
 * Reads the command line.
 *
 * @throws UsageError that says what is wrong and what is known.
 */
export function readChaosArguments(argv: readonly string[]): ChaosArguments {
  const { values, positionals } = parseCommandLine(argv, {
    messages: { type: "string" },
    products: { type: "string" },
    processes: { type: "string" },
    seed: { type: "string" },
    "ignore-idempotency-key": { type: "boolean" },
    "assistant-outage": { type: "string" },
    calm: { type: "boolean" },
    json: { type: "boolean" },
  });
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
    json: values.json === true,
    help: values.help === true,
  };
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
