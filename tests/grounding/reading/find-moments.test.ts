import { describe, expect, it } from "vitest";
import { findMoments } from "../../../src/grounding/reading/find-moments.ts";

const none = { year: null, month: null, day: null, hour: null, minute: null };

describe("a date or time of a text", () => {
  it.each([
    ["as of 2026-11-22", { ...none, year: 2026, month: 11, day: 22 }],
    ["at 2026-11-22t12:05:00z", { year: 2026, month: 11, day: 22, hour: 12, minute: 5 }],
    ["on november 22, 2026", { ...none, year: 2026, month: 11, day: 22 }],
    ["on the 22nd of november", { ...none, month: 11, day: 22 }],
    ["on nov 22", { ...none, month: 11, day: 22 }],
    ["at 12:05 utc", { ...none, hour: 12, minute: 5 }],
    ["at 3 pm", { ...none, hour: 15 }],
    ["at 12 am", { ...none, hour: 0 }],
    ["in 2026", { ...none, year: 2026 }],
  ])("%s", (text, moment) => {
    expect(findMoments(text)).toMatchObject([moment]);
  });

  it.each(["its high of 11 may hold", "it marks 5", "34778.11 may act as resistance", "a ratio of 1.06", "of 2021.50"])(
    "is not in %j",
    (text) => {
      expect(findMoments(text)).toEqual([]);
    },
  );
});
