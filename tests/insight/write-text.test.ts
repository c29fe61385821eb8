import { describe, expect, it } from "vitest";
import { computeFeatures } from "../../src/features/index.ts";
import { citableValues } from "../../src/grounding/citable-values.ts";
import { writePlainInsight } from "../../src/grounding/plain-insight.ts";
import type { TextModel } from "../../src/insight/ports.ts";
import { subjectOf } from "../../src/insight/subject-of.ts";
import { type CheckedText, type TextTask, writeText } from "../../src/insight/write-text.ts";
import { createDeadline } from "../../src/platform/deadline.ts";
import { trendAnalysis } from "../../src/prompts/trend-analysis.ts";
import { type CapturedTelemetry, captureTelemetry } from "../support/captured-telemetry.ts";
import { manage, misconfigured, refusing } from "../support/models/scripted-providers.ts";
import { asOf, risingCandles } from "./insight-setup.ts";
import { modelsFailed, scriptModel, soundText } from "./scripted-model.ts";
import { createTurnedClock } from "../support/turned-clock.ts";

const features = computeFeatures(risingCandles(20), { asOf, granularity: "FIVE_MINUTE", expectedCount: 288 });
const task: TextTask = {
  ...subjectOf(trendAnalysis, "BTC-USD", features),
  prompt: trendAnalysis.render("BTC-USD", features),
};
const plain = writePlainInsight("BTC-USD", features);

/** Nothing of it can be read. */
const badText = "Sure, the market changed hands all day.";
const refusedText = { grounded: false, posted: null, sentences: [{ text: badText, verdict: "not_understood" }] };

async function write(
  model: TextModel,
  telemetry: CapturedTelemetry = captureTelemetry(),
): Promise<{ readonly written: CheckedText; readonly telemetry: CapturedTelemetry }> {
  const written = await writeText(task, model, { deadline: createDeadline(60_000), ...telemetry });
  return { written, telemetry };
}

