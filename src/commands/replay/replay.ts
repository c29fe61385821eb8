import { isServiceError } from "../../platform/errors.ts";
import type { Clock } from "../../platform/clock.ts";
import { type Command, type CommandContext, CommandFailure } from "../kit/command.ts";
import { createProgressLine } from "../kit/progress-line.ts";
import { marketCases } from "./cases/market-cases.ts";
import { receiptCases } from "./cases/receipt-cases.ts";
import type { ReplayCase } from "./cases/replay-case.ts";
import { sampleCases } from "./cases/sample-cases.ts";
import { formatTable } from "./format-table.ts";
import { keepRun, nameRun, readRun } from "./kept-run.ts";
import { createFaultCounter } from "../kit/measure/fault-kinds.ts";
import { summarizeCell } from "../kit/measure/summarize-cell.ts";
import { createAnswerCache } from "./models/answer-cache.ts";
import { openModel } from "./models/model-choice.ts";
import { createRememberingModel } from "./models/remembering-model.ts";
import { createSpending } from "./models/spending.ts";
import { type AskedPrompt, findPrompt } from "./prompts/prompt-choice.ts";
import { readReplayArguments, type ReplayArguments } from "./replay-arguments.ts";
import { replayHelp } from "./replay-options.ts";
import { runRecheck } from "./recheck/run-recheck.ts";
import { compareRun, passesGate, type ReplayResult } from "./replay-result.ts";
import { createTextKeeper, assertReportFolder, writeReport } from "./report/write-report.ts";
import { type Matrix, type MatrixRun, runMatrix, textCount } from "./run-matrix.ts";
import { UsageError } from "../kit/parse-command-line.ts";

/** `npm run replay`: which prompt and which model, shown over recorded days. */
export const replay: Command = { help: replayHelp, run: async (argv, context) => await runReplay(argv, context) };

/**
 * Writes the texts, tells their numbers and compares them. Nothing is posted.
 *
 * @throws UsageError, and CommandFailure where texts lack.
 */
