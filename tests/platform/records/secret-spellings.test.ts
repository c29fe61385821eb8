import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRedactor } from "../../../src/platform/records/redactor.ts";

const pem = `-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIHm/WcbDi5g+3M3CEcZqxk1oVQv1Z9h0vVqF0pYw7W2XoAoGCCqGSM49\nAwEHoUQDQgAE5eJq+8aW3pPAzjv2QkP0l7m3F1w/6bqzGmYQ7y2ZQ1kq0d3r1V5x\nO0u9s2eQk7pXg4m1uWv0bJr8TQ==\n-----END EC PRIVATE KEY-----\n`;
const key = "s3cr3t/Key+with=odd&ch%rs<\"'>\\and more";

function knowing(...secrets: readonly string[]) {
  const redactor = createRedactor();
  for (const secret of secrets) redactor.add(secret);
  return redactor;
}

const percent = (text: string, upper: boolean): string =>
  [...Buffer.from(text)]
    .map((byte) => `%${byte.toString(16).padStart(2, "0")}`)
    .map((each) => (upper ? each.toUpperCase() : each))
    .join("");
const spacedHex = (text: string, between: string): string =>
  Array.from(Buffer.from(text), (byte) => byte.toString(16).padStart(2, "0")).join(between);
const units = (text: string): readonly number[] => Array.from(text, (character) => character.codePointAt(0) ?? 0);