describe("a text that holds at once", () => {
  it("is the insight, and the model is asked once, with the prompt as it was rendered", async () => {
    const model = scriptModel(soundText);
    const { written, telemetry } = await write(model);
    const grounding = { grounded: true, posted: soundText, sentences: [{ text: soundText, verdict: "true" }] };
    expect(written).toMatchObject({
      outcome: "insight",
      text: soundText,
      verdict: grounding,
      answers: [
        {
          provider: "bedrock",
          model: "nova-lite",
          latency_ms: 812,
          text: soundText,
          grounding,
        },
      ],
      attempts: [{ provider: "bedrock", model: "nova-lite", latencyMs: 812 }],
      usage: { input_tokens: 226, output_tokens: 82 },
      reason: null,
    });
    expect(model.prompts).toEqual([task.prompt]);
    expect(telemetry.recorded).toEqual([["PlainInsights", 0, { provider: "bedrock" }]]);
  });

  it("is posted as it is safe for a chat, and kept as the model gave it", async () => {
    const raw = " BTC-USD\u200B closed inside\u0000  the Bollinger Bands.\u202E ";
    const { written } = await write(scriptModel(raw));
    expect(written.outcome).toBe("insight");
    expect(written.text).toBe(soundText);
    expect(written.answers.map(({ text }) => text)).toEqual([raw]);
  });

  it.each([
    ["a mention", `${soundText} Hey @everyone.`],
    ["an address", `${soundText} See evil.shop/claim now.`],
    ["800 words without a full stop", `BTC-USD looks calm. ${"and so on ".repeat(267)}`],
    ["more than a chat takes", `${soundText} ${"word ".repeat(95)}${"x".repeat(1_500)}`],
    ["9000 characters", `${soundText} ${" ".repeat(9_000)}`],
  ])("is not posted, in whole or in part, with %s", async (_, raw) => {
    const { written } = await write(scriptModel(raw));
    expect(written.outcome).toBe("plain");
    expect(written.text).not.toContain("closed inside");
    expect(written.text).not.toContain("looks");
  });

  it.each(["$7", "🙂", "\0", "\uD83D", '"'])(
    "is kept within bounds where it is 20000 characters of %j",
    async (unit) => {
      const { written } = await write(scriptModel(unit.repeat(20_000 / unit.length)));
      expect(written.outcome).toBe("plain");
      expect(Buffer.byteLength(JSON.stringify(written))).toBeLessThan(150_000);
      for (const { text } of written.answers) expect(text.isWellFormed()).toBe(true);
      expect(written.reason?.message.length).toBeLessThan(4_000);
    },
  );

  it("asks once more in a prompt of bounded length", async () => {
    const model = scriptModel("BTC-USD $7. ".repeat(660));
    await write(model);
    expect(model.prompts).toHaveLength(2);
    expect(model.prompts[1]?.user.length).toBeLessThan(10_000);
  });

  it("is judged as it would be posted: a link is no part of it", async () => {
    const { written } = await write(scriptModel("The market is calm, see https://example.com/BTC-USD now."));
    expect(written.outcome).toBe("plain");
    expect(JSON.stringify(written.verdict)).not.toContain("example.com");
  });

  it("is posted without its false sentence, and nobody is asked again", async () => {
    const first = "BTC-USD closed above its rolling average and above its EMA.";
    const second = "The last close is above both averages, so the short-term trend is bullish.";
    const model = scriptModel(`${first} The RSI is 1.23. ${second}`);
    const { written, telemetry } = await write(model);
    expect(written).toMatchObject({
      outcome: "insight",
      text: `${first} ${second}`,
      verdict: { grounded: false },
      reason: null,
    });
    expect(model.prompts).toHaveLength(1);
    expect(telemetry.recorded).toEqual([["PlainInsights", 0, { provider: "bedrock" }]]);
  });

  it("bounds the model by the deadline, and lets it log with the request's ids", async () => {
    const model = scriptModel(soundText);
    const telemetry = captureTelemetry();
    const logger = telemetry.logger.child({ correlation_id: "abc-123" });
    const deadline = createDeadline(7_000, createTurnedClock(0));
    await writeText(task, model, { deadline, logger, metrics: telemetry.metrics });
    const [bounds] = model.bounds;
    expect([bounds?.remainingMs(), bounds?.signal, bounds?.logger]).toEqual([7_000, deadline.signal, logger]);
  });
});

describe("a text that does not hold", () => {
  it("is asked for once more, with what is wrong and what may be cited; a better one is the insight", async () => {
    const model = scriptModel(badText, soundText);
    const { written, telemetry } = await write(model);
    expect(written.outcome).toBe("insight");
    expect(written.text).toBe(soundText);
    expect(written.reason).toBeNull();

    const [first, second, ...more] = model.prompts;
    expect(first).toEqual(task.prompt);
    expect(more).toEqual([]);
    expect(second?.system).toBe(task.prompt.system);
    expect(second?.user).toContain(task.prompt.user);
    expect(second?.user).toContain(badText);
    expect(written.answers[0]?.grounding).toMatchObject(refusedText);
    const refused = written.answers[0]?.grounding.sentences ?? [];
    for (const { reason } of refused) expect(second?.user).toContain(reason);
    for (const line of citableValues(features)) expect(second?.user).toContain(line);
    expect(telemetry.recorded).toEqual([
      ["GroundingFailures", 1, { provider: "bedrock" }],
      ["PlainInsights", 0, { provider: "bedrock" }],
    ]);
  });

  it("includes one that is too long for a chat once its footer stands below it, although nothing else is wrong", async () => {
    const long = `BTC-USD changed hands ${"a".repeat(1_780)}.`;
    const { written } = await write(scriptModel(long, soundText));
    expect(written.text).toBe(soundText);
  });

  it("costs the tokens of both answers, and both are kept", async () => {
    const { written } = await write(scriptModel(badText, soundText));
    expect(written.usage).toEqual({ input_tokens: 452, output_tokens: 164 });
    expect(written.attempts).toHaveLength(2);
    expect(written.answers.map(({ text, grounding }) => [text, grounding.grounded])).toEqual([
      [badText, false],
      [soundText, true],
    ]);
  });

  it("twice gives way to the plain insight, and nobody is asked a third time", async () => {
    const model = scriptModel(badText, "");
    const { written, telemetry } = await write(model);
    expect(written.outcome).toBe("plain");
    expect(written.text).toBe(plain);
    expect(written.verdict).toMatchObject({ grounded: true });
    expect(written.reason).toEqual({ code: "TEXT_NOT_GROUNDED", message: "The answer is empty." });
    expect(written.answers).toHaveLength(2);
    expect(written.usage).toEqual({ input_tokens: 452, output_tokens: 164 });
    expect(model.prompts).toHaveLength(2);
    expect(telemetry.recorded.map(([name]) => name)).toEqual([
      "GroundingFailures",
      "GroundingFailures",
      "PlainInsights",
    ]);
  });

  it("is logged with what is wrong, and so is the one that holds", async () => {
    const { telemetry } = await write(scriptModel(badText, soundText));
    const checked = telemetry.logLines().filter(({ event }) => event === "text_checked");
    expect(checked.map(({ grounded }) => grounded)).toEqual([false, true]);
    expect(checked[0]?.["left_out"]).toEqual([expect.objectContaining({ text: badText, verdict: "not_understood" })]);
  });
});

