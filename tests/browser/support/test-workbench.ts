import { newRequest, startRunner } from "../../../src/commands/start/run-requests.ts";
import { openLocal, type LocalWorkbench } from "../../../src/commands/workbench/local/open-local.ts";
import { keepServed } from "../../../src/commands/workbench/local/served-candles.ts";
import { bundlePage } from "../../../src/commands/workbench/server/bundle-page.ts";
import { bundleTemporarily } from "../../../src/emulators/lambda/bundle-function.ts";
import { createSampleMarket } from "../../../src/emulators/markets/sample-market.ts";
import { type Stack, startStack } from "../../../src/emulators/stack.ts";
import { startLyingModel } from "./lying-model.ts";

/** A workbench on a stack of its own, whose model lies in one sentence. */
export interface TestWorkbench {
  readonly stack: Stack;
  readonly opened: LocalWorkbench;
  readonly model: Awaited<ReturnType<typeof startLyingModel>>;
  readonly url: string;
  /** Sends a request through the queue and gives the key of its receipt. */
  deliver(productId: string, prompt: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts it. @param options.minify whether the page is bundled as it is served. Default true. */
export async function startTestWorkbench({
  minify = true,
}: { readonly minify?: boolean } = {}): Promise<TestWorkbench> {
  const model = await startLyingModel();
  // One after the other: each ends the bundler that both share.
  const code = await bundleTemporarily("prompts");
  const page = await bundlePage({ minify });
  const modelEnvironment = { LLM_PROVIDERS: "ollama", OLLAMA_HOST: model.url, OLLAMA_MODEL: "llama3.2" };
  const served = keepServed(createSampleMarket());
  const stack = await startStack({ market: served.data, env: modelEnvironment });
  let workbench: LocalWorkbench | null = null;
  const runner = startRunner(stack, { code, onLine: (line) => workbench?.see(line), onError: () => undefined });
  workbench = await openLocal({
    stack,
    runner,
    served,
    marketLabel: "sample (synthetic)",
    marketPaths: [],
    modelLabel: "ollama, llama3.2",
    modelEnvironment,
    productIds: ["BTC-USD"],
    prices: new Map([["llama3.2", { input: 1e-7, output: 2e-7 }]]),
    days: 7,
    environment: { COINBASE_API_URL: "http://127.0.0.1:2" },
    page,
  });
  const opened = workbench;
  return {
    stack,
    opened,
    model,
    url: opened.server.url,
    async deliver(productId, prompt) {
      const request = newRequest(productId, prompt);
      const end = await runner.run(request, AbortSignal.timeout(20_000), { goesOn: () => true });
      if (end.kind !== "delivered") throw new Error(`It was not delivered: ${JSON.stringify(end)}`);
      const keys = await stack.listObjects(`insights/${productId}/`);
      return keys.find((key) => key.includes(request.correlation_id)) ?? "";
    },
    async stop() {
      await opened.stop();
      await runner.stop();
      await stack.stop();
      code.remove();
      await model.close();
    },
  };
}
