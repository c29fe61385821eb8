import type { TextModel } from "../../src/insight/ports.ts";
import { ServiceError } from "../../src/platform/errors.ts";
import type { RenderedPrompt } from "../../src/prompts/prompt-type.ts";

/** What the model does with one request: it says a text, fails, or does whatever a function does. */
export type ModelStep = string | Error | (() => string | Promise<string>);

type Bounds = Parameters<TextModel["generate"]>[1];

/** A model that does what it is told. */
export interface ScriptedModel extends TextModel {
  /** Every prompt, in order. */
  readonly prompts: readonly RenderedPrompt[];
  /** What each request was bounded by, in order. */
  readonly bounds: readonly Bounds[];
}

/** A text that says nothing which could be false. */
export const soundText = "BTC-USD closed inside the Bollinger Bands.";

/** Makes a model that takes one step for each request; the last one stays. Each answer costs 226 and 82 tokens. */
export function scriptModel(...steps: readonly ModelStep[]): ScriptedModel {
  const prompts: RenderedPrompt[] = [];
  const bounds: Bounds[] = [];
  return {
    prompts,
    bounds,
    async generate(prompt, given) {
      const step = steps[Math.min(prompts.length, steps.length - 1)] ?? soundText;
      prompts.push(prompt);
      bounds.push(given);
      if (step instanceof Error) throw step;
      const text = typeof step === "string" ? step : await step();
      return {
        text,
        provider: "bedrock",
        model: "nova-lite",
        usage: { inputTokens: 226, outputTokens: 82 },
        latencyMs: 812,
        attempts: [{ provider: "bedrock", model: "nova-lite", latencyMs: 812 }],
      };
    },
  };
}

/** The failure of a model whose providers are all down. */
export function modelsFailed(): ServiceError {
  const error = { code: "MODEL_UNAVAILABLE", message: "bedrock is down" } as const;
  const attempts = [{ provider: "bedrock", model: "nova-lite", latencyMs: 30, error }];
  return new ServiceError("MODELS_FAILED", "No model answered", { details: { attempts } });
}