export async function runReplay(
  argv: readonly string[],
  context: CommandContext,
  { clock = Date.now }: { readonly clock?: Clock } = {},
): Promise<number> {
  const { terminal, signal, environment } = context;
  const asked = readReplayArguments(argv, environment);
  if (asked.recheck !== null) return await runRecheck(asked.recheck, context, { json: asked.json, nowMs: clock() });
  const baseline = asked.baseline === null ? null : readRun(asked.cacheFolder, asked.baseline);
  if (asked.gate && baseline === null && asked.prompts.length * asked.models.length === 1) {
    throw new UsageError("--gate has nothing to compare: give --baseline RUN, or a second --prompt or --model");
  }
  const prompts: AskedPrompt[] = [];
  for (const label of asked.prompts) prompts.push(await findPrompt(label, environment));
  const cases = await findCases(asked, prompts, environment, clock());
  if (asked.reportFile !== null) await assertReportFolder(asked.reportFile);
  const spending = createSpending(asked.maxCostUsd);
  let calls = 0;
  const models = asked.models.map((choice) => {
    const model = openModel(choice, environment);
    const price = asked.prices.get(choice.label) ?? null;
    const shared = { cache: createAnswerCache(asked.cacheFolder), isOffline: asked.isOffline, spending, signal, price };
    const { concurrency } = asked;
    return {
      model,
      price,
      open: createRememberingModel(model, { ...shared, concurrency, onCall: () => (calls += 1) }),
    };
  });
  const cells = prompts.flatMap((prompt) =>
    models.map(({ model, price, open }) => ({
      prompt,
      model,
      price,
      open,
      modelLabel: model.label,
      faults: createFaultCounter(),
    })),
  );
  const matrix: Matrix = { cases, cells, repeats: asked.repeats, concurrency: asked.concurrency };
  const total = textCount(matrix);
  if (total === 0) throw new UsageError(noCases(asked, prompts));
  const progress = createProgressLine(terminal, { total, what: "texts", clock });
  const texts = createTextKeeper(cases);
  signal.addEventListener("abort", () => terminal.note("Stopping: waiting for the answers that are under way"), {
    once: true,
  });

  const done = await runMatrix(
    matrix,
    {
      onText(cellIndex, each, text, record) {
        cells[cellIndex]?.faults.add(text);
        if (asked.reportFile !== null) texts.add(cellIndex, each, text, record);
      },
      onDone(count) {
        const spent = spending.spentUsd();
        progress.update(count, spent === null ? "cost unknown" : `$${spent.toFixed(4)} so far`);
      },
    },
    signal,
  ).finally(() => progress.clear());
  if (signal.aborted) {
    terminal.note(
      `Stopped with ${done.done} of ${total} texts, after ${calls} requests: the same command goes on from there`,
    );
    return 1;
  }
  refuseMissing(done, total, asked);

  const kept = cells.map(({ prompt, modelLabel }, index) => ({
    prompt: prompt.label,
    version: prompt.promptType.version,
    model: modelLabel,
    records: [...(done.records[index] ?? [])].map((record) => ({
      ...record,
      figures: [...record.figures],
      latencies_ms: [...record.latencies_ms],
    })),
  }));
  const run = nameRun(kept);
  await keepRun(asked.cacheFolder, { run, cells: kept });
  const results = cells.map(({ model, price, faults }, index) => {
    const { prompt, version, records } = kept[index] ?? { prompt: "", version: 0, records: [] };
    const isPlain = model.kind === "plain";
    return summarizeCell({ prompt, version, model: model.label, price, isPlain, records, faults: faults.commonest() });
  });
  const comparisons = compareRun(kept, baseline, asked.margin);
  const result: ReplayResult = { run, cases: cases.length, model_calls: calls, results, comparisons };
  terminal.print(asked.json ? JSON.stringify(result) : formatTable(result, terminal.columns));
  if (asked.reportFile !== null) await writeReport(asked.reportFile, result, texts.ofCells(cells.length));
  const failed = results.reduce((sum, cell) => sum + cell.failed, 0);
  if (failed > 0)
    terminal.note(`${failed} texts failed, for a model could not be reached: the same command asks for them again`);
  if (baseline !== null && comparisons.length === 0) {
    terminal.note(`--baseline ${baseline.run} has no prompt and model to compare with`);
  }
  return failed > 0 || (asked.gate && (comparisons.length === 0 || !passesGate(comparisons))) ? 1 : 0;
}

async function findCases(
  { cases }: ReplayArguments,
  prompts: readonly AskedPrompt[],
  environment: CommandContext["environment"],
  nowMs: number,
): Promise<readonly ReplayCase[]> {
  if (cases.kind === "sample") return sampleCases(cases.count, cases.seed);
  if (cases.kind === "receipts") return await receiptCases(cases, environment, nowMs);
  try {
    return await marketCases(
      cases.paths,
      prompts.map(({ promptType }) => promptType),
      cases.everySeconds,
    );
  } catch (error) {
    if (isServiceError(error)) throw new UsageError(`--market: ${error.message}`);
    throw error;
  }
}

function noCases({ cases }: ReplayArguments, prompts: readonly AskedPrompt[]): string {
  const names = prompts.map(({ promptType }) => promptType.name).join(", ");
  if (cases.kind === "receipts")
    return `--receipts: no receipt of the last ${cases.days} days holds figures of ${names}`;
  return `there is no case for ${names}`;
}

function refuseMissing(
  { missing, missingCount, done }: MatrixRun,
  total: number,
  { maxCostUsd }: ReplayArguments,
): void {
  if (missingCount === 0) return;
  const [first] = missing;
  if (first?.why === "too dear" || missing.some(({ why }) => why === "too dear")) {
    throw new CommandFailure(
      `Stopped at ${done} of ${total} texts: the next one could pass --max-cost ${maxCostUsd ?? ""}; with more the same command goes on from there`,
    );
  }
  const more = missingCount > missing.length ? ` and ${missingCount - missing.length} more` : "";
  throw new CommandFailure(
    `${missingCount} of ${total} texts are not recorded: ${missing.map(({ words }) => words).join("; ")}${more}`,
  );
}
