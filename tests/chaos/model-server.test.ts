import { afterEach, describe, expect, it } from "vitest";
import { exampleFigures } from "../features/support/figure-samples.ts";
import { judgeText } from "../../src/grounding/reading/judge-text.ts";
import { createDice } from "../../chaos/dice.ts";
import { modelName, type ModelServer, startModelServer, writeAnswer } from "../../chaos/model-server.ts";
import { createOllamaProvider } from "../../src/llm/ollama/ollama-provider.ts";
import { trendAnalysis } from "../../src/prompts/trend-analysis.ts";

const prompt = trendAnalysis.render("BTC-USD", exampleFigures);
const subject = { productId: "BTC-USD", maxWords: 100, features: exampleFigures };
let server: ModelServer | undefined;

afterEach(async () => {
  await server?.stop();
});

describe("the model of a chaos run", () => {
  it("answers the service's own client with a text that holds", async () => {
    server = await startModelServer();
    const provider = createOllamaProvider({ host: server.url, model: modelName });
    const { text } = await provider.answer(prompt, { signal: new AbortController().signal });
    expect(text).toMatch(/^The rolling average of BTC-USD is \S+\. The RSI is \S+\.$/);
    expect(judgeText(text, subject)).toMatchObject({ grounded: true });
    expect(server.callCount).toBe(1);
  });

  it("writes texts of too many words, of which at most 100 are posted", () => {
    const { posted } = judgeText(writeAnswer(`${prompt.system}\n${prompt.user}`, "too_long"), subject);
    expect((posted ?? "").split(" ").length).toBeLessThanOrEqual(100);
  });

  it.each(["lying", "empty"] as const)("writes %s texts that the service must find", (fault) => {
    const text = writeAnswer(`${prompt.system}\n${prompt.user}`, fault);
    expect(judgeText(text, subject).grounded).toBe(false);
  });

  it("writes true and false ones where it is given dice", async () => {
    server = await startModelServer({ dice: createDice(1, "texts") });
    const provider = createOllamaProvider({ host: server.url, model: modelName });
    const seen = new Set<boolean>();
    for (let call = 0; call < 40; call += 1) {
      const { text } = await provider
        .answer(prompt, { signal: new AbortController().signal })
        .catch(() => ({ text: "" }));
      seen.add(judgeText(text, subject).grounded);
    }
    expect(seen).toEqual(new Set([true, false]));
  });
});
