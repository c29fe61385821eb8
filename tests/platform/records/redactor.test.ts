import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createRedactor, type Redactor } from "../../../src/platform/records/redactor.ts";

function knowing(...secrets: readonly string[]): Redactor {
  const redactor = createRedactor();
  for (const secret of secrets) redactor.add(secret);
  return redactor;
}

function newPem(): string {
  return generateKeyPairSync("ec", { namedCurve: "P-256" })
    .privateKey.export({ type: "sec1", format: "pem" })
    .toString();
}

describe("a redactor", () => {
  it("leaves alone what it knows nothing of", () => {
    expect(createRedactor().redact("nothing to hide")).toBe("nothing to hide");
  });

  it("takes a secret out wherever it stands", () => {
    expect(knowing("hunter2!").redact('hunter2! {"a":"x-hunter2!-y"}hunter2!')).toBe(
      '[secret] {"a":"x-[secret]-y"}[secret]',
    );
  });

  it("takes several out, and one that is added later", () => {
    const redactor = knowing("first-secret", "second-secret");
    expect(redactor.redact("first-secret second-secret third-secret")).toBe("[secret] [secret] third-secret");
    redactor.add("third-secret");
    expect(redactor.redact("first-secret second-secret third-secret")).toBe("[secret] [secret] [secret]");
  });

  it("knows a secret without the blanks around it", () => {
    expect(knowing("  hunter2!\n").redact("Bearer hunter2!")).toBe("Bearer [secret]");
  });

  it.each(["", "   ", "abcde", " abcde "])("ignores %j, which would blank ordinary words", (short) => {
    expect(knowing(short).redact("abcde   is ordinary")).toBe("abcde   is ordinary");
  });

  it.each([
    ["secret-token", "secret-token-and-more"],
    ["secret-token-and-more", "secret-token"],
  ])("leaves nothing behind of a secret that begins like another (%s, %s)", (first, second) => {
    expect(knowing(first, second).redact("<secret-token-and-more> <secret-token>")).toBe("<[secret]> <[secret]>");
  });

  it.each([
    ["JSON", JSON.stringify],
    ["JSON in JSON", (secret: string) => JSON.stringify(JSON.stringify({ secret }))],
    ["a URL's part", encodeURIComponent],
    ["a form", (secret: string) => new URLSearchParams({ secret }).toString()],
  ])("knows a key with line breaks in the spelling of %s", (_, spell) => {
    const pem = newPem();
    const clean = knowing(pem).redact(`before ${spell(pem)} after`);
    for (const line of pem.trim().split("\n").slice(1, -1)) {
      expect(clean).not.toContain(line);
      expect(clean).not.toContain(encodeURIComponent(line));
    }
    expect(clean).toMatch(/^before .*\[secret\].* after$/s);
  });

  it("knows a key whose breaks are spelled as in an environment variable, also with true breaks", () => {
    const pem = newPem();
    const redactor = knowing(pem.replaceAll("\n", String.raw`\n`));
    const lines = pem.trim().split("\n").slice(1, -1);
    for (const line of lines) expect(redactor.redact(pem)).not.toContain(line);
    expect(lines.length).toBeGreaterThan(1);
  });

  it("takes the short last line of a key out with the key", () => {
    const secret = `${"x".repeat(64)}\nshort==`;
    expect(knowing(secret).redact(`a ${secret} b`)).toBe("a [secret] b");
  });

  it("knows the spelling of a form, where it differs from that of a URL's part", () => {
    const secret = "p@ss word!'()~*";
    const redactor = knowing(secret);
    for (const spelling of [secret, encodeURIComponent(secret), new URLSearchParams([["k", secret]]).toString()]) {
      expect(redactor.redact(spelling)).toMatch(/^(k=)?\[secret\]$/);
    }
  });

  it("bears a secret that is no sound Unicode", () => {
    expect(knowing("broken-\uD800-secret").redact("it is broken-\uD800-secret")).toBe("it is [secret]");
  });

  it("knows a secret with quotes in a JSON text, and in a JSON text that quotes one", () => {
    const secret = String.raw`a"quoted\secret`;
    const json = JSON.stringify({ secret });
    const redactor = knowing(secret);
    expect([redactor.redact(json), redactor.redact(JSON.stringify(json))]).toEqual([
      '{"secret":"[secret]"}',
      String.raw`"{\"secret\":\"[secret]\"}"`,
    ]);
  });

  it("takes special characters as they are", () => {
    expect(knowing("a.*b$&c+").redact("a.*b$&c+ aXXb$&c+")).toBe("[secret] aXXb$&c+");
  });
});
