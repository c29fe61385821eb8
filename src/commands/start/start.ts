import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleepFor } from "node:timers/promises";
import { maxTimerMs } from "../../platform/clock.ts";
import { createSimulatedClock, type SimulatedClock } from "../../emulators/simulated-clock.ts";
import { chooseWatches } from "./choose-watches.ts";
import { runWatches } from "./run-watches.ts";
import { type Granularity, granularitySeconds } from "../../market/candle.ts";
import { errorCodeOf } from "../../platform/describe-error.ts";
import { findPromptType } from "../../prompts/registry.ts";
import { readArguments, startHelp } from "./arguments.ts";
import { type Command, type CommandContext, CommandFailure } from "../kit/command.ts";
import { UsageError } from "../kit/parse-command-line.ts";
import { chooseDelivery } from "./choose-delivery.ts";
import { chooseHistory } from "./choose-history.ts";
import { chooseMarket } from "./choose-market.ts";
import { chooseModel } from "./choose-model.ts";
import { BundleError, bundleTemporarily } from "../../emulators/lambda/bundle-function.ts";
import { LambdaError } from "../../emulators/lambda/lambda-error.ts";
import { toResultLine } from "./result-line.ts";
import { newRequest, startRunner } from "./run-requests.ts";
import { startStack } from "../../emulators/stack.ts";
import { startTogether, stopTogether } from "../../emulators/start-together.ts";
import { isStartFailure, formatResult, formatShownPrompt, formatStep, waitAfter } from "./story.ts";
import { formatHowToSend } from "./serving.ts";
import { textWidth, wrap } from "../kit/layout.ts";
import { createWaitingLine } from "./waiting-line.ts";
import type { LocalWorkbench } from "../workbench/local/open-local.ts";
import { keepServed } from "../workbench/local/served-candles.ts";

/** A run that has not ended by then won't: what kept it is in the steps that were printed. */
const patienceMs = 120_000;
/** The workbench of a stack that is kept up lists a week. */
const servedDays = 7;

/** `npm start`: one insight, or several, through the whole pipeline on this machine alone. */
export const start: Command = { help: startHelp, interruption: "ends", run };

async function run(argv: readonly string[], context: CommandContext): Promise<number> {
  try {
    return await runPipeline(argv, context);
  } catch (error) {
    if (!(error instanceof BundleError)) throw error;
    // Ctrl-C ends the bundler as well, which then calls it a failure.
    const message = context.signal.aborted ? "Stopped before anything was sent" : error.message;
    throw new CommandFailure(message, { cause: error });
  }
}

