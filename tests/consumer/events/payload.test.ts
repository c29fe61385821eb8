import { describe, expect, it } from "vitest";
import { parsePayload, toRequest } from "../../../src/consumer/events/payload.ts";
import { trendAnalysis } from "../../../src/prompts/trend-analysis.ts";
import { thrownBy } from "../../support/thrown-by.ts";
import { promptNames } from "../../../src/prompts/registry.ts";

const payload = { correlation_id: "abc-123", product_id: "BTC-USD", prompt: "trend_analysis" };

describe("a payload", () => {
  it("is taken as it is", () => {
    expect(parsePayload(payload)).toEqual(payload);
    expect(parsePayload({ ...payload, channel: "alerts" })).toEqual({ ...payload, channel: "alerts" });
  });

  it("may have other fields, which are ignored", () => {
    expect(parsePayload({ ...payload, priority: 1, prompt_version: 9 })).toEqual(payload);
  });

  it.each([
    { field: "correlation_id", value: "a" },
    { field: "correlation_id", value: "x".repeat(128) },
    { field: "correlation_id", value: "azAZ09._:/@+=-" },
    { field: "product_id", value: "1INCH-USD" },
    { field: "product_id", value: "BIT-24APR26-CDE" },
    { field: "product_id", value: "1000SHIB-PERP-INTX" },
    { field: "product_id", value: "A-B-C-D" },
    { field: "product_id", value: `${"A".repeat(20)}-${"B".repeat(20)}` },
    { field: "channel", value: "general" },
    { field: "channel", value: "9" },
    { field: "channel", value: `a${"_".repeat(99)}` },
  ])("may have $value as its $field", ({ field, value }) => {
    expect(parsePayload({ ...payload, [field]: value })).toEqual({ ...payload, [field]: value });
  });

  it.each([
    { field: "correlation_id", value: "" },
    { field: "correlation_id", value: "x".repeat(129) },
    { field: "correlation_id", value: "two words" },
    { field: "correlation_id", value: "header\r\nx-injected: 1" },
    { field: "correlation_id", value: "abc\n" },
    { field: "correlation_id", value: "grüße" },
    { field: "product_id", value: "" },
    { field: "product_id", value: "BTC" },
    { field: "product_id", value: "btc-usd" },
    { field: "product_id", value: "BTC_USD" },
    { field: "product_id", value: "BTC-" },
    { field: "product_id", value: "A-B-C-D-E" },
    { field: "product_id", value: `${"A".repeat(21)}-USD` },
    { field: "product_id", value: "../BTC-USD" },
    { field: "product_id", value: "BTC-USD\n" },
    { field: "prompt", value: "nope" },
    { field: "prompt", value: "TREND_ANALYSIS" },
    { field: "prompt", value: "" },
    { field: "prompt", value: "toString" },
    { field: "channel", value: "" },
    { field: "channel", value: "-general" },
    { field: "channel", value: "#general" },
    { field: "channel", value: "x".repeat(101) },
  ])("may not have $value as its $field, and the error quotes it", async ({ field, value }) => {
    const error = await thrownBy(Promise.try(() => parsePayload({ ...payload, [field]: value })));
    expect([error.code, error.retryable]).toEqual(["PAYLOAD_INVALID", false]);
    expect(error.message).toContain(`${field} is ${JSON.stringify(value.slice(0, 60))}; it must be `);
    expect(error.details).toEqual({ problems: [error.message] });
  });

  it.each([
    { held: 7, shown: "is a number" },
    { held: true, shown: "is a boolean" },
    { held: null, shown: "is null" },
    { held: ["BTC-USD"], shown: "is a list" },
    { held: { id: "BTC-USD" }, shown: "is an object" },
    { held: undefined, shown: "is missing" },
  ])("has texts in its fields: a product that $shown is told so", async ({ held, shown }) => {
    const error = await thrownBy(Promise.try(() => parsePayload({ ...payload, product_id: held })));
    expect(error.message).toBe(
      `product_id ${shown}; it must be upper-case letters and digits in 2 to 4 parts joined by -, such as BTC-USD`,
    );
  });

  it("with an unknown prompt is told the known ones", async () => {
    const error = await thrownBy(Promise.try(() => parsePayload({ ...payload, prompt: "nope" })));
    expect(error.message).toBe(`prompt is "nope"; it must be a known prompt: ${promptNames.join(", ")}`);
  });

  it("is told everything that is wrong with it at once", async () => {
    const error = await thrownBy(Promise.try(() => parsePayload({ product_id: "btc", channel: " " })));
    const problems = [
      "correlation_id is missing; it must be 1 to 128 of the characters A-Z a-z 0-9 . _ : / @ + = -",
      'product_id is "btc"; it must be upper-case letters and digits in 2 to 4 parts joined by -, such as BTC-USD',
      `prompt is missing; it must be a known prompt: ${promptNames.join(", ")}`,
      'channel is " "; it must be 1 to 100 letters, digits, _ or -, beginning with a letter or digit',
    ];
    expect(error.details).toEqual({ problems });
  });

  it.each([
    { value: null, kind: "null" },
    { value: undefined, kind: "undefined" },
    { value: "text", kind: "a string" },
    { value: 7, kind: "a number" },
    { value: [payload], kind: "a list" },
  ])("is an object, not $kind", async ({ value, kind }) => {
    const error = await thrownBy(Promise.try(() => parsePayload(value)));
    expect([error.code, error.message]).toEqual(["PAYLOAD_INVALID", `The payload must be a JSON object, not ${kind}`]);
  });
});

describe("a request", () => {
  it("has the payload's values, the prompt type of its name and the default channel", () => {
    const message = { id: "message-1", receiveCount: 2, sentAtMs: 1_763_820_000_000 };
    expect(toRequest(payload, "general", message)).toEqual({
      correlationId: "abc-123",
      productId: "BTC-USD",
      promptType: trendAnalysis,
      channel: "general",
      caller: null,
      message,
    });
  });

  it("has the payload's channel where it names one, and no message where none brought it", () => {
    const request = toRequest({ ...payload, channel: "alerts" }, "general", null);
    expect([request.channel, request.message]).toEqual(["alerts", null]);
  });

  it("has the caller where there is one, and null where there is none", () => {
    expect(toRequest(payload, "general", null, "abc@clients").caller).toBe("abc@clients");
    expect(toRequest(payload, "general", null).caller).toBeNull();
  });

  it("takes a channel of null for none", () => {
    const parsed = parsePayload({ ...payload, channel: null });
    expect(toRequest(parsed, "general", null).channel).toBe("general");
  });

  it("is not made for a prompt that is not there", async () => {
    const error = await thrownBy(Promise.try(() => toRequest({ ...payload, prompt: "nope" }, "general", null)));
    expect([error.code, error.message]).toEqual([
      "PAYLOAD_INVALID",
      `prompt must be a known prompt: ${promptNames.join(", ")}`,
    ]);
  });
});
