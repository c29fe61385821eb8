import { describe, expect, it } from "vitest";
import { mayHaveArrivedBefore, mayHaveArrivedDespite } from "../../src/delivery/may-have-arrived.ts";
import { ServiceError } from "../../src/platform/errors.ts";

describe("an answer", () => {
  it("leaves it open whether a post arrived where it is 500, 502 or 504, and nowhere else", () => {
    const open = Array.from({ length: 500 }, (_, index) => index + 100).filter(mayHaveArrivedDespite);
    expect(open).toEqual([500, 502, 504]);
  });
});

/** As Node's fetch throws it, within what the HTTP client makes of it. */
function unreachable(cause: Error): ServiceError {
  const failed = new TypeError("fetch failed", { cause });
  return new ServiceError("HTTP_UNREACHABLE", "can't be reached", { cause: failed, retryable: true });
}

const failure = (code: string, fields: object = {}): Error => Object.assign(new Error(code), { code, ...fields });

describe("a failure without an answer", () => {
  it.each([
    failure("ECONNREFUSED"),
    failure("ENOTFOUND", { syscall: "getaddrinfo" }),
    failure("EAI_AGAIN"),
    failure("EHOSTUNREACH"),
    failure("ENETUNREACH"),
    failure("ETIMEDOUT", { syscall: "connect" }),
    failure("UND_ERR_CONNECT_TIMEOUT"),
    failure("CERT_HAS_EXPIRED"),
    failure("DEPTH_ZERO_SELF_SIGNED_CERT"),
    failure("UNABLE_TO_VERIFY_LEAF_SIGNATURE"),
    failure("ERR_TLS_CERT_ALTNAME_INVALID"),
    failure("ERR_SSL_WRONG_VERSION_NUMBER"),
    Object.assign(new AggregateError([failure("ETIMEDOUT", { syscall: "connect" })]), { code: "ETIMEDOUT" }),
    new Error("Client network socket disconnected before secure TLS connection was established"),
    new Error("unexpected redirect"),
  ])("of a connection that was never made, or a redirect, carried nothing: %s", (cause) => {
    expect(mayHaveArrivedBefore(unreachable(cause))).toBe(false);
  });

  it("of a request that could not be sent carried nothing", () => {
    expect(mayHaveArrivedBefore(new ServiceError("HTTP_UNREACHABLE", "a header is malformed"))).toBe(false);
  });

  it.each([
    unreachable(failure("ECONNRESET", { syscall: "read" })),
    unreachable(failure("ETIMEDOUT", { syscall: "read" })),
    unreachable(failure("EPIPE", { syscall: "write" })),
    unreachable(failure("UND_ERR_SOCKET")),
    unreachable(failure("UND_ERR_BODY_TIMEOUT")),
    new ServiceError("HTTP_TIMEOUT", "did not answer within 8000 ms"),
    new ServiceError("DEADLINE_EXCEEDED", "the time was up"),
    new ServiceError("HTTP_BODY_TOO_LARGE", "answered with more than 4 MiB"),
    new Error("anything else"),
    "a text",
  ])("of a connection that was there leaves it open: %s", (error) => {
    expect(mayHaveArrivedBefore(error)).toBe(true);
  });
});
