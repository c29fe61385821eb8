import type { Clock } from "../../platform/clock.ts";
import type { Command, CommandContext } from "../kit/command.ts";
import { wrap } from "../kit/layout.ts";
import { formatCell } from "../kit/measure/format-cell.ts";
import { readStageReceipts } from "../kit/receipts/stage-receipts.ts";
import { readScorecardArguments, scorecardHelp } from "./scorecard-arguments.ts";
import { type Scorecard, scoreReceipts } from "./score-receipts.ts";

/** `npm run scorecard`: what each prompt version and model made of the requests of a stage, and what that cost. */
export const scorecard: Command = {
  help: scorecardHelp,
  interruption: "exits",
  run: async (argv, context) => await runScorecard(argv, context),
};

/**
 * Sums up the receipts of a stage.
 *
 * @throws UsageError, and CommandFailure where the bucket can't be read.
 */
export async function runScorecard(
  argv: readonly string[],
  { terminal, environment }: CommandContext,
  clock: Clock = Date.now,
): Promise<number> {
  const { choice, prices, json } = readScorecardArguments(argv, environment);
  const card = scoreReceipts(
    await readStageReceipts(choice, environment, clock(), (address) =>
      terminal.note(`${address} is no receipt: it holds no JSON object`),
    ),
    prices,
  );
  terminal.print(json ? JSON.stringify(card) : formatScorecard(card, choice.days, terminal.columns));
  return 0;
}

function formatScorecard(
  { receipts, outcomes, shared, unknown, results, cost_usd: cost }: Scorecard,
  days: number,
  width: number,
): string {
  const told = Object.entries(outcomes).filter(([outcome, count]) => outcome !== "quiet" || count > 0);
  const ends = told.map(([outcome, count]) => `${count} ${outcome.replace("_", " ")}`);
  const asides = [
    ...(shared > 0 ? [`${shared} shared the text of another request`] : []),
    ...(unknown > 0 ? [`${unknown} don't say how they ended`] : []),
  ];
  const spent =
    cost === null
      ? "cost unknown: not every model has a --price, or not every answer its tokens"
      : `cost $${cost.toFixed(4)}`;
  const all = `${receipts} ${receipts === 1 ? "receipt" : "receipts"} of ${days === 1 ? "today" : `${days} days`}: ${[...ends, ...asides].join(", ")}; ${spent}`;
  return [wrap(all, width), ...results.map((cell) => formatCell(cell, width))].join("\n\n");
}
