import { bundleTemporarily } from "../../../emulators/lambda/bundle-function.ts";
import { startStack } from "../../../emulators/stack.ts";
import { startTogether, stopTogether } from "../../../emulators/start-together.ts";
import type { CommandContext } from "../../kit/command.ts";
import { chooseMarket } from "../../start/choose-market.ts";
import { chooseModel } from "../../start/choose-model.ts";
import { newRequest, startRunner } from "../../start/run-requests.ts";
import { formatStep } from "../../start/story.ts";
import type { WorkbenchArguments } from "../workbench-arguments.ts";
import { type LocalWorkbench, openLocal } from "./open-local.ts";
import { keepServed } from "./served-candles.ts";

/** The product that is asked about at the start is asked for this insight. */
const firstPrompt = "trend_analysis";
const patienceMs = 120_000;

/**
 * Starts the embedded stack and serves its workbench until the signal.
 *
 * @param onUrl is told the address once the page can be had.
 */
export async function runLocal(
  given: WorkbenchArguments,
  { market: marketChoice, llm }: Extract<WorkbenchArguments["shown"], { is: "local" }>,
  { terminal, signal, environment }: CommandContext,
  onUrl: (url: string) => void,
): Promise<number> {
  const say = given.json ? terminal.note : terminal.print;
  const bundling = bundleTemporarily("prompts").then((bundle) => ({ ...bundle, stop: async () => bundle.remove() }));
  // It is waited for below, and may have failed by then.
  bundling.catch(() => undefined);
  const [market, model] = await Promise.all([
    chooseMarket(marketChoice, { granularities: ["FIVE_MINUTE"], environment }),
    chooseModel(llm, { environment }),
  ]);
  say(`market  ${market.label}\nmodel   ${model.label}`);
  for (const note of [market.note, model.note]) if (note !== null) say(`note    ${note}`);
  const served = market.data === null ? null : keepServed(market.data);
  const stackEnvironment = { ...market.environment, ...model.environment };
  const [stack, code] = await startTogether(
    startStack({ market: served?.data ?? null, env: stackEnvironment }),
    bundling,
  );
  let workbench: LocalWorkbench | null = null;
  const runner = startRunner(stack, {
    code,
    onLine: (line) => {
      workbench?.see(line);
      const step = formatStep(line);
      if (step !== null) say(step);
    },
    onError: (error) => {
      if (!signal.aborted) say(`  the function failed: ${error instanceof Error ? error.message : String(error)}`);
    },
  });
  try {
    workbench = await openLocal({
      stack,
      runner,
      served,
      marketLabel: market.label,
      marketPaths: marketChoice.kind === "files" ? marketChoice.paths : [],
      modelLabel: model.label,
      modelEnvironment: model.environment,
      productIds: given.productIds,
      prices: given.prices,
      days: given.days,
      environment,
      port: given.port ?? undefined,
    });
    onUrl(workbench.server.url);
    const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
    const goesOn = (): boolean => !signal.aborted;
    const asked = given.productIds.map((productId) =>
      runner.run(newRequest(productId, firstPrompt), patience, { goesOn }),
    );
    await Promise.all(asked);
    await aborted(signal);
    return 0;
  } finally {
    await workbench?.stop();
    await runner.stop();
    await stopTogether([stack, code]);
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
