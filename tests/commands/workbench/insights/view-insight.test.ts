import { describe, expect, it } from "vitest";
import { createCandleFinder } from "../../../../src/commands/workbench/insights/candle-finder.ts";
import { viewInsight } from "../../../../src/commands/workbench/insights/view-insight.ts";
import { fetchFromMarket } from "../../../../src/commands/workbench/local/market-fetch.ts";
import { openTryModel } from "../../../../src/commands/workbench/try/try-model.ts";
import { tryOnce } from "../../../../src/commands/workbench/try/try-run.ts";
import { createSampleMarket } from "../../../../src/emulators/markets/sample-market.ts";
import { promptTypes } from "../../../../src/prompts/registry.ts";
import type { PromptType } from "../../../../src/prompts/prompt-type.ts";

const atMs = Date.parse("2026-11-20T12:03:00Z");
const fetchCandles = fetchFromMarket(createSampleMarket());
const options = { finder: createCandleFinder([fetchCandles]), prices: new Map() };

const down = () => Promise.reject(new Error("Nobody answers"));

async function receiptOf(text: string, promptType: PromptType, productId = "BTC-USD") {
  const { model } = openTryModel({ model: "typed", text }, "plain", {});
  return await tryOnce({
    id: "abc-1",
    productId,
    promptType,
    model,
    fetchCandles,
    atMs,
    clock: Date.now,
    onStep: () => undefined,
  });
}

async function viewOf(text: string, name = "trend_analysis") {
  const promptType = promptTypes.find((each) => each.name === name);
  if (promptType === undefined) throw new Error(name);
  const receipt = await receiptOf(text, promptType);
  const view = await viewInsight(null, receipt, options);
  if (view === null) throw new Error("There is no view");
  return { receipt, view };
}

