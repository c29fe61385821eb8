import { expect, it } from "vitest";
import { errorCodes, isServiceError, ServiceError, toServiceError } from "../../src/platform/errors.ts";

it("has each code once", () => {
  expect(new Set(errorCodes).size).toBe(errorCodes.length);
});

it("keeps what it is given, and is not retryable unless that is said", () => {
  const cause = new Error("cause");
  const error = new ServiceError("MARKET_STALE", "too old", { cause, details: { age: 31 } });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({
    name: "ServiceError",
    code: "MARKET_STALE",
    message: "too old",
    retryable: false,
    details: { age: 31 },
    cause,
  });
  expect(new ServiceError("LEDGER_BUSY", "busy", { retryable: true }).retryable).toBe(true);
});

it("has no cause where none is given", () => {
  expect("cause" in new ServiceError("INTERNAL", "x")).toBe(false);
});

it("is told from other errors, and by its code", () => {
  const error = new ServiceError("LEDGER_BUSY", "busy");
  expect([isServiceError(error), isServiceError(error, "LEDGER_BUSY"), isServiceError(error, "INTERNAL")]).toEqual([
    true,
    true,
    false,
  ]);
  expect([isServiceError(new Error("busy")), isServiceError({ code: "LEDGER_BUSY" }), isServiceError(null)]).toEqual([
    false,
    false,
    false,
  ]);
});

it("stays itself when it is turned into a ServiceError", () => {
  const error = new ServiceError("PAYLOAD_INVALID", "x");
  expect(toServiceError(error)).toBe(error);
});

it.each([
  { thrown: new RangeError("out of range"), message: "out of range" },
  { thrown: "a mere text", message: "a mere text" },
  { thrown: undefined, message: "undefined" },
])("makes $thrown an internal error that a redelivery may fix", ({ thrown, message }) => {
  const error = toServiceError(thrown);
  expect(error).toMatchObject({ code: "INTERNAL", message, retryable: true });
  expect(error.cause).toBe(thrown);
});
