import { expect, it } from "vitest";
import { createBedrockProvider } from "../../src/llm/bedrock/bedrock-provider.ts";
import { createOllamaProvider } from "../../src/llm/ollama/ollama-provider.ts";
import { fingerprintOf } from "../../src/llm/provider-fingerprint.ts";

it("is short, the same for the same parts, and another for each other", () => {
  const parts = [[], ["a"], ["a", "b"], ["b", "a"], [["a", "b"]], [{ model: "a" }], [{ model: "b" }], [1], ["1"]];
  const names = parts.map((list) => fingerprintOf(...list));
  expect(new Set(names).size).toBe(parts.length);
  expect(parts.map((list) => fingerprintOf(...list))).toEqual(names);
  for (const name of names) expect(name).toMatch(/^[0-9a-f]{12}$/);
});

it("tells the settings of a provider apart, those that only its code knows too", () => {
  const bedrock = { modelId: "m", region: "us-east-2" };
  const ollama = { host: "http://127.0.0.1:1", model: "m" };
  const providers = [
    createBedrockProvider(bedrock),
    createBedrockProvider({ ...bedrock, temperature: 0 }),
    createBedrockProvider({ ...bedrock, maxOutputTokens: 2_048 }),
    createOllamaProvider(ollama),
    createOllamaProvider({ ...ollama, temperature: 0 }),
    createOllamaProvider({ ...ollama, numCtx: 8_192 }),
  ];
  expect(new Set(providers.map(({ settings }) => fingerprintOf(settings))).size).toBe(providers.length);
});
