import { describe, expect, it, vi } from "vitest";
import * as z from "zod/mini";
import { createMetrics, type Metrics } from "../../src/platform/metrics.ts";

/**
 * The structure that CloudWatch demands of a line, written down from its specification.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
const units = ["Seconds", "Milliseconds", "Bytes", "Percent", "Count", "Count/Second", "None"];
const emfSchema = z.looseObject({
  _aws: z.strictObject({
    Timestamp: z.int(),
    CloudWatchMetrics: z
      .array(
        z.strictObject({
          Namespace: z.string().check(z.minLength(1), z.maxLength(1_024)),
          Dimensions: z
            .array(z.array(z.string().check(z.minLength(1), z.maxLength(250))).check(z.maxLength(30)))
            .check(z.minLength(1)),
          Metrics: z
            .array(z.strictObject({ Name: z.string().check(z.minLength(1)), Unit: z.enum(units) }))
            .check(z.minLength(1), z.maxLength(100)),
        }),
      )
      .check(z.minLength(1)),
  }),
});

/** The metric of a line: every reference to a member of the root must find one of the right kind. */
function readEmf(line: string): { readonly value: number; readonly unit: string; readonly sets: readonly string[][] } {
  const root = z.parse(emfSchema, JSON.parse(line));
  const { _aws: metadata } = root;
  const [directive] = metadata.CloudWatchMetrics;
  const [metric] = directive?.Metrics ?? [];
  for (const name of (directive?.Dimensions ?? []).flat()) {
    expect(root[name], `dimension ${name}`).toEqual(expect.stringMatching(/^.{1,1024}$/));
  }
  return {
    value: z.parse(z.number(), root[metric?.Name ?? ""]),
    unit: metric?.Unit ?? "",
    sets: directive?.Dimensions ?? [],
  };
}

function capture(): { readonly metrics: Metrics; readonly lines: readonly string[] } {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  return { metrics: createMetrics({ stage: "test", clock: () => 1_700_000_000_123, write }), lines };
}

describe("a metric", () => {
  it("is one line in CloudWatch's embedded format, with the time in milliseconds", () => {
    const { metrics, lines } = capture();
    metrics.record("Insights", 1, { outcome: "insight" });
    expect(lines).toEqual([expect.stringMatching(/^\{[^\n]*\}\n$/)]);
    expect(JSON.parse(lines[0] ?? "")).toEqual({
      _aws: {
        Timestamp: 1_700_000_000_123,
        CloudWatchMetrics: [
          {
            Namespace: "trader-data-llm",
            Dimensions: [["stage"], ["stage", "outcome"]],
            Metrics: [{ Name: "Insights", Unit: "Count" }],
          },
        ],
      },
      stage: "test",
      outcome: "insight",
      Insights: 1,
    });
  });

  it.each([
    ["ModelLatency", "Milliseconds"],
    ["RequestDuration", "Milliseconds"],
    ["CandleAge", "Seconds"],
    ["ModelInputTokens", "Count"],
    ["ReceiptsNotWritten", "Count"],
    ["HistoryFallbacks", "Count"],
    ["ColdStarts", "Count"],
    ["ColdStartDuration", "Milliseconds"],
  ] as const)("%s is in %s", (name, unit) => {
    const { metrics, lines } = capture();
    metrics.record(name, 12.5);
    expect(lines.map(readEmf)).toEqual([{ value: 12.5, unit, sets: [["stage"]] }]);
  });

  it("is counted in total and by all of its dimensions", () => {
    const { metrics, lines } = capture();
    metrics.record("ProviderFailures", 0, { provider: "ollama", code: "MODEL_UNAVAILABLE" });
    expect(lines.map(readEmf)).toEqual([{ value: 0, unit: "Count", sets: [["stage"], ["stage", "provider", "code"]] }]);
  });

  it("shares its line with others of the moment; one without a value is left out", () => {
    const { metrics, lines } = capture();
    const values = [
      ["ModelLatency", 12.5],
      ["ModelInputTokens", null],
      ["ModelOutputTokens", 60],
    ] as const;
    metrics.recordAll(values, { provider: "ollama" });
    expect(lines.map((line) => z.parse(emfSchema, JSON.parse(line)))).toEqual([
      {
        _aws: {
          Timestamp: 1_700_000_000_123,
          CloudWatchMetrics: [
            {
              Namespace: "trader-data-llm",
              Dimensions: [["stage"], ["stage", "provider"]],
              Metrics: [
                { Name: "ModelLatency", Unit: "Milliseconds" },
                { Name: "ModelOutputTokens", Unit: "Count" },
              ],
            },
          ],
        },
        stage: "test",
        provider: "ollama",
        ModelLatency: 12.5,
        ModelOutputTokens: 60,
      },
    ]);
    metrics.recordAll([["CandleAge", null]]);
    expect(lines).toHaveLength(1);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])("of %d is left out: JSON has no such number", (value) => {
    const { metrics, lines } = capture();
    metrics.record("CandleAge", value);
    expect(lines).toEqual([]);
  });
});

describe("without a place to write to and a clock", () => {
  it("lines go to standard output with the system's time", () => {
    const written = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const before = Date.now();
    createMetrics({ stage: "test" }).record("Insights", 1);
    const [line] = written.mock.calls.map(String);
    const { _aws: metadata } = z.parse(emfSchema, JSON.parse(line ?? ""));
    expect(metadata.Timestamp).toBeGreaterThanOrEqual(before);
    expect(metadata.Timestamp).toBeLessThanOrEqual(Date.now());
  });
});
