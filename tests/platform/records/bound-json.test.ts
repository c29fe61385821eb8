import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundJson, boundJsonText, cutText } from "../../../src/platform/records/bound-json.ts";

describe("a record", () => {
  it("within its bound is written as it is", () => {
    const value = { a: [1, null, "é"], b: { c: true } };
    expect(boundJson(value, Buffer.byteLength(JSON.stringify(value)))).toBe(JSON.stringify(value));
    expect(boundJson(undefined, 10)).toBe("null");
  });

  it("is measured in bytes, not in characters", () => {
    const value = { text: "é".repeat(1_000) };
    expect(boundJson(value, 2_050)).toBe(JSON.stringify(value));
    expect(Buffer.byteLength(boundJson(value, 1_500))).toBeLessThanOrEqual(1_500);
  });

  it("is cut where it is long, and says so", () => {
    const value = { short: "stays", long: "x".repeat(50_000), list: Array.from({ length: 5_000 }, (_, at) => at) };
    const cut = JSON.parse(boundJson(value, 20_000));
    expect(cut.short).toBe("stays");
    expect(cut.long).toBe(`${"x".repeat(8_000)}[cut: 42000 characters]`);
    expect(cut.list.slice(-2)).toEqual([499, "[cut: 4500 entries]"]);
  });

  it("keeps what must be kept, whatever it takes, and the kind of every field", () => {
    const text = "t".repeat(2_000);
    const facts = Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`f${at}`, { deep: ["y".repeat(300)] }]));
    const cut = JSON.parse(
      boundJson({ outcome: "plain", text, facts, list: ["z".repeat(9_000)] }, 2_300, new Set(["text"])),
    );
    expect(cut).toEqual({ outcome: "plain", text, facts: { cut: "[cut: 400 fields]" }, list: ["[cut: 1 entries]"] });
  });

  it("that is nested without end is cut there", () => {
    const deep = `${'{"a":'.repeat(3_000)}"${"x".repeat(9_000)}"${"}".repeat(3_000)}`;
    expect(Buffer.byteLength(boundJsonText(deep, 5_000))).toBeLessThanOrEqual(5_000);
  });

  it("that is no JSON becomes the beginning of a text", () => {
    const cut: unknown = JSON.parse(boundJsonText("x".repeat(9_999), 1_000));
    expect(cut).toBe(`${"x".repeat(500)}[cut: 9499 characters]`);
  });

  it("of any form is JSON below its bound", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 40_000, max: 60_000 }), (value, maxBytes) => {
        const grown = { value, many: Array.from({ length: 300 }, () => value), text: JSON.stringify(value).repeat(50) };
        const text = boundJson(grown, maxBytes);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(maxBytes);
        expect(() => void JSON.parse(text)).not.toThrow();
      }),
      { numRuns: 100 },
    );
  });

  it("is cut between characters", () => {
    expect(cutText("ab\u{1F600}", 3).isWellFormed()).toBe(true);
    expect(cutText("abc", 3)).toBe("abc");
  });
});
