import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { alarms } from "../../infrastructure/alarms.cjs";
import { dashboard } from "../../infrastructure/dashboard.cjs";
import { metricUnits } from "../../src/platform/metrics.ts";
import { stringsOf } from "../support/aws/cloudformation-template.ts";

const bodySchema = z.object({
  widgets: z.array(
    z.looseObject({
      x: z.number(),
      y: z.number(),
      width: z.number(),
      height: z.number(),
      properties: z.looseObject({
        title: z.string(),
        region: z.literal("${AWS::Region}"),
        metrics: z.array(z.unknown()),
      }),
    }),
  ),
});

function widgets() {
  const text = stringsOf(dashboard({ service: "trader-data-llm", stage: "test" })).find((part) => part.startsWith("{"));
  return z.parse(bodySchema, JSON.parse(text ?? "")).widgets;
}

/** The names of the service's own metrics that a value speaks of, in rows and in searches. */
function ownMetrics(value: unknown): readonly string[] {
  const text = JSON.stringify(value);
  const rows = [...text.matchAll(/"trader-data-llm","(\w+)"/g)];
  const searches = [...text.matchAll(/MetricName=\\*"(\w+)\\*"/g)];
  return [...rows, ...searches].map(([, name = ""]) => name);
}

describe("the dashboard", () => {
  it("shows outcomes, latency, tokens, failovers, the candles' age, durations and cold starts", () => {
    const shown = ownMetrics(widgets());
    for (const name of [
      "Insights",
      "ModelLatency",
      "ModelInputTokens",
      "ModelOutputTokens",
      "Failovers",
      "CandleAge",
    ]) {
      expect(shown).toContain(name);
    }
    expect(shown).toContain("RequestDuration");
    expect(shown).toContain("ColdStarts");
  });

  it("shows every metric that the service records, and none that it does not", () => {
    expect([...new Set(ownMetrics(widgets()))].toSorted()).toEqual(Object.keys(metricUnits).toSorted());
  });

  it("has no two widgets in one place, and none beside the grid", () => {
    const places = widgets().map(({ x, y }) => `${x},${y}`);
    expect(new Set(places).size).toBe(places.length);
    for (const { x, width } of widgets()) expect(x + width).toBeLessThanOrEqual(24);
  });

  it("tells the searches of a widget apart", () => {
    for (const { properties } of widgets()) {
      const ids = [...JSON.stringify(properties.metrics).matchAll(/"id":"(\w+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size, properties.title).toBe(ids.length);
    }
  });
});

describe("the alarms", () => {
  it("look at metrics that the service records", () => {
    const text = JSON.stringify(alarms({ service: "trader-data-llm", stage: "test", topicArn: "" }));
    const own = [...text.matchAll(/"Namespace":"trader-data-llm","MetricName":"(\w+)"/g)].map(([, name = ""]) => name);
    expect([...new Set(own)].toSorted()).toEqual([
      "DailyLimitReached",
      "DoubtfulDeliveries",
      "Failovers",
      "GroundingFailures",
      "HistoryFallbacks",
      "Insights",
      "ModelLatency",
      "PlainInsights",
      "ProviderMisconfigured",
      "ReceiptsNotWritten",
      "RequestFailures",
      "SecretsNotRefreshed",
      "TokenTableFailures",
      "UpstreamFailures",
    ]);
    for (const name of own) expect(Object.keys(metricUnits)).toContain(name);
  });
});
