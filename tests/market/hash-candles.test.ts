import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { hashCandles } from "../../src/market/hash-candles.ts";
import { parseCandles } from "../../src/market/parse-candles.ts";

const candles = [
  { start: 1_700_049_000, open: 37_000.5, high: 37_010, low: 36_990.25, close: 37_005, volume: 1.25 },
  { start: 1_700_049_300, open: 0.000_008_94, high: 0.000_009, low: 1e-8, close: 0.000_008_9, volume: 123_456_789 },
];

it("is the SHA-256 of one line for each candle", () => {
  const lines =
    "1700049000,37000.5,37010,36990.25,37005,1.25\n1700049300,0.00000894,0.000009,1e-8,0.0000089,123456789\n";
  expect(hashCandles(candles)).toBe(createHash("sha256").update(lines).digest("hex"));
  expect(hashCandles(candles)).toBe("6264a697eaabe14ce0822bdb7a2c709ac18aae3c4a63fe06eeda79011882fcca");
});

it("of no candles is that of an empty text", () => {
  expect(hashCandles([])).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

it("is the same however the numbers were spelt", () => {
  const row = { start: "1700049000", open: "37000.50", high: "37010", low: "36990.250", close: "37005.0" };
  const spelt = [
    { ...row, volume: "1.25" },
    { volume: 1.25, ...row },
  ];
  expect(spelt.map((each) => hashCandles(parseCandles(JSON.stringify({ candles: [each] })).candles))).toEqual(
    spelt.map(() => hashCandles(candles.slice(0, 1))),
  );
});

it.each(["start", "open", "high", "low", "close", "volume"] as const)("changes with %s", (field) => {
  const [first, ...others] = candles;
  const changed = first === undefined ? [] : [{ ...first, [field]: first[field] + 0.5 }, ...others];
  expect(changed).toHaveLength(2);
  expect(hashCandles(changed)).not.toBe(hashCandles(candles));
});

it("changes with the order", () => {
  expect(hashCandles(candles.toReversed())).not.toBe(hashCandles(candles));
});
