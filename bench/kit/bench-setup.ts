import { setTimeout as sleepFor } from "node:timers/promises";
import { modelName, startModelServer } from "../../chaos/model-server.ts";
import type { MarketData } from "../../src/emulators/markets/market-data.ts";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";
import { type Stack, type StackOptions, startStack } from "../../src/emulators/stack.ts";
import { startTogether } from "../../src/emulators/start-together.ts";

/** Everything that the function talks to, a model included. */
export interface BenchSetup {
  readonly stack: Stack;
  /** The function's whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Texts that the model was asked for so far. */
  readonly modelCalls: number;
  stop(): Promise<void>;
}

/**
 * Starts the embedded stack with a model that writes true texts.
 *
 * @param modelDelayMs milliseconds that the model takes. Default 0.
 * @param onMessage called with each message that the Assistant gets.
 */
export async function startBenchSetup({
  modelDelayMs = 0,
  onMessage,
}: {
  readonly modelDelayMs?: number;
  readonly onMessage?: StackOptions["onMessage"];
} = {}): Promise<BenchSetup> {
  const [model, stack] = await startTogether(
    startModelServer({ fault: () => (modelDelayMs === 0 ? undefined : sleepFor(modelDelayMs, undefined)) }),
    startStack({ market: createBenchMarket(), onMessage }),
  );
  return {
    stack,
    environment: {
      ...stack.environment,
      LLM_PROVIDERS: "ollama",
      OLLAMA_HOST: model.url,
      OLLAMA_MODEL: modelName,
    },
    get modelCalls() {
      return model.callCount;
    },
    async stop() {
      await Promise.all([model.stop(), stack.stop()]);
    },
  };
}

/** A market that lists every product, each with the same candles, drawn once: an upstream must not cost the machine's time. */
function createBenchMarket(): MarketData {
  const sample = createSampleMarket();
  const drawn = new Map<string, ReturnType<MarketData["candles"]>>();
  return {
    label: sample.label,
    has: () => true,
    candles(_, granularitySeconds, startSeconds, endSeconds, nowSeconds) {
      const key = `${granularitySeconds} ${startSeconds} ${endSeconds}`;
      const candles =
        drawn.get(key) ?? sample.candles("BTC-USD", granularitySeconds, startSeconds, endSeconds, nowSeconds);
      drawn.set(key, candles);
      return candles;
    },
  };
}
