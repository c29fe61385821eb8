import { alarms } from "../../../infrastructure/alarms.cjs";
import { type CheckedText, writeText } from "../../../src/insight/write-text.ts";
import { LLMManager } from "../../../src/llm/llm-manager.ts";
import type { ModelProvider } from "../../../src/llm/model-provider.ts";
import { createDeadline } from "../../../src/platform/deadline.ts";
import { createLogger } from "../../../src/platform/logger.ts";
import { createMetrics } from "../../../src/platform/metrics.ts";
import { createRedactor } from "../../../src/platform/records/redactor.ts";
import { asOf } from "../../insight/insight-setup.ts";
import { datapointsOf } from "../aws/alarms/datapoints.ts";
import { ringingAlarms } from "../aws/alarms/ringing-alarms.ts";
import { risingTask } from "./rising-task.ts";

/** What an hour brought. */
export interface HourOfRequests {
  /** The texts, in order. */
  readonly texts: readonly CheckedText[];
  /** Alarms of the template that rang, without the stage's prefix. */
  readonly ringing: readonly string[];
  /** Every line that was printed: logs and metrics. */
  readonly lines: readonly string[];
  /** The sum of a metric over the stage. */
  readonly sumOf: (metric: string) => number;
}

const requests = 6;
const everyMs = 600_000;
const task = risingTask();

/**
 * Asks these providers for a text every ten minutes of an hour, by a clock of its own, and lets the template's alarms look
 * at the metrics that were printed. Nobody pauses between rounds.
 */
export async function spendHourWith(
  makeProviders: (clock: () => number) => readonly ModelProvider[],
): Promise<HourOfRequests> {
  let nowMs = asOf * 1_000;
  const clock = (): number => nowMs;
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  const logger = createLogger({ level: "info", redactor: createRedactor(), write });
  const metrics = createMetrics({ stage: "test", clock, write });
  const model = new LLMManager(makeProviders(clock), { logger, metrics, clock, sleep: async () => undefined });
  const texts: CheckedText[] = [];
  for (let request = 0; request < requests; request += 1) {
    using deadline = createDeadline(60_000);
    texts.push(await writeText(task, model, { deadline, logger, metrics }));
    nowMs += everyMs;
  }
  const datapoints = datapointsOf(lines);
  const resources = alarms({ service: "trader-data-llm", stage: "test", topicArn: "" });
  return {
    texts,
    ringing: ringingAlarms(resources, datapoints).map((name) => name.replace("trader-data-llm-test-", "")),
    lines,
    sumOf: (metric) =>
      datapoints
        .filter((point) => point.metric === metric && Object.keys(point.dimensions).join() === "stage")
        .reduce((sum, { value }) => sum + value, 0),
  };
}