describe("the view of an insight", () => {
  it.each(promptTypes.map((type) => [type.name, type] as const))(
    "draws for %s each line so that its last point is the figure",
    async (name, promptType) => {
      const { view, receipt } = await viewOf("x", name);
      expect(view.charts.map(({ series }) => series)).toEqual(promptType.series.map((series) => series.name));
      for (const chart of view.charts) {
        expect(chart.problem).toBeNull();
        const told: unknown = Reflect.get(Object(receipt["features"]), chart.series) ?? receipt["features"];
        const lines = [...chart.overlays, ...chart.panes.flatMap((pane) => pane.lines)];
        for (const { figure, points } of lines) {
          expect(points.at(-1)?.[0], figure).toBe(chart.candles.at(-1)?.[0]);
          expect(points.at(-1)?.[1], figure).toBe(Reflect.get(Object(told), figure));
        }
        for (const { figure, value } of chart.levels) expect(value).toBe(Reflect.get(Object(told), figure));
      }
    },
  );

  it("gives prices in a pane the market's own decimals, and names its zero once", async () => {
    const promptType = promptTypes.find(({ name }) => name === "momentum_check");
    if (promptType === undefined) throw new Error("There is no such prompt");
    const view = await viewInsight(null, await receiptOf("x", promptType, "SHIB-USD"), options);
    const panes = view?.charts[0]?.panes ?? [];
    expect(panes.map(({ title, decimals, levels }) => [title, decimals, levels.map(({ label }) => label)])).toEqual([
      ["RSI", 2, ["overbought", "oversold"]],
      ["MACD", view?.charts[0]?.decimals, ["0"]],
      ["ADX", 2, ["strong", "weak"]],
    ]);
    expect(view?.charts[0]?.decimals).toBeGreaterThan(6);
  });

  it("has candles only where their hash agrees, and the figures in any case", async () => {
    const { receipt } = await viewOf("x");
    const market: unknown = receipt["market"];
    const other = { ...receipt, market: { ...Object(market), sha256: "0".repeat(64) } };
    const view = await viewInsight(null, other, options);
    expect(view?.charts[0]?.candles).toEqual([]);
    expect(view?.charts[0]?.problem).toContain("other candles of that time");
    expect(view?.figures.find(({ name }) => name === "rsi")?.text).toMatch(/^\d+\.\d\d$/);
  });

  it("takes candles from whoever has them with the same hash", async () => {
    const { receipt } = await viewOf("x");
    const other = fetchFromMarket(createSampleMarket({ seed: 2 }));
    const view = await viewInsight(null, receipt, {
      ...options,
      finder: createCandleFinder([down, other, fetchCandles]),
    });
    expect(view?.charts[0]?.candles).toHaveLength(288);
    const without = await viewInsight(null, receipt, { ...options, finder: createCandleFinder([down, other]) });
    expect(without?.charts[0]?.problem).toContain("other candles of that time");
  });

  it("says why candles can't be fetched", async () => {
    const { receipt } = await viewOf("x");
    const finder = createCandleFinder([down]);
    const view = await viewInsight(null, receipt, { ...options, finder });
    expect(view?.charts[0]?.problem).toContain("The candles can't be fetched: Nobody answers");
  });

  it("ties each number to its figure, and says of it whether it is true", async () => {
    const { view } = await viewOf("x");
    const shown = (name: string): string =>
      (view.figures.find((figure) => figure.name === name)?.text ?? "").split(" ")[0] ?? "";
    const text = `The RSI is ${shown("rsi")}. The EMA of 1.23 is below the upper Bollinger Band of ${shown("bollinger_upper")}. It trades at a moon of 17.`;
    const { view: marked } = await viewOf(text);
    const [rsi, ema, moon] = marked.answers[0]?.sentences ?? [];
    expect(rsi?.parts.filter(({ is }) => is === "number")).toEqual([
      { text: shown("rsi"), is: "number", verdict: "true", figures: ["rsi"] },
    ]);
    expect(rsi?.parts.find(({ is }) => is === "name")).toMatchObject({ text: "RSI", figures: ["rsi"] });
    const numbers = ema?.parts.filter(({ is }) => is === "number") ?? [];
    expect(numbers.map(({ verdict, figures }) => [verdict, figures])).toEqual([
      ["false", ["ema"]],
      ["true", ["bollinger_upper"]],
    ]);
    expect([ema?.now, moon?.now, moon?.parts.find(({ is }) => is === "number")?.verdict]).toEqual([
      "false",
      "not_understood",
      "not_understood",
    ]);
    for (const sentence of marked.answers[0]?.sentences ?? []) {
      expect(sentence.parts.map((part) => part.text).join("")).toBe(sentence.text);
    }
  });

  it("shows the recorded verdict beside that of this tree", async () => {
    const { receipt } = await viewOf("The RSI is 99.10.");
    const text = "The RSI is 99.10.";
    const recorded = { grounded: true, posted: text, why: null, sentences: [{ text, verdict: "true", reason: "" }] };
    const answers = [{ provider: "old", model: "old", latency_ms: 1, text, grounding: recorded }];
    const view = await viewInsight(
      "k",
      { ...receipt, outcome: "insight", insight: `${text}\nAs of`, answers },
      options,
    );
    const [sentence] = view?.answers[0]?.sentences ?? [];
    expect(sentence).toMatchObject({ recorded: "true", now: "false", isPosted: true });
    expect(sentence?.nowReason).toContain("The RSI is ");
    expect([view?.answers[0]?.recordedWhy, view?.answers[0]?.nowWhy]).toEqual([
      null,
      "No sentence of the answer is true.",
    ]);
  });

  it("keeps an old receipt's verdicts where its prompt is not known here", async () => {
    const sentences = [{ text: "It is up.", verdict: "not_understood", reason: "Why" }];
    const grounding = { grounded: false, posted: null, why: "Too little", sentences };
    const answers = [{ model: "m", text: "It is up.", grounding }];
    const view = await viewInsight(
      "k",
      { correlation_id: "a", prompt: "gone", answers, outcome: "dead_lettered" },
      options,
    );
    expect(view?.answers[0]?.sentences).toMatchObject([
      { recorded: "not_understood", recordedReason: "Why", now: null },
    ]);
    expect(view?.charts).toEqual([]);
  });

  it("puts the attempts on a time line: candles, model, repair, post, with their failures", async () => {
    const { receipt } = await viewOf("x");
    const attempts = [
      { provider: "bedrock", model: "nova", latencyMs: 40, error: { code: "MODEL_UNAVAILABLE", message: "Throttled" } },
      { provider: "ollama", model: "llama", latencyMs: 300 },
      { provider: "ollama", model: "llama", latencyMs: 200 },
    ];
    const refused = { grounded: false, posted: null, why: "Too little of the answer is true.", sentences: [] };
    const answers = [
      { text: "a", grounding: refused },
      { text: "b", grounding: { ...refused, posted: "b", why: null } },
    ];
    const timings_ms = { candles: 50, features: 1, prompt: 2, model: 600, delivery: 30, total: 700 };
    const sent_at = "2026-11-20T12:00:00.000Z";
    const received_at = "2026-11-20T12:00:01.000Z";
    const view = await viewInsight("k", { ...receipt, attempts, answers, timings_ms, sent_at, received_at }, options);
    expect(view?.steps.map(({ kind, fromMs, ms, failure }) => [kind, fromMs, ms, failure])).toEqual([
      ["queue", 0, 1_000, null],
      ["work", 1_000, 50, null],
      ["work", 1_050, 1, null],
      ["work", 1_051, 2, null],
      ["model", 1_053, 40, "Throttled (MODEL_UNAVAILABLE)"],
      ["model", 1_093, 300, "Too little of the answer is true."],
      ["repair", 1_393, 200, null],
      ["work", 1_593, 60, null],
      ["post", 1_653, 30, null],
    ]);
  });

  it("tells who took the post, and what the watch said that asked for it", async () => {
    const { receipt } = await viewOf("x");
    const delivered = { status: 200, channel: "desk", at: "2026-11-20T12:00:02.000Z", to: "Discord" };
    const watch = { name: "btc-hourly", post: "material", changes: [{ kind: "move", said: "It moved by 2 ATR" }] };
    const view = await viewInsight("k", { ...receipt, delivered, watch }, options);
    expect([view?.receiver, view?.watch]).toEqual(["Discord", "btc-hourly, posts material: It moved by 2 ATR"]);
    const quiet = { correlation_id: "q", product_id: "BTC-USD", prompt: "trend_analysis", outcome: "quiet", watch };
    expect(await viewInsight("k", quiet, options)).toMatchObject({ outcome: "quiet", posted: null, unposted: null });
  });

  it("is none of what is no receipt", async () => {
    expect(await viewInsight("k", "text", options)).toBeNull();
  });
});
