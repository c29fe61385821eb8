import { expect, it } from "vitest";
import { errorCodes, isServiceError, ServiceError, toServiceError } from "../../src/platform/errors.ts";

it("has each code once", () => {
  expect(new Set(errorCodes).size).toBe(errorCodes.length);
});

it("keeps what it is given, and is not retryable unless that is said", () => {
  const cause = new Error("cause");
  const error = new ServiceError("MARKET_STALE", "too old", { cause, details: { ageSeconds: 31 } });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({
    name: "ServiceError",
    code: "MARKET_STALE",
    message: "too old",
    retryable: false,
    details: { ageSeconds: 31 },
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

it("says by its code what it knows, and by a field of every code whether a post may have arrived", () => {
  const error = toServiceError(new ServiceError("LEDGER_BUSY", "busy", { details: { retryAfterMs: 5 } }));
  expect(error.code === "LEDGER_BUSY" ? error.details.retryAfterMs : null).toBe(5);
  // @ts-expect-error A field that no error of this code has.
  expect(error.code === "LEDGER_BUSY" ? error.details.status : null).toBeUndefined();
  // @ts-expect-error The number of milliseconds is spelled otherwise.
  expect(error.code === "LEDGER_BUSY" ? error.details.retryAfterMS : null).toBeUndefined();
  expect(error.details.mayHaveArrived).toBeUndefined();
  // @ts-expect-error It can't be made with another's details either.
  expect(new ServiceError("LEDGER_BUSY", "busy", { details: { problems: [] } }).code).toBe("LEDGER_BUSY");
});

it("gives the status and the wait of those that have one", () => {
  const refused = new ServiceError("TOKEN_REFUSED", "no", { details: { status: 429, retryAfterMs: 60_000 } });
  expect([refused.status, refused.retryAfterMs]).toEqual([429, 60_000]);
  const other = new ServiceError("INTERNAL", "x");
  expect([other.status, other.retryAfterMs]).toEqual([undefined, undefined]);
});

it("can be passed on with another message or cause, or with more details, and stays what it is", () => {
  const cause = new Error("reset");
  const details = { status: 502, retryAfterMs: 5 };
  const error = new ServiceError("ASSISTANT_UNAVAILABLE", "down", { cause, retryable: true, details });
  const withFate = error.with({ details: { mayHaveArrived: true, retryAfterMs: 3 } });
  const kept = { code: "ASSISTANT_UNAVAILABLE", retryable: true };
  expect(withFate).toMatchObject({ ...kept, message: "down", cause });
  expect(JSON.stringify(withFate.details)).toBe('{"status":502,"retryAfterMs":3,"mayHaveArrived":true}');
  expect(error.with({ message: "still down", cause: error })).toMatchObject({
    ...kept,
    message: "still down",
    cause: error,
    details,
  });
  expect("cause" in new ServiceError("INTERNAL", "x").with({})).toBe(false);
});
