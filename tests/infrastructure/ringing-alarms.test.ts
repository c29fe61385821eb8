import { describe, expect, it } from "vitest";
import { type Datapoint, datapointsOf } from "../support/aws/alarms/datapoints.ts";
import { evaluateMath } from "../support/aws/alarms/metric-math.ts";
import { ringingAlarms } from "../support/aws/alarms/ringing-alarms.ts";

const series = {
  a: new Map([
    [0, 6],
    [300, 2],
  ]),
  b: new Map([
    [0, 3],
    [600, 0],
  ]),
  empty: new Map<number, number>(),
};
const periods = [0, 300, 600];

const seriesOf = (id: string) => new Map(Object.entries(series)).get(id) ?? new Map<number, number>();

function evaluate(expression: string): Readonly<Record<string, number>> {
  return Object.fromEntries(evaluateMath(expression, { seriesOf, periods }));
}

describe("metric math", () => {
  it.each([
    ["1 + 2 * 3", { 0: 7, 300: 7, 600: 7 }],
    ["(1 + 2) * -3", { 0: -9, 300: -9, 600: -9 }],
    ["a / b", { 0: 2 }],
    ["a / 0", {}],
    ["FILL(a, 1) - FILL(b, 0)", { 0: 3, 300: 2, 600: 1 }],
    ["FILL(empty, 5)", { 0: 5, 300: 5, 600: 5 }],
    ["IF(a >= 5, 100 * a, 0)", { 0: 600, 300: 0 }],
    ["IF(FILL(a, 0) > 0 AND FILL(b, 0) < 1, 1, 0)", { 0: 0, 300: 1, 600: 0 }],
    ["IF(a == 6 OR a == 7, b)", { 0: 3 }],
    ["MAX([a, b, empty])", { 0: 6, 300: 2, 600: 0 }],
    ["SUM([a, b])", { 0: 9, 300: 2, 600: 0 }],
  ])("gives %s its value", (expression, expected) => {
    expect(evaluate(expression)).toEqual(expected);
  });

  it.each([
    ["a +", "more is wanted where the end stands in a +"],
    ["a $ b", "Can't read the expression a $ b"],
    ["NOBODY(a)", "The function NOBODY is not known here"],
    ["(a", ") is wanted where the end stands in (a"],
    ["a b", "b is too much in a b"],
    ["IF(a)", "IF lacks what it gives"],
  ])("refuses %s", (expression, problem) => {
    expect(() => evaluate(expression)).toThrow(problem);
  });
});

const point = (minute: number, value: number, dimensions: Record<string, string> = { stage: "t" }): Datapoint => ({
  namespace: "own",
  metric: "Failures",
  dimensions,
  timestampMs: minute * 60_000,
  value,
});

const single = { Namespace: "own", MetricName: "Failures", Dimensions: [{ Name: "stage", Value: "t" }], Period: 300 };

function stat(Stat: string) {
  const { Period, ...Metric } = single;
  return { Metric, Stat, Period };
}

function rings(properties: object, datapoints: readonly Datapoint[]): boolean {
  const alarm = { AlarmName: "it", ComparisonOperator: "GreaterThanOrEqualToThreshold", Threshold: 3, ...properties };
  return ringingAlarms({ A: { Type: "AWS::CloudWatch::Alarm", Properties: alarm } }, datapoints).length === 1;
}

describe("an alarm", () => {
  it("rings where its statistic reaches the threshold within one period", () => {
    const alarm = { ...single, Statistic: "Sum", EvaluationPeriods: 1 };
    expect(rings(alarm, [point(0, 1), point(1, 1), point(4, 1)])).toBe(true);
    expect(rings(alarm, [point(0, 1), point(1, 1), point(5, 1)])).toBe(false);
    expect(rings(alarm, [])).toBe(false);
  });

  it("looks at its own dimensions alone", () => {
    const alarm = { ...single, Statistic: "Maximum", EvaluationPeriods: 1 };
    expect(rings(alarm, [point(0, 5, { stage: "t", provider: "p" }), point(0, 5, { stage: "u" })])).toBe(false);
    expect(rings(alarm, [point(0, 5)])).toBe(true);
  });

  it("wants as many datapoints as it says", () => {
    const alarm = { ...single, Statistic: "Sum", EvaluationPeriods: 3, DatapointsToAlarm: 2 };
    expect(rings(alarm, [point(0, 3), point(5, 0), point(10, 3)])).toBe(true);
    expect(rings(alarm, [point(0, 3), point(5, 0), point(10, 0), point(15, 3)])).toBe(false);
  });

  it("evaluates an expression over metrics, and returns one", () => {
    const metrics = [
      { Id: "all", MetricStat: stat("SampleCount"), ReturnData: false },
      { Id: "bad", MetricStat: stat("Sum"), ReturnData: false },
      { Id: "share", Expression: "IF(bad >= 2, 100 * bad / all, 0)", ReturnData: true },
    ];
    const alarm = { EvaluationPeriods: 1, Threshold: 50, Metrics: metrics };
    expect(rings(alarm, [point(0, 1), point(1, 1), point(2, 0)])).toBe(true);
    expect(rings(alarm, [point(0, 1), point(1, 0), point(2, 0)])).toBe(false);
  });
});

describe("lines in the embedded format", () => {
  it("become a datapoint for each metric and set of dimensions; others become none", () => {
    const head = {
      Namespace: "own",
      Dimensions: [["stage"], ["stage", "provider"]],
      Metrics: [{ Name: "Failures", Unit: "Count" }],
    };
    const line = { _aws: { Timestamp: 7, CloudWatchMetrics: [head] }, stage: "t", provider: "p", Failures: 2 };
    const of = { namespace: "own", metric: "Failures", timestampMs: 7, value: 2 };
    expect(datapointsOf([JSON.stringify(line), '{"event":"x"}', "no json"])).toEqual([
      { ...of, dimensions: { stage: "t" } },
      { ...of, dimensions: { stage: "t", provider: "p" } },
    ]);
  });
});