/** Ways in which something else may write a text. */
const spellings: Readonly<Record<string, (text: string) => string>> = {
  "as it is": (text) => text,
  JSON: (text) => JSON.stringify(text),
  "JSON in JSON in JSON": (text) => JSON.stringify(JSON.stringify(JSON.stringify(text))),
  "JSON with slashes escaped": (text) => JSON.stringify(text).replaceAll("/", String.raw`\/`),
  "JSON as numbers": (text) =>
    units(text)
      .map((code) => `\\u${code.toString(16).padStart(4, "0")}`)
      .join(""),
  "JSON as numbers, in part": (text) =>
    text.replaceAll(/[=+&<>'"]/g, (each) => `\\u${each.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`),
  "a script's numbers": (text) =>
    units(text)
      .map((code) => `\\x${code.toString(16).padStart(2, "0")}`)
      .join(""),
  "a URL": encodeURIComponent,
  "a URL in lower case": (text) => encodeURIComponent(text).replaceAll(/%../g, (each) => each.toLowerCase()),
  "a URL in a URL": (text) => encodeURIComponent(encodeURIComponent(text)),
  "a URL, every character": (text) => percent(text, true),
  "a URL, every character in lower case": (text) => percent(text, false),
  "a URL's letters": (text) => text.replaceAll(/[a-y]/g, (each) => percent(each, true)).replaceAll("%%", "%25%"),
  "a form": (text) => new URLSearchParams({ text }).toString(),
  HTML: (text) =>
    text
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      .replaceAll("'", "&#39;")
      .replaceAll("/", "&#x2F;")
      .replaceAll("=", "&#x3D;"),
  "HTML by names": (text) =>
    text.replaceAll("&", "&amp;").replaceAll("/", "&sol;").replaceAll("+", "&plus;").replaceAll("=", "&equals;"),
  "HTML by numbers": (text) =>
    units(text)
      .map((code) => `&#${code};`)
      .join(""),
  "HTML by hex numbers": (text) =>
    units(text)
      .map((code) => `&#X${code.toString(16)};`)
      .join(""),
  "HTML by numbers with zeros before them": (text) =>
    units(text)
      .map((code) => `&#${String(code).padStart(10, "0")};`)
      .join(""),
  "HTML by hex numbers with zeros before them": (text) =>
    units(text)
      .map((code) => `&#x${code.toString(16).padStart(12, "0")};`)
      .join(""),
  "a script's code points with zeros before them": (text) =>
    units(text)
      .map((code) => `\\u{${code.toString(16).padStart(12, "0")}}`)
      .join(""),
  "HTML in JSON": (text) =>
    JSON.stringify(text.replaceAll("&", "&amp;").replaceAll("/", "&#47;").replaceAll('"', "&quot;")),
  base64: (text) => Buffer.from(text).toString("base64"),
  "base64 behind one byte": (text) => Buffer.from(`:${text}`).toString("base64"),
  "base64 behind two bytes": (text) => Buffer.from(`u:${text}`).toString("base64"),
  "base64 in the middle": (text) => Buffer.from(`user:${text}:more`).toString("base64"),
  base64url: (text) => Buffer.from(`a:${text}?`).toString("base64url"),
  "base64 in a URL": (text) => encodeURIComponent(Buffer.from(text).toString("base64")),
  hex: (text) => Buffer.from(text).toString("hex"),
  "hex in upper case": (text) => Buffer.from(text).toString("hex").toUpperCase(),
  "hex with blanks": (text) => spacedHex(text, " "),
  "hex with colons, in upper case": (text) => spacedHex(text, ":").toUpperCase(),
  "hex with colons, in a URL": (text) => encodeURIComponent(spacedHex(text, ":")),
  "a dump in pairs of bytes": (text) =>
    (
      Buffer.from(text)
        .toString("hex")
        .match(/.{1,4}/g) ?? []
    ).join(" "),
};

/** What of a secret can be read in a text, by undoing every spelling anew: its longest run. */
function readableRun(clean: string, secret: string): number {
  let longest = 0;
  for (let start = 0; start < secret.length; start += 1) {
    for (let end = start + longest + 1; end <= secret.length; end += 1) {
      if (!clean.includes(secret.slice(start, end))) break;
      longest = end - start;
    }
  }
  return longest;
}

describe.each(Object.entries(spellings))("a secret in the spelling of %s", (_, spell) => {
  it.each([
    ["an odd key", key],
    ["a plain key", "Zr8pQ2mVx0Lk7TnB"],
    ["a short one", "pa55wd"],
    ["one beyond ASCII", "schlüssel-größe-日本語-key"],
    ["a long token", `eyJhbGciOiJIUzI1NiJ9.${"Ab1-_".repeat(60)}.${"xY9".repeat(14)}`],
  ])("is taken out: %s", (__, secret) => {
    if (secret.includes("日") && spell("é") === String.raw`\xe9`) return;
    const written = spell(secret);
    const clean = knowing(secret).redact(`before >${written}< after`);
    expect(clean).toMatch(/^before >.*\[secret\].*< after$/s);
    expect(readableRun(clean, secret)).toBeLessThan(Math.min(9, secret.length / 2));
    // What stands beside the secret within its spelling may stay.
    expect(readableRun(clean, written)).toBeLessThan(12);
  });

  it("is taken out of a PEM key line by line", () => {
    const clean = knowing(pem).redact(spell(pem));
    for (const line of pem.trim().split("\n").slice(1, -1)) {
      expect(readableRun(clean, line)).toBeLessThan(9);
      expect(readableRun(clean, spell(line))).toBeLessThan(15);
    }
  });
});

describe("a text that was cut off within a secret", () => {
  it.each([16, 17, 31, 40])("does not keep its first %d characters", (length) => {
    const secret = "Zr8pQ2mVx0Lk7TnBw5Hd3Jc9FsY6GaE1uRiOq4Xt";
    expect(knowing(secret).redact(`said ${secret.slice(0, length)}`)).toBe("said [secret]");
  });

  it("does not keep its end, nor one that other words follow", () => {
    const secret = `${"Zr8pQ2mVx0Lk7TnB".repeat(3)}${"w5Hd3Jc9FsY6GaE1".repeat(2)}`;
    expect(knowing(secret).redact(`...${secret.slice(-40)} was refused`)).toBe("...[secret] was refused");
  });
});

describe("a text that holds a part of a long token", () => {
  const token = Array.from({ length: 300 }, (_, index) =>
    ((index * 7_919 + 13) % 46_656).toString(36).padStart(4, "x"),
  );
  const secret = token.join("");

  it.each([
    ["its beginning", secret.slice(0, 20)],
    ["its end", secret.slice(-20)],
    ["80 characters of its middle", secret.slice(333, 413)],
    ["all of it", secret],
  ])("does not keep %s", (_, part) => {
    expect(knowing(secret).redact(`said <${part}>`)).toBe("said <[secret]>");
  });
});

describe("a text beside a secret", () => {
  it.each(["2026-11-27T12:34:17 50 60 70 80", "5b6c1f9e-2a37-4f02-8c3d-1e2f3a4b5c6d", "be added 12 34 56 78 9a bc"])(
    "stays as it is where it looks like bytes in hex: %s",
    (text) => {
      expect(knowing(key, pem, "Zr8pQ2mVx0Lk7TnB").redact(text)).toBe(text);
    },
  );

  it("stays as it is, whatever escapes it has", () => {
    const redactor = knowing(key, pem);
    for (const text of [
      "100%25 of &amp; <b> \\u0041 %zz &nosuch; \\",
      "C:\\new\\table",
      "a+b=c",
      "-----BEGIN EC PRIVATE KEY-----",
    ]) {
      expect(redactor.redact(text)).toBe(text);
    }
  });

  it("stays around it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (before, after) => {
        const clean = knowing("Zr8pQ2mVx0Lk7TnB").redact(`${before} Zr8pQ2mVx0Lk7TnB ${after}`);
        expect(clean).toBe(`${before} [secret] ${after}`);
      }),
      { numRuns: 300 },
    );
  });
});
