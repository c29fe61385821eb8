import { expect, it } from "vitest";
import { errorCodes } from "../../../src/platform/errors.ts";
import { redelivery } from "../../../src/commands/dlq/redelivery.ts";

it("never helps where the message itself, or its end, is the cause", () => {
  expect(errorCodes.filter((code) => redelivery[code] === "never succeeds").toSorted()).toEqual([
    "CALLER_UNKNOWN",
    "CHANNEL_NOT_ALLOWED",
    "EVENT_UNSUPPORTED",
    "PAYLOAD_INVALID",
    "PAYLOAD_NOT_JSON",
    "POST_MAY_HAVE_ARRIVED",
  ]);
});

it("knows every code", () => {
  expect(Object.keys(redelivery).toSorted()).toEqual([...errorCodes].toSorted());
});
