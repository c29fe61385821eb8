import { describe, expect, it } from "vitest";
import { readReceiptValue } from "../../../../src/commands/kit/receipts/receipt-reading.ts";
import { costOf } from "../../../../src/commands/workbench/insights/prices.ts";

const prices = new Map([["llama3.2", { input: 1, output: 10 }]]);
const asked = { provider: "ollama", model: "llama3.2:latest", latencyMs: 1 };
const usage = { input_tokens: 3, output_tokens: 2 };

describe("what a text cost", () => {
  it.each<[what: string, receipt: object, cost: number | null]>([
    ["a model with a price", { attempts: [asked], usage }, 23],
    ["a model without one", { attempts: [{ ...asked, model: "nova" }], usage }, null],
    ["two models, whose tokens are told together", { attempts: [asked, { ...asked, model: "nova" }], usage }, null],
    [
      "a model that does not say how many tokens",
      { attempts: [asked], usage: { input_tokens: 3, output_tokens: null } },
      null,
    ],
    ["no model at all", { attempts: [], usage: null }, 0],
    ["a model that was passed over", { attempts: [{ ...asked, skipped: true }], usage: null }, 0],
    ["a text that was made for another request", { attempts: [asked], usage, coalesced: true }, 0],
  ])("is known of %s, or said to be unknown", (_, receipt, cost) => {
    const reading = readReceiptValue(receipt);
    expect(reading === null ? undefined : costOf(reading, prices)).toBe(cost);
  });
});
