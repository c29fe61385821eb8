import { describe, expect, it } from "vitest";
import { countTrips, stagesOf, formatStages, type Trip } from "../../bench/message/trip-recorder.ts";

function trip(operation: string, startedAtMs: number, endedAtMs: number): Trip {
  const request = { method: "GET", path: "/", query: new URLSearchParams(), headers: {}, body: "" };
  return { service: "S3", operation, startedAtMs, endedAtMs, url: "http://127.0.0.1:2/", request };
}

describe("stagesOf", () => {
  it("puts trips together that were under way at the same time", () => {
    const stages = stagesOf([trip("c", 30, 40), trip("a", 0, 10), trip("b", 5, 20), trip("d", 32, 50)]);
    expect(formatStages(stages)).toBe("S3 a + S3 b > S3 c + S3 d");
  });

  it("has a trip begin a new stage where another has ended, which it may have waited for", () => {
    expect(stagesOf([trip("a", 0, 10), trip("b", 5, 30), trip("c", 12, 20)])).toHaveLength(2);
  });
});

describe("countTrips", () => {
  it("counts by service and operation", () => {
    expect(countTrips([trip("a", 0, 1), trip("b", 2, 3), trip("a", 4, 5)])).toBe("S3 a 2, S3 b 1");
  });
});
