import { describe, expect, it } from "vitest";
import { deliveryIdOf, generationIdOf } from "../../src/insight/insight-request.ts";
import { trendAnalysis } from "../../src/prompts/trend-analysis.ts";
import { asOf, requestOf } from "./insight-setup.ts";

const otherPrompt = { ...trendAnalysis, name: "volume_analysis" };

describe("the id of a delivery", () => {
  it("is readable", () => {
    expect(deliveryIdOf(requestOf())).toBe("delivery#abc-123#BTC-USD#trend_analysis#general");
  });

  it("is the same for every message that brings the request", () => {
    expect(deliveryIdOf(requestOf({ message: { id: "message-2", receiveCount: 2, sentAtMs: null } }))).toBe(
      deliveryIdOf(requestOf()),
    );
  });

  it("ends with the caller where there is one, and is as it was before where there is none", () => {
    expect(deliveryIdOf(requestOf({ caller: "abc@clients" }))).toBe(
      "delivery#abc-123#BTC-USD#trend_analysis#general#abc@clients",
    );
    expect(deliveryIdOf(requestOf({ caller: null }))).toBe("delivery#abc-123#BTC-USD#trend_analysis#general");
  });

  it.each([{ correlationId: "abc-124" }, { productId: "ETH-USD" }, { promptType: otherPrompt }, { channel: "alerts" }])(
    "is another for %o",
    (fields) => {
      expect(deliveryIdOf(requestOf(fields))).not.toBe(deliveryIdOf(requestOf()));
    },
  );
});

describe("the id of a generation", () => {
  it("is readable", () => {
    expect(generationIdOf(requestOf(), asOf)).toBe("generation#trend_analysis#2#BTC-USD#1700049600");
  });

  it("is the same for every request about the same candles", () => {
    const other = requestOf({ correlationId: "xyz", channel: "alerts", message: null });
    expect(generationIdOf(other, asOf)).toBe(generationIdOf(requestOf(), asOf));
  });

  it.each([{ productId: "ETH-USD" }, { promptType: otherPrompt }, { promptType: { ...trendAnalysis, version: 1 } }])(
    "is another for %o",
    (fields) => {
      expect(generationIdOf(requestOf(fields), asOf)).not.toBe(generationIdOf(requestOf(), asOf));
    },
  );

  it("is another for another end of the window", () => {
    expect(generationIdOf(requestOf(), asOf + 300)).not.toBe(generationIdOf(requestOf(), asOf));
  });

  it("ends with the name of who writes and checks the text, where it is told", () => {
    expect(generationIdOf(requestOf(), asOf, "0123456789ab")).toBe(`${generationIdOf(requestOf(), asOf)}#0123456789ab`);
  });
});
