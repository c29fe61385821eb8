import { describe, expect, it } from "vitest";
import { isPage, quotedServerWords, serverWords } from "../../../src/platform/http/server-words.ts";

describe("a server's own words", () => {
  it.each<[unknown, string]>([
    [{ message: "no" }, "no"],
    [{ detail: "Not Found" }, "Not Found"],
    [{ error: "access_denied", error_description: "Unauthorized" }, "Unauthorized; access_denied"],
    [{ error: { code: 429, message: "slow down" } }, "slow down"],
    [
      {
        detail: [
          { loc: ["body", "message"], msg: "field required", type: "missing" },
          { loc: ["body", 0], msg: "odd" },
        ],
      },
      "body.message: field required; body.0: odd",
    ],
    [
      { errors: { message: ["is too long", "is odd"], channel: ["is unknown"] } },
      "message: is too long; is odd; channel: is unknown",
    ],
    [
      { message: "The given data was invalid.", errors: { text: ["is missing"] } },
      "The given data was invalid.; text: is missing",
    ],
    [{ errors: ["a", "b", "a"] }, "a; b"],
    [{ errors: [{ field: "message", defaultMessage: "x", message: "must be there" }] }, "message: must be there"],
    [{ errors: [{ source: { pointer: "/data/text" }, detail: "bad" }] }, "/data/text: bad"],
    [
      { type: "about:blank", title: "Unprocessable", detail: "the channel is read only", status: 422 },
      "the channel is read only; Unprocessable",
    ],
    [{ status: "error", code: 5 }, "code 5"],
    ["plain text", "plain text"],
    [["first", "second"], "first; second"],
    [{}, ""],
    [null, ""],
    [7, ""],
  ])("%j are %j", (body, words) => {
    expect(serverWords(JSON.stringify(body))).toBe(words);
  });

  it.each([
    ["view only", "view only"],
    ["  Unauthorized\r\n ", "Unauthorized"],
    ["a\u0000\u001B[31mb\nc", "a [31mb c"],
    ["<html><head><title>\n Sign in </title></head></html>", 'a page of HTML, "Sign in"'],
    ["<!DOCTYPE html><p>Maintenance</p>", "a page of HTML"],
    ["<Error><Code>AccessDenied</Code></Error>", "a document of XML"],
    ["", ""],
  ])("of %j, which is no JSON, are %j", (text, words) => {
    expect(serverWords(text)).toBe(words);
  });

  it("are one line of 300 characters at most, whatever came", () => {
    for (const body of [
      "x".repeat(9_999),
      JSON.stringify({ message: "x".repeat(9_999) }),
      "\uD83D\uDE00".repeat(999),
    ]) {
      expect(serverWords(body)).toHaveLength(300);
      expect(serverWords(body).isWellFormed()).toBe(true);
    }
    const deep = `${'{"error":'.repeat(500)}"x"${"}".repeat(500)}`;
    expect(serverWords(deep)).toBe("");
  });

  it("end a sentence, or add nothing to it", () => {
    expect([quotedServerWords("no"), quotedServerWords("")]).toEqual([": no", ""]);
  });
});

it.each([
  ["<html>", true],
  ["\uFEFF\n<!doctype HTML>", true],
  ["<!-- x -->", true],
  ["<Error>", false],
  ["{}", false],
  ["see <html>", false],
])("%j is a page for people: %j", (text, is) => {
  expect(isPage(text)).toBe(is);
});
