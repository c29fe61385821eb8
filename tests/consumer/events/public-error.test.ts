import { describe, expect, it } from "vitest";
import { publicError } from "../../../src/consumer/events/public-error.ts";
import { ServiceError, toServiceError } from "../../../src/platform/errors.ts";
import { createRedactor } from "../../../src/platform/records/redactor.ts";

describe("what a caller sees of an error", () => {
  it("is its code as the name, and its message", () => {
    const shown = publicError(new ServiceError("PAYLOAD_INVALID", "prompt is missing"));
    expect(shown).toBeInstanceOf(Error);
    expect([shown.name, shown.message]).toEqual(["PAYLOAD_INVALID", "prompt is missing"]);
  });

  it("is no stack, no cause and no detail", () => {
    const hidden = { cause: new Error("at 10.0.0.7"), details: { status: 500 }, retryable: true };
    const shown = publicError(new ServiceError("CANDLES_UNAVAILABLE", "Coinbase answered 500", hidden));
    expect(shown.stack).toBeUndefined();
    expect(shown.cause).toBeUndefined();
    expect(JSON.parse(JSON.stringify(shown))).toEqual({ name: "CANDLES_UNAVAILABLE" });
    expect(Object.getOwnPropertyNames(shown).toSorted()).toEqual(["message", "name"]);
  });

  it("is no word of an unexpected failure", () => {
    const shown = publicError(toServiceError(new TypeError("reading 'secret-token' of undefined")));
    expect([shown.name, shown.message]).toEqual(["INTERNAL", "The request failed for a reason that the log tells"]);
    expect(shown.stack).toBeUndefined();
  });

  it("shows no secret of a server's words", () => {
    const redactor = createRedactor();
    redactor.add("hunter2-key");
    const error = new ServiceError("ASSISTANT_REJECTED", "The Assistant API answered 400: hunter2-key is odd");
    expect(publicError(error, redactor).message).toBe("The Assistant API answered 400: [secret] is odd");
  });
});
