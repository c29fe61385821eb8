import { expect, it } from "vitest";
import { describeError, errorCodeOf } from "../../src/platform/describe-error.ts";
import { ServiceError } from "../../src/platform/errors.ts";

it("shows of our own error what it knows, without a stack", () => {
  const error = new ServiceError("LEDGER_BUSY", "busy", { retryable: true, details: { retryAfterMs: 5 } });
  expect(describeError(error)).toEqual({
    name: "ServiceError",
    code: "LEDGER_BUSY",
    message: "busy",
    retryable: true,
    details: { retryAfterMs: 5 },
  });
});

it("leaves out details where there are none", () => {
  expect(describeError(new ServiceError("LEDGER_BUSY", "busy"))).not.toHaveProperty("details");
});

it("keeps the stack of an unexpected failure, and only of that", () => {
  const unforeseen = new RangeError("out of range");
  expect(describeError(unforeseen)).toEqual({ name: "RangeError", message: "out of range", stack: unforeseen.stack });
  const internal = new ServiceError("INTERNAL", "x", { cause: unforeseen });
  expect(describeError(internal)).toMatchObject({ stack: internal.stack, cause: { name: "RangeError" } });
  expect(describeError(internal).cause).not.toHaveProperty("stack");
});

it("bears an error without a stack", () => {
  const error = new Error("bare");
  delete error.stack;
  expect(describeError(error)).toEqual({ name: "Error", message: "bare" });
});

it("follows causes, with the codes of the system", () => {
  const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  const error = new ServiceError("HTTP_UNREACHABLE", "down", {
    cause: new TypeError("fetch failed", { cause: refused }),
  });
  expect(describeError(error).cause).toEqual({
    name: "TypeError",
    message: "fetch failed",
    cause: { name: "Error", code: "ECONNREFUSED", message: "connect ECONNREFUSED" },
  });
});

it("stops at the fifth cause, also in a circle", () => {
  const error = new Error("round");
  error.cause = error;
  let depth = 0;
  for (let at = describeError(error).cause; at !== undefined; at = at.cause) depth += 1;
  expect(depth).toBe(5);
});

it("shows nothing else of an error: not what an SDK hangs onto it", () => {
  const error = Object.assign(new Error("denied"), {
    $response: { headers: { authorization: "Bearer hunter2" } },
    request: { body: "hunter2" },
    code: 403,
  });
  expect(Object.keys(describeError(error))).toEqual(["name", "message", "stack"]);
});

it.each([
  ["text", "string", "text"],
  [undefined, "undefined", "undefined"],
  [null, "object", "null"],
  [42, "number", "42"],
])("describes %j, which is no error", (thrown, name, message) => {
  expect(describeError(thrown)).toEqual({ name, message });
});

it("knows the code of an error, where it is a text", () => {
  expect(errorCodeOf(new ServiceError("LEDGER_BUSY", "busy"))).toBe("LEDGER_BUSY");
  expect(errorCodeOf(Object.assign(new Error("x"), { code: "ENOENT" }))).toBe("ENOENT");
  expect(errorCodeOf(Object.assign(new Error("x"), { code: 20 }))).toBeUndefined();
  expect(errorCodeOf(new Error("x"))).toBeUndefined();
  expect(errorCodeOf({ code: "ENOENT" })).toBeUndefined();
});
