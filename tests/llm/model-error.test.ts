import { describe, expect, it } from "vitest";
import { modelError, quoteServer, statusErrorCode } from "../../src/llm/model-error.ts";

describe("statusErrorCode", () => {
  it.each([408, 424, 425, 429, 499, 500, 502, 503, 504, 529])("takes %i for a server that is not ready", (status) => {
    expect(statusErrorCode(status)).toBe("MODEL_UNAVAILABLE");
  });

  it.each([301, 307, 400, 401, 403, 404, 405, 413, 422])("takes %i for a mistake in the configuration", (status) => {
    expect(statusErrorCode(status)).toBe("MODEL_MISCONFIGURED");
  });
});

describe("modelError", () => {
  it.each([
    ["MODEL_UNAVAILABLE", true],
    ["MODEL_MISCONFIGURED", false],
    ["MODEL_ANSWER_INCOMPLETE", false],
    ["MODEL_REFUSED", false],
  ] as const)("makes a %s whose retryable is %s", (code, retryable) => {
    expect(modelError(code, "why")).toMatchObject({ code, retryable, message: "why" });
  });
});

describe("quoteServer", () => {
  it("keeps the first line", () => {
    expect(quoteServer("The signature does not match.\n\nThe canonical request was: token")).toBe(
      "The signature does not match.",
    );
  });

  it("leaves markup out", () => {
    expect(quoteServer("\n<html>\n<h1>502   Bad Gateway</h1></html>")).toBe("502 Bad Gateway");
  });

  it("leaves every secret out", () => {
    expect(quoteServer("key k-123456 is not k-123456!", ["k-123456"])).toBe("key [secret] is not [secret]!");
  });

  it("keeps no half of a secret that stands where it stops reading", () => {
    const text = `${" ".repeat(3_998)}k-123456`;
    expect(quoteServer(text, ["k-123456"])).not.toContain("k-");
  });

  it("is at most 300 characters long", () => {
    expect(quoteServer("x".repeat(10_000))).toHaveLength(300);
  });
});
