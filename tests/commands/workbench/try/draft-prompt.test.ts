import { describe, expect, it } from "vitest";
import { draftOf, templateOf, unknownFields } from "../../../../src/commands/workbench/try/draft-prompt.ts";
import { fetchFromMarket } from "../../../../src/commands/workbench/local/market-fetch.ts";
import { createSampleMarket } from "../../../../src/emulators/markets/sample-market.ts";
import { computeFeatures, type Features, joinFeatures } from "../../../../src/features/index.ts";
import { granularitySeconds } from "../../../../src/market/candle.ts";
import { createDeadline } from "../../../../src/platform/deadline.ts";
import type { PromptType } from "../../../../src/prompts/prompt-type.ts";
import { promptTypes } from "../../../../src/prompts/registry.ts";

const fetchCandles = fetchFromMarket(createSampleMarket());

async function featuresOf({ series }: PromptType, productId: string): Promise<Features> {
  using deadline = createDeadline(10_000);
  const computed: Features[] = [];
  for (const { granularity, windowSeconds, figures } of series) {
    const endSeconds = Math.floor(1_795_000_000 / granularitySeconds[granularity]) * granularitySeconds[granularity];
    const set = await fetchCandles(
      { productId, granularity, startSeconds: endSeconds - windowSeconds, endSeconds },
      deadline,
    );
    const known = set.earlier === undefined ? set.candles : [set.earlier, ...set.candles];
    computed.push(
      computeFeatures(known, {
        asOf: endSeconds,
        granularity,
        expectedCount: set.expectedCount,
        decimals: set.decimals,
        figures,
      }),
    );
  }
  return joinFeatures(computed);
}

describe("a draft of a prompt", () => {
  it.each(promptTypes.flatMap((type) => ["BTC-USD", "SHIB-USD"].map((product) => [type.name, product, type] as const)))(
    "of %s that nobody changed renders for %s what the registered one does",
    async (_, productId, promptType) => {
      const features = await featuresOf(promptType, productId);
      const draft = draftOf(promptType, templateOf(promptType));
      expect(draft.render(productId, features)).toEqual(promptType.render(productId, features));
    },
  );

  it("names each figure of its prompt by its own field", () => {
    for (const promptType of promptTypes) {
      const { user, fields } = templateOf(promptType);
      const named = promptType.series.flatMap(({ figures }) => figures);
      expect(fields.toSorted()).toEqual([...named, "market", "product"].toSorted());
      expect(user).not.toMatch(/70\d\d\d\.\d/);
    }
  });

  it("leaves a line out whose figure is null, and says which fields there are not", () => {
    const [promptType] = promptTypes;
    if (promptType === undefined) throw new Error("There is no prompt");
    const text = { system: "About {{product}}", user: "RSI {{rsi}}\nEMA {{ ema }}" };
    const features = { rsi: null, ema: 5, candle_count: 5, expected_count: 5, as_of: 0, interval: "FIVE_MINUTE" };
    expect(draftOf(promptType, text).render("X-Y", features)).toEqual({ system: "About X-Y", user: "EMA 5.00" });
    expect(unknownFields(promptType, { system: "{{oil}}", user: "{{rsi}} {{macd}} {{market}}" })).toEqual([
      "oil",
      "macd",
    ]);
  });
});
