/** The command line: one insight, or several, through the whole pipeline on this machine alone. */
import { fileURLToPath } from "node:url";
import { findPromptType } from "../prompts/registry.ts";
import { type Arguments, readArguments, usage } from "./arguments.ts";
import { createCleanOutput } from "./clean-output.ts";
import { UsageError } from "./parse-command-line.ts";
import { chooseHistory } from "./choose-history.ts";
import { chooseMarket } from "./choose-market.ts";
import { chooseModel } from "./choose-model.ts";
import { toResultLine } from "./result-line.ts";
import { newRequest, startRunner } from "./run-requests.ts";
import { startStack } from "./stack.ts";
import { isStartFailure, tellResult, tellStep } from "./story.ts";
import { tellHowToSend } from "./serving.ts";

/** A run that has not ended by then won't: what kept it is in the steps that were printed. */
const patienceMs = 120_000;

const clean = createCleanOutput(process.env);

const entry = fileURLToPath(new URL("../consumer/prompts.ts", import.meta.url));

async function run(given: Arguments, interrupted: AbortSignal): Promise<number> {
  const say = given.json ? (text: string) => void process.stderr.write(`${clean(text)}\n`) : print;
  const promptType = findPromptType(given.prompt);
  if (promptType === undefined) throw new UsageError(`--prompt ${given.prompt} is not known`);
  const { granularity } = promptType.candles;
  const [market, history, model] = await Promise.all([
    chooseMarket(given.market, { granularity, environment: process.env }),
    chooseHistory(given.history, { granularity, productIds: given.productIds }),
    chooseModel(given.llm, { environment: process.env }),
  ]);
  const notes = [market.note, ...given.productIds.map(market.noteOf), history.note, model.note].filter(
    (note) => note !== null,
  );
  say(`market  ${market.label}\nmodel   ${model.label}`);
  for (const note of notes) say(`note    ${note}`);

  const failing = new AbortController();
  const stack = await startStack({ market: market.data, env: { ...market.environment, ...model.environment } });
  const runner = startRunner(stack, {
    entry,
    onLine: (line) => {
      const step = tellStep(line);
      // A function that can't start won't be able to for the next message either.
      if (isStartFailure(line)) failing.abort();
      if (step !== null) say(step);
      // What the function prints beside its log is a fault of its own, and the only trace of it.
      else if (!line.startsWith("{")) process.stderr.write(`${clean(line)}\n`);
    },
    onError: (error) => say(`  the function failed: ${error instanceof Error ? error.message : String(error)}`),
  });
  try {
    await Promise.all(history.objects.map(({ key, body }) => stack.putObject(key, body)));
    say(`stack   queue, bucket, tables, token server and Assistant inbox on 127.0.0.1\n`);
    const patience = AbortSignal.any([interrupted, failing.signal, AbortSignal.timeout(patienceMs)]);
    const ends = await Promise.all(
      given.productIds.map(async (productId) => {
        const request = newRequest(productId, given.prompt);
        const end = await runner.run(request, patience);
        const labels = { marketLabel: market.labelOf(productId), historyLabel: history.label };
        const result = toResultLine(request, end, { ...labels, notes });
        print(given.json ? JSON.stringify(result) : tellResult(result));
        return end;
      }),
    );
    if (given.serve && !interrupted.aborted) {
      say(tellHowToSend(stack, given.productIds[0] ?? "BTC-USD", given.prompt));
      await aborted(interrupted);
      return 0;
    }
    return ends.every((end) => end.kind === "delivered") ? 0 : 1;
  } finally {
    await runner.stop();
    await stack.stop();
  }
}

function print(text: string): void {
  process.stdout.write(`${clean(text)}\n`);
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

const interruption = new AbortController();
// Whoever reads the output may close it (`| head -1`): then there is nobody left to run for.
process.stdout.on("error", () => interruption.abort());
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => interruption.abort());

try {
  const given = readArguments(process.argv.slice(2));
  if (given.help) print(usage);
  else process.exitCode = await run(given, interruption.signal);
} catch (error) {
  const expected = error instanceof UsageError;
  const message = expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${clean(message)}\n`);
  process.exitCode = expected ? 2 : 1;
}
