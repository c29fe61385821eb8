import { describe, expect, it } from "vitest";
import { findSecrets } from "../../chaos/find-secrets.ts";

const secret = "Zr8pQ2mVx0Lk/TnB+5Hd=&'<>\"\\ w9Qy7Rt1Uo3Pa5Sd";
const nothing = { secrets: [secret], lines: [], receipts: [], letters: [], ledgerItems: [] };

describe("the search for secrets", () => {
  it("finds nothing where nothing is", () => {
    const text = JSON.stringify({ text: "100% of &amp; %zz \\u0041 Zr8pQ2mV", key: "[secret]" });
    expect(findSecrets({ ...nothing, lines: [text], receipts: [text], ledgerItems: [text] })).toEqual([]);
  });

  it.each<[string, (text: string) => string]>([
    ["as it is", (text) => text],
    ["in JSON", (text) => JSON.stringify(JSON.stringify(text))],
    ["in JSON by numbers", (text) => Array.from(text, (each) => `\\u00${each.charCodeAt(0).toString(16)}`).join("")],
    ["in a URL", encodeURIComponent],
    [
      "in a URL, every character in lower case",
      (text) => Array.from(text, (each) => `%${each.charCodeAt(0).toString(16)}`).join(""),
    ],
    ["in a URL in a URL", (text) => encodeURIComponent(encodeURIComponent(text))],
    [
      "in HTML",
      (text) =>
        text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("/", "&#x2F;").replaceAll("'", "&#39;"),
    ],
    ["in base64", (text) => btoa(text)],
    ["in base64 behind a user's name", (text) => btoa(`me:${text}`)],
    ["in base64url behind two more", (text) => btoa(`user:${text}`).replaceAll("+", "-").replaceAll("/", "_")],
    ["in hex", (text) => Buffer.from(text).toString("hex")],
    ["cut off", (text) => text.slice(0, 25)],
    ["without its beginning", (text) => text.slice(-25)],
  ])("finds one %s, wherever it stands", (_, spell) => {
    const text = `{"a":"said ${spell(secret)} so"}`;
    expect(findSecrets({ ...nothing, lines: [text] })).toEqual(["a secret stands in a log line"]);
    expect(findSecrets({ ...nothing, receipts: ["{}", text] })).toEqual(["a secret stands in a receipt"]);
    expect(findSecrets({ ...nothing, ledgerItems: [text] })).toEqual(["a secret stands in an item of the ledger"]);
  });

  it("finds a line of a key", () => {
    const line = "MHcCAQEEIHm9WcbDi5g3M3CEcZqxk1oVQv1Z9h0vVqF0pYw7W2XoAoGCCqGSM49";
    const pem = `-----BEGIN EC PRIVATE KEY-----\n${line}\nAwEHoUQDQgAE5eJq8aW3pPAzjv2QkP0l7m3F1w\n-----END EC PRIVATE KEY-----`;
    const found = findSecrets({ ...nothing, secrets: [pem], lines: [`x ${line} y`, "-----BEGIN EC PRIVATE KEY-----"] });
    expect(found).toEqual(["a secret stands in a log line"]);
  });
});
