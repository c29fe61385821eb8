import * as z from "zod/mini";

/** One value of a metric, as CloudWatch keeps it. */
export interface Datapoint {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Milliseconds since the UNIX epoch. */
  readonly timestampMs: number;
  readonly value: number;
}

const embedded = z.looseObject({
  _aws: z.object({
    Timestamp: z.number(),
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string(), Unit: z.optional(z.string()) })),
      }),
    ),
  }),
});

/**
 * What CloudWatch makes of log lines: a datapoint for each metric and each set of dimensions of every line in its embedded
 * format. Lines in no such format are none of its business.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function datapointsOf(lines: readonly string[]): readonly Datapoint[] {
  return lines.flatMap((line) => {
    const parsed = embedded.safeParse(parse(line));
    if (!parsed.success) return [];
    const { _aws: head, ...members } = parsed.data;
    return head.CloudWatchMetrics.flatMap(({ Namespace: namespace, Dimensions, Metrics }) =>
      Metrics.flatMap(({ Name: metric }) =>
        Dimensions.map((names): Datapoint => {
          const value = members[metric];
          if (typeof value !== "number") throw new Error(`${metric} has no number in ${line}`);
          const dimensions = Object.fromEntries(names.map((name) => [name, textOf(members[name], name, line)]));
          return { namespace, metric, dimensions, timestampMs: head.Timestamp, value };
        }),
      ),
    );
  });
}

function textOf(value: unknown, name: string, line: string): string {
  if (typeof value !== "string") throw new Error(`The dimension ${name} is no text in ${line}`);
  return value;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
