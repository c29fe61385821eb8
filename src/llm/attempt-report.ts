import type { ServiceError } from "../platform/errors.ts";
import { isModelError } from "./model-error.ts";
import type { Logger } from "../platform/logger.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { ModelProvider, TokenUsage } from "./model-provider.ts";

/** Where an attempt is told of, and how long it took in milliseconds. */
export interface AttemptReport {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly latencyMs: number;
}

/** Reports an answer: its latency and its tokens, by provider and model. */
export function reportAnswer(
  { name: provider, model }: ModelProvider,
  { inputTokens, outputTokens }: TokenUsage,
  { logger, metrics, latencyMs }: AttemptReport,
): void {
  const dimensions = { provider, model };
  metrics.recordAll(
    [
      ["ModelLatency", latencyMs],
      ["ModelInputTokens", inputTokens],
      ["ModelOutputTokens", outputTokens],
    ],
    dimensions,
  );
  logger.info("model_answered", { ...dimensions, latencyMs, inputTokens, outputTokens });
}

/**
 * Reports a failure, with the tokens that were spent on it. A dead key must raise an alarm although the next provider
 * answers, so configuration failures are errors of their own.
 */
export function reportFailure(
  { name: provider, model }: ModelProvider,
  error: ServiceError,
  { logger, metrics, latencyMs }: AttemptReport,
): void {
  const dimensions = { provider, model };
  if (error.code === "MODEL_MISCONFIGURED") {
    logger.error("provider_misconfigured", { ...dimensions, latencyMs, error });
    metrics.record("ProviderMisconfigured", 1, dimensions);
  } else {
    logger.warn("provider_failed", { ...dimensions, latencyMs, error });
    metrics.record("ProviderFailures", 1, dimensions);
  }
  const { inputTokens = null, outputTokens = null } = usageOf(error) ?? {};
  const isCut = error.code === "MODEL_ANSWER_INCOMPLETE" && error.details.promptCut === true;
  metrics.recordAll(
    [
      ["ModelInputTokens", inputTokens],
      ["ModelOutputTokens", outputTokens],
      ["PromptsCut", isCut ? 1 : null],
    ],
    dimensions,
  );
}

/** The tokens that a failed attempt was billed for; undefined where it says nothing of them. */
export function usageOf(error: ServiceError): TokenUsage | undefined {
  const usage = isModelError(error) ? error.details.usage : undefined;
  return usage === undefined || (usage.inputTokens === null && usage.outputTokens === null) ? undefined : usage;
}