async function runPipeline(
  argv: readonly string[],
  { terminal, signal: interrupted, environment }: CommandContext,
): Promise<number> {
  const given = readArguments(argv);
  const width = textWidth(terminal.columns);
  const waiting = createWaitingLine({ write: terminal.noteAsItIs, isTerminal: terminal.isNoteTerminal });
  const print = (text: string): void => {
    waiting.clear();
    terminal.print(text);
  };
  const printNote = (text: string): void => {
    waiting.clear();
    terminal.note(text);
  };
  const sayAsItIs = given.json ? printNote : print;
  const isRead = given.json ? terminal.isNoteTerminal : terminal.isTerminal;
  // A step is one line, which a program can look for; only a terminal would break it where it likes.
  const say = (text: string): void => sayAsItIs(isRead ? wrap(text, width) : text);
  const watches = chooseWatches(given.watches, Date.now());
  const candles = candlesOf([...given.prompts, ...watches.timed.map(({ entry }) => entry.prompt)]);
  const bundling = bundleTemporarily("prompts").then((bundle) => ({ ...bundle, stop: async () => bundle.remove() }));
  // It is waited for below, and may have failed by then.
  bundling.catch(() => undefined);
  const delivery = chooseDelivery(given.deliver, environment);
  const [market, history, model] = await Promise.all([
    chooseMarket(given.market, { granularities: candles.granularities, environment }),
    chooseHistory(given.history, { ...candles, productIds: given.productIds }),
    chooseModel(given.showPrompt ? "plain" : given.llm, { environment }),
  ]);
  const notes = [
    ...watches.notes,
    market.note,
    ...given.productIds.map(market.noteOf),
    history.note,
    model.note,
  ].filter((note) => note !== null);
  say(`market  ${market.label}\nmodel   ${model.label}`);
  if (delivery.label !== null) say(`deliver ${delivery.label}`);
  for (const note of notes) say(`note    ${note}`);

  const failing = new AbortController();
  const served = market.data === null || !given.serve ? null : keepServed(market.data);
  let workbench: LocalWorkbench | null = null;
  const sped = given.speed === 1 ? null : openSimulatedClock();
  const [stack, code] = await startTogether(
    startStack({
      market: served?.data ?? market.data,
      env: { ...market.environment, ...model.environment, ...sped?.clock.environment },
      discord: delivery.discord,
      port: given.port ?? undefined,
    }),
    bundling,
  ).catch((error: unknown) => {
    sped?.close();
    throw portTaken(error, given.port) ?? error;
  });
  const runner = startRunner(stack, {
    code,
    onLine: (line) => {
      workbench?.see(line);
      const step = formatStep(line, delivery.receiver);
      const wait = waitAfter(line);
      if (wait !== undefined)
        waiting.waitFor(wait === "the model" ? model.label : wait === "the Assistant" ? delivery.receiver : wait);
      // A function that can't start won't be able to for the next message either.
      if (isStartFailure(line)) failing.abort();
      if (step !== null) say(step);
      // What the function prints beside its log is a fault of its own, and the only trace of it.
      else if (!line.startsWith("{")) printNote(line);
    },
    onError: (error) => {
      if (error instanceof LambdaError && error.phase === "init") failing.abort();
      // Whoever interrupts a run ends its function.
      if (interrupted.aborted) return;
      say(`  the function failed: ${error instanceof Error ? error.message : String(error)}`);
    },
  });
  try {
    await Promise.all(history.objects.map(({ key, body }) => stack.putObject(key, body)));
    say(`stack   ${delivery.stackLabel} on 127.0.0.1\n`);
    const patience = AbortSignal.any([interrupted, failing.signal, AbortSignal.timeout(patienceMs)]);
    const format = given.showPrompt ? formatShownPrompt : formatResult;
    const asked = given.productIds.flatMap((productId) => given.prompts.map((prompt) => ({ productId, prompt })));
    const ends = await Promise.all(
      asked.map(async ({ productId, prompt }) => {
        const request = newRequest(productId, prompt);
        const goesOn = (): boolean => given.serve && !interrupted.aborted;
        const end = await runner.run(request, patience, { goesOn });
        const labels = { marketLabel: market.labelOf(productId), historyLabel: history.label };
        const result = toResultLine(request, end, { ...labels, notes });
        print(given.json ? JSON.stringify(result) : format(result, width));
        return end;
      }),
    );
    waiting.waitFor(null);
    if (given.serve && !interrupted.aborted) {
      const [productId = "BTC-USD"] = given.productIds;
      // Only a stack that is kept up has a page, and pays for loading it.
      const { openLocal } = await import("../workbench/local/open-local.ts");
      workbench = await openLocal({
        stack,
        runner,
        served,
        marketLabel: market.label,
        marketPaths: given.market.kind === "files" ? given.market.paths : [],
        modelLabel: model.label,
        modelEnvironment: model.environment,
        productIds: given.productIds,
        prices: new Map(),
        days: servedDays,
        environment,
        port: given.port === null ? undefined : given.port + 3,
      });
      sayAsItIs(formatHowToSend(stack, workbench.server.url, productId, given.prompts[0] ?? "trend_analysis"));
      await runWatches(watches.timed, {
        ask: (message) => runner.ask(message, interrupted),
        clock: () => Date.now(),
        sleep: (ms) => sleepFor(Math.min(ms, maxTimerMs), undefined, { signal: interrupted }).catch(() => undefined),
        turn: (ms) => sped?.clock.turn(ms),
        speed: given.speed,
        signal: interrupted,
      });
      await aborted(interrupted);
      return 0;
    }
    return ends.every((end) => end.kind === "delivered") ? 0 : 1;
  } finally {
    waiting.stop();
    await workbench?.stop();
    await runner.stop();
    await stopTogether([stack, code]);
    sped?.close();
  }
}

/** A clock that is turned, and its folder. */
function openSimulatedClock(): { readonly clock: SimulatedClock; readonly close: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "watches-"));
  const clock = createSimulatedClock(folder);
  const close = (): void => {
    clock.release();
    rmSync(folder, { recursive: true, force: true });
  };
  return { clock, close };
}

/** The candles that prompts want: each length, the shortest one, and how far back. */
function candlesOf(prompts: readonly string[]): {
  readonly granularities: readonly Granularity[];
  readonly granularity: Granularity;
  readonly windowSeconds: number;
} {
  const series = prompts.flatMap((name) => findPromptType(name)?.series ?? []);
  const granularities = series
    .map(({ granularity }) => granularity)
    .toSorted((one, other) => granularitySeconds[one] - granularitySeconds[other]);
  const [granularity] = granularities;
  if (granularity === undefined) throw new UsageError(`--prompt ${prompts.join(", ")} is not known`);
  return { granularities, granularity, windowSeconds: Math.max(...series.map(({ windowSeconds }) => windowSeconds)) };
}

/** What a server says of a port that another program has; null for every other failure. */
function portTaken(error: unknown, port: number | null): UsageError | null {
  if (port === null || errorCodeOf(error) !== "EADDRINUSE") return null;
  return new UsageError(`--port ${port} can't be had: of ${port} to ${port + 3} another program has one`);
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  signal.addEventListener("abort", () => resolve(), { once: true });
  // A pending promise alone keeps no process alive.
  const alive = setInterval(() => undefined, 60_000);
  await promise;
  clearInterval(alive);
}
