import { describe, expect, it } from "vitest";
import { readReceiptKey } from "../../../../src/commands/workbench/insights/receipt-key.ts";

describe("the key of a receipt", () => {
  it.each([
    ["insights/BTC-USD/2026-11-27/abc-1.trend_analysis.general.json", "abc-1", "trend_analysis", "general"],
    ["insights/BTC-USD/2026-11-27/desk/1.2@x.key_levels.ops!0a1b2c.json", "desk/1.2@x", "key_levels", "ops"],
    ["insights/BTC-USD/2026-11-27/old.json", "old", null, null],
  ])("tells of %s its id, prompt and channel", (key, correlationId, prompt, channel) => {
    expect(readReceiptKey(key)).toEqual({ productId: "BTC-USD", day: "2026-11-27", correlationId, prompt, channel });
  });

  it.each(["COINBASE/BTC-USD/historical/x.csv", "insights/BTC-USD/x.json", "insights/../secret", ""])(
    "is not %j",
    (key) => {
      expect(readReceiptKey(key)).toBeNull();
    },
  );
});
