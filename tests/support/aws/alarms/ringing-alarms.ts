import * as z from "zod/mini";
import type { Datapoint } from "./datapoints.ts";
import { evaluateMath, type Series } from "./metric-math.ts";

const dimensionList = z.array(z.object({ Name: z.string(), Value: z.string() }));
const metricSchema = z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions: dimensionList });
const querySchema = z.object({
  Id: z.string(),
  Expression: z.optional(z.string()),
  MetricStat: z.optional(z.object({ Metric: metricSchema, Stat: z.string(), Period: z.number() })),
  ReturnData: z.optional(z.boolean()),
});
const alarmSchema = z.looseObject({
  AlarmName: z.string(),
  ComparisonOperator: z.string(),
  Threshold: z.number(),
  EvaluationPeriods: z.number(),
  DatapointsToAlarm: z.optional(z.number()),
  TreatMissingData: z.optional(z.string()),
  Metrics: z.optional(z.array(querySchema)),
  Namespace: z.optional(z.string()),
  MetricName: z.optional(z.string()),
  Dimensions: z.optional(dimensionList),
  Statistic: z.optional(z.string()),
  Period: z.optional(z.number()),
});

type Alarm = z.infer<typeof alarmSchema>;
type Query = z.infer<typeof querySchema>;

/**
 * The names of the alarms of a template that ring at some time, given everything that CloudWatch was told. It reads the
 * template's resources as CloudFormation would (plain JSON, no functions in the alarms' metrics) and knows nothing of the
 * code that wrote them.
 *
 * Simplified: periods begin at whole multiples of their length; an alarm is looked at once at the end of each period; its
 * state before is OK. Datapoints that are missing count as `TreatMissingData` says, `missing` and `ignore` as not breaching.
 *
 * @param resources the template's `Resources`. @param datapoints of any metrics, in any order.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
export function ringingAlarms(
  resources: Readonly<Record<string, object>>,
  datapoints: readonly Datapoint[],
): readonly string[] {
  return Object.values(resources)
    .filter((resource) => Reflect.get(resource, "Type") === "AWS::CloudWatch::Alarm")
    .map((resource) => z.parse(alarmSchema, Reflect.get(resource, "Properties")))
    .filter((alarm) => rings(alarm, datapoints))
    .map(({ AlarmName }) => AlarmName)
    .toSorted();
}

function rings(alarm: Alarm, datapoints: readonly Datapoint[]): boolean {
  const queries = queriesOf(alarm);
  const seconds = new Set(queries.flatMap(({ MetricStat }) => MetricStat?.Period ?? []));
  const [period, ...others] = seconds;
  if (period === undefined || others.length > 0) throw new Error(`${alarm.AlarmName} must have one period`);
  const periods = periodsOf(datapoints, period, alarm.EvaluationPeriods);
  const series = seriesOf(queries, datapoints, periods, period);
  const breaches = periods.map((start) => isBreaching(alarm, series.get(start)));
  const needed = alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods;
  return breaches.some((_, end) => {
    const seen = breaches.slice(Math.max(0, end + 1 - alarm.EvaluationPeriods), end + 1);
    return seen.filter(Boolean).length >= needed;
  });
}

/** An alarm of one metric is one that returns it. */
function queriesOf(alarm: Alarm): readonly Query[] {
  if (alarm.Metrics !== undefined) return alarm.Metrics;
  const { Namespace, MetricName, Dimensions, Statistic, Period } = alarm;
  if (Namespace === undefined || MetricName === undefined || Statistic === undefined || Period === undefined) {
    throw new Error(`${alarm.AlarmName} has no metric`);
  }
  const Metric = { Namespace, MetricName, Dimensions: Dimensions ?? [] };
  return [{ Id: "only", MetricStat: { Metric, Stat: Statistic, Period }, ReturnData: true }];
}

/** Every period from the first datapoint to the last, with as many after them as an alarm looks back. */
function periodsOf(datapoints: readonly Datapoint[], seconds: number, evaluated: number): readonly number[] {
  const starts = datapoints.map(({ timestampMs }) => Math.floor(timestampMs / 1_000 / seconds) * seconds);
  if (starts.length === 0) return [];
  const first = Math.min(...starts);
  const count = (Math.max(...starts) - first) / seconds + evaluated;
  return Array.from({ length: count }, (_, index) => first + index * seconds);
}

function seriesOf(
  queries: readonly Query[],
  datapoints: readonly Datapoint[],
  periods: readonly number[],
  seconds: number,
): Series {
  const byId = new Map(queries.map((query) => [query.Id, query]));
  const ofId = (id: string): Series => {
    const query = byId.get(id);
    if (query?.Expression !== undefined) return evaluateMath(query.Expression, { seriesOf: ofId, periods });
    if (query?.MetricStat === undefined) throw new Error(`No metric has the id ${id}`);
    return aggregate(query.MetricStat, datapoints, seconds);
  };
  // Left out, it counts as true: exactly one query of an alarm returns its data.
  const [returned, ...others] = queries.filter(({ ReturnData }) => ReturnData !== false);
  if (returned === undefined || others.length > 0) throw new Error("An alarm returns the data of exactly one query");
  return ofId(returned.Id);
}

function aggregate(
  { Metric, Stat }: NonNullable<Query["MetricStat"]>,
  datapoints: readonly Datapoint[],
  seconds: number,
): Series {
  const wanted = keyOf(Object.fromEntries(Metric.Dimensions.map(({ Name, Value }) => [Name, Value])));
  const values = new Map<number, number[]>();
  for (const { namespace, metric, dimensions, timestampMs, value } of datapoints) {
    if (namespace !== Metric.Namespace || metric !== Metric.MetricName || keyOf(dimensions) !== wanted) continue;
    const start = Math.floor(timestampMs / 1_000 / seconds) * seconds;
    values.set(start, [...(values.get(start) ?? []), value]);
  }
  return new Map([...values].map(([start, list]) => [start, statisticOf(Stat, list)]));
}

function keyOf(dimensions: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(dimensions).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function statisticOf(statistic: string, values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  if (statistic === "Sum") return sum;
  if (statistic === "SampleCount") return values.length;
  if (statistic === "Average") return sum / values.length;
  if (statistic === "Maximum") return Math.max(...values);
  if (statistic === "Minimum") return Math.min(...values);
  throw new Error(`The statistic ${statistic} is not known here`);
}

function isBreaching({ ComparisonOperator, Threshold, TreatMissingData }: Alarm, value: number | undefined): boolean {
  if (value === undefined) return TreatMissingData === "breaching";
  switch (ComparisonOperator) {
    case "GreaterThanOrEqualToThreshold":
      return value >= Threshold;
    case "GreaterThanThreshold":
      return value > Threshold;
    case "LessThanOrEqualToThreshold":
      return value <= Threshold;
    case "LessThanThreshold":
      return value < Threshold;
    default:
      throw new Error(`The comparison ${ComparisonOperator} is not known here`);
  }
}
