import { describe, expect, it } from "vitest";
import { readDeliveryNote, writeDeliveryNote } from "../../src/insight/delivery-note.ts";

describe("a delivery's note", () => {
  it.each([
    { asOf: 1_700_049_600 },
    { asOf: 1_700_049_600, posting: { outcome: "plain", text: 'BTC-USD is "up".\nBy 5 €.' } },
  ] as const)("reads as it was written: %j", (note) => {
    expect(readDeliveryNote(writeDeliveryNote(note))).toEqual(note);
  });

  it.each([undefined, "", "yesterday", "1700049600", "{}", '{"as_of":"1"}', '{"as_of":1,"posting":{"text":"x"}}'])(
    "that is %j says nothing",
    (note) => {
      expect(readDeliveryNote(note)).toBeNull();
    },
  );
});
