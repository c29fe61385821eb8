import { pino } from "pino";
import { describeError } from "./describe-error.ts";
import { boundJsonText } from "./records/bound-json.ts";
import type { Redactor } from "./records/redactor.ts";

/** Printable facts beside an event. The field `error` holds whatever was thrown; every error is described with its causes. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Writes one JSON line per event. `event` is a stable name in the past tense: `candles_fetched`. */
export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** A logger that adds `fields` to every line. Records of a batch run side by side, so each has its own. */
  child(fields: LogFields): Logger;
}

export const logLevels = ["debug", "info", "warn", "error", "silent"] as const;

/** How much is logged. Default `info`. */
export type LogLevel = (typeof logLevels)[number];

/** How a logger is made. */
export interface LoggerOptions {
  readonly level: LogLevel;
  readonly redactor: Redactor;
  /** Fields of every line, such as the stage. */
  readonly base?: LogFields;
  /** Takes each line, newline included. Default: standard output. */
  readonly write?: ((line: string) => void) | undefined;
}

/** CloudWatch takes 256 KiB in one event; a line that people read, and pay for, is a fraction of that. */
const maxLineBytes = 32_768;

/** By these a line is found, however long it is. */
const neverCut: ReadonlySet<string> = new Set(["level", "time", "stage", "event", "correlation_id", "message_id"]);

/** Makes the service's logger: pino, with every line passed through the redactor and bounded to 32 KiB. */
export function createLogger(options: LoggerOptions): Logger {
  const write = options.write ?? ((line: string) => void process.stdout.write(line));
  const root = pino(
    {
      level: options.level,
      base: options.base ?? {},
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    {
      write: (line: string) =>
        write(`${boundJsonText(options.redactor.redactJson(line).trimEnd(), maxLineBytes, neverCut)}\n`),
    },
  );
  return wrap(root);
}

function wrap(sink: pino.Logger): Logger {
  return {
    debug: (event, fields) => sink.debug(printable({ event, ...fields })),
    info: (event, fields) => sink.info(printable({ event, ...fields })),
    warn: (event, fields) => sink.warn(printable({ event, ...fields })),
    error: (event, fields) => sink.error(printable({ event, ...fields })),
    child: (fields) => wrap(sink.child(printable({ ...fields }))),
  };
}

/** JSON would leave an error's message and cause out, and print what an SDK hangs onto it. Changes the fields it is given. */
function printable(fields: Record<string, unknown>): Record<string, unknown> {
  for (const [name, value] of Object.entries(fields)) {
    if (name === "error" || value instanceof Error) fields[name] = describeError(value);
  }
  return fields;
}