describe("without a model's answer", () => {
  it("the plain insight stands in, with what was tried", async () => {
    const { written, telemetry } = await write(scriptModel(modelsFailed()));
    expect(written).toMatchObject({
      outcome: "plain",
      text: plain,
      verdict: { grounded: true },
      answers: [],
      attempts: [
        {
          provider: "bedrock",
          model: "nova-lite",
          latencyMs: 30,
          error: { code: "MODEL_UNAVAILABLE", message: "bedrock is down" },
        },
      ],
      usage: null,
      reason: { code: "MODELS_FAILED", message: "No model answered" },
    });
    expect(telemetry.logLines()).toContainEqual(expect.objectContaining({ event: "no_model_text", level: "warn" }));
  });

  it("the service's own manager says what each provider met with", async () => {
    const { manager } = manage([refusing("bedrock"), misconfigured("ollama")]);
    const { written } = await write(manager);
    expect(written.outcome).toBe("plain");
    expect(written.attempts.map(({ provider, error }) => [provider, error?.code])).toEqual([
      ["bedrock", "MODEL_REFUSED"],
      ["ollama", "MODEL_MISCONFIGURED"],
    ]);
  });

  it("to the repair prompt, the first answer and its cost are still told", async () => {
    const { written } = await write(scriptModel(badText, modelsFailed()));
    expect(written.outcome).toBe("plain");
    expect(written.reason?.code).toBe("MODELS_FAILED");
    expect(written.answers.map(({ text }) => text)).toEqual([badText]);
    expect(written.attempts).toHaveLength(2);
    expect(written.usage).toEqual({ input_tokens: 226, output_tokens: 82 });
  });

  it("whatever was thrown, a text is given", async () => {
    const { written } = await write(scriptModel(new TypeError("fetch failed")));
    expect([written.outcome, written.text]).toEqual(["plain", plain]);
    expect(written.reason).toEqual({ code: "INTERNAL", message: "fetch failed" });
    expect(written.attempts).toEqual([]);
  });
});

it("takes tokens that a provider does not tell for unknown", async () => {
  const model = scriptModel(soundText);
  const silent: TextModel = {
    generate: async (prompt, bounds) => ({
      ...(await model.generate(prompt, bounds)),
      usage: { inputTokens: null, outputTokens: null },
    }),
  };
  expect((await write(silent)).written.usage).toEqual({ input_tokens: null, output_tokens: null });
});
