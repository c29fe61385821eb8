import * as z from "zod/mini";
import { createLogger, type Logger } from "../../src/platform/logger.ts";
import type { MetricName, Metrics } from "../../src/platform/metrics.ts";
import { createRedactor } from "../../src/platform/records/redactor.ts";

const logLine = z.record(z.string(), z.unknown());

/** The service's own logger, and metrics, with what they are given kept instead of printed. */
export interface CapturedTelemetry {
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Every log line as it would be printed. */
  readonly logText: () => string;
  /** Every log line, parsed. */
  readonly logLines: () => readonly Readonly<Record<string, unknown>>[];
  /** Every metric, in order. */
  readonly recorded: readonly (readonly [MetricName, number, Readonly<Record<string, string>>])[];
}

/** Makes a logger of level debug that knows no secrets, and metrics. */
export function captureTelemetry(): CapturedTelemetry {
  const lines: string[] = [];
  const recorded: [MetricName, number, Readonly<Record<string, string>>][] = [];
  return {
    logger: createLogger({ level: "debug", redactor: createRedactor(), write: (line) => void lines.push(line) }),
    metrics: {
      record: (name, value, dimensions = {}) => void recorded.push([name, value, dimensions]),
      recordAll(values, dimensions = {}) {
        for (const [name, value] of values) if (value !== null) recorded.push([name, value, dimensions]);
      },
    },
    logText: () => lines.join(""),
    logLines: () => lines.map((line) => z.parse(logLine, JSON.parse(line))),
    recorded,
  };
}
