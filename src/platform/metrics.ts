import type { Clock } from "./clock.ts";
import { createRedactor, type Redactor } from "./records/redactor.ts";

/**
 * Every metric of the service with its CloudWatch unit.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
 */
export const metricUnits = {
  Insights: "Count",
  ModelLatency: "Milliseconds",
  ModelInputTokens: "Count",
  ModelOutputTokens: "Count",
  ProviderFailures: "Count",
  ProviderMisconfigured: "Count",
  PromptsCut: "Count",
  Failovers: "Count",
  PlainInsights: "Count",
  DailyLimitReached: "Count",
  GroundingFailures: "Count",
  CoalescedRequests: "Count",
  CandleAge: "Seconds",
  RequestDuration: "Milliseconds",
  RequestFailures: "Count",
  DeadLettered: "Count",
  ReceiptsNotWritten: "Count",
  HistoryFallbacks: "Count",
  DoubtfulDeliveries: "Count",
  SecretsNotRefreshed: "Count",
  TokenTableFailures: "Count",
  UpstreamFailures: "Count",
  ColdStarts: "Count",
  ColdStartDuration: "Milliseconds",
} as const;

/** The name of a metric. */
export type MetricName = keyof typeof metricUnits;

/** Records figures about the service's own work. */
export interface Metrics {
  /**
   * Records `value` under `name`, in the metric's unit, in total and, where given, by dimensions. A value that is no finite
   * number is left out: CloudWatch would refuse it.
   */
  record(name: MetricName, value: number, dimensions?: MetricDimensions): void;
  /** Records several of one moment as `record` does each; they share a line. What is null has no value. */
  recordAll(values: readonly NamedValue[], dimensions?: MetricDimensions): void;
}

/** What a metric is distinguished by, beside the stage. */
export type MetricDimensions = Readonly<Record<string, string>>;

/** A metric's name and its value, in the metric's unit. */
export type NamedValue = readonly [name: MetricName, value: number | null];

/** How metrics are made. */
export interface MetricsOptions {
  readonly stage: string;
  readonly clock?: Clock | undefined;
  /** Cleans what a metric is distinguished by. Default: one that knows credentials by their shape alone. */
  readonly redactor?: Redactor | undefined;
  /** Takes each line, newline included. Default: standard output, where CloudWatch picks the format up. */
  readonly write?: ((line: string) => void) | undefined;
}

const namespace = "trader-data-llm";

/**
 * Makes metrics in CloudWatch's embedded format: log lines that become metrics without a call.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function createMetrics(options: MetricsOptions): Metrics {
  const clock = options.clock ?? Date.now;
  const redactor = options.redactor ?? createRedactor();
  const write = options.write ?? ((line: string) => void process.stdout.write(line));
  const recordAll: Metrics["recordAll"] = (values, dimensions = {}) => {
    const sound = values.filter(([, value]) => Number.isFinite(value));
    if (sound.length === 0) return;
    const names = Object.keys(dimensions);
    const line = {
      _aws: {
        Timestamp: clock(),
        CloudWatchMetrics: [
          {
            Namespace: namespace,
            Dimensions: names.length === 0 ? [["stage"]] : [["stage"], ["stage", ...names]],
            Metrics: sound.map(([name]) => ({ Name: name, Unit: metricUnits[name] })),
          },
        ],
      },
      stage: options.stage,
      ...dimensions,
      ...Object.fromEntries(sound),
    };
    write(`${redactor.redactJson(JSON.stringify(line))}\n`);
  };
  return { record: (name, value, dimensions) => recordAll([[name, value]], dimensions), recordAll };
}
