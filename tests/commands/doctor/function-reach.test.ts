import { describe, expect, it } from "vitest";
import { onlyFunctionReaches, outOfReach } from "../../../src/commands/doctor/function-reach.ts";
import { ServiceError } from "../../../src/platform/errors.ts";

const setup = { stage: "dev", region: "us-east-2", endpoint: null, isEmbedded: false };
const unknownName = new ServiceError("HTTP_UNREACHABLE", "can't be reached: ENOTFOUND", {
  cause: new TypeError("fetch failed", { cause: Object.assign(new Error("no such name"), { code: "ENOTFOUND" }) }),
});
const refused = new ServiceError("HTTP_UNREACHABLE", "can't be reached: ECONNREFUSED");

describe("an address that a deployed function can't reach", () => {
  it.each(["http://127.0.0.1:11434", "http://127.8.8.8", "http://localhost:1", "http://[::1]:1"])(
    "is %s, with a VPC or without one",
    (url) => {
      for (const hasVpc of [true, false]) {
        expect(outOfReach("OLLAMA_HOST", url, { hasVpc }, setup)).toMatchObject({ status: "FAIL" });
      }
    },
  );

  it.each(["http://10.0.0.5", "http://172.31.0.1", "http://192.168.1.1", "http://100.64.0.1", "http://[fd00::1]:80"])(
    "is %s without a VPC",
    (url) => {
      expect(outOfReach("OLLAMA_HOST", url, { hasVpc: false }, setup)?.fix).toContain("a place in that VPC");
      expect(outOfReach("OLLAMA_HOST", url, { hasVpc: true }, setup)).toBeNull();
    },
  );

  it.each(["https://ollama.com", "http://172.32.0.1", "http://8.8.8.8", "http://[2600::1]"])("is not %s", (url) => {
    expect(outOfReach("OLLAMA_HOST", url, { hasVpc: false }, setup)).toBeNull();
  });

  it("is none for the embedded stack", () => {
    const embedded = { ...setup, isEmbedded: true };
    expect(outOfReach("OLLAMA_HOST", "http://127.0.0.1:1", { hasVpc: false }, embedded)).toBeNull();
  });
});

describe("an address that only the function can reach", () => {
  it.each([
    ["http://10.0.0.5:11434", refused],
    ["http://ollama.internal", refused],
    ["http://ollama", refused],
    ["https://ollama.example.com", unknownName],
  ])("is %s, from its VPC", (url, error) => {
    expect(onlyFunctionReaches(url, error, { hasVpc: true })).toMatchObject({ status: "skip", fix: null });
    expect(onlyFunctionReaches(url, error, { hasVpc: false })).toBeNull();
  });

  it("is none that is public and refuses", () => {
    expect(onlyFunctionReaches("https://ollama.example.com", refused, { hasVpc: true })).toBeNull();
  });
});
