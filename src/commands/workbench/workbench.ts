import { errorCodeOf } from "../../platform/describe-error.ts";
import type { Command, CommandContext } from "../kit/command.ts";
import { UsageError } from "../kit/parse-command-line.ts";
import { withReceipts } from "../kit/receipts/with-receipts.ts";
import { openStage } from "./open-stage.ts";
import { readWorkbenchArguments, type WorkbenchArguments, workbenchHelp } from "./workbench-arguments.ts";

/** `npm run workbench`: a page in the browser that shows insights whole. */
export const workbench: Command = { help: workbenchHelp, interruption: "ends", run };

async function run(argv: readonly string[], context: CommandContext): Promise<number> {
  const given = readWorkbenchArguments(argv, context.environment);
  const { shown, port } = given;
  try {
    // A stage needs no emulator.
    if (shown.is === "stage") return await showStage(given, shown, context);
    const { runLocal } = await import("./local/run-local.ts");
    return await runLocal(given, shown, context, (url) => sayWhere(url, given, context));
  } catch (error) {
    if (port === null || !isPortTaken(error)) throw error;
    throw new UsageError(`--port ${port} can't be had: another program has it`);
  }
}

/** Whatever else failed meanwhile is told as a failure of the bucket, with its cause. */
function isPortTaken(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return [error, cause].some((each) => errorCodeOf(each) === "EADDRINUSE");
}

async function showStage(
  given: WorkbenchArguments,
  { target, place }: Extract<WorkbenchArguments["shown"], { is: "stage" }>,
  context: CommandContext,
): Promise<number> {
  const { environment, signal } = context;
  const { productIds: products, prices, days, port } = given;
  return await withReceipts(place, environment, async (bucket) => {
    const opened = await openStage({ target, bucket, prices, days, products, environment, port: port ?? undefined });
    try {
      sayWhere(opened.server.url, given, context);
      await aborted(signal);
      return 0;
    } finally {
      await opened.stop();
    }
  });
}

function sayWhere(url: string, { json, shown }: WorkbenchArguments, { terminal }: CommandContext): void {
  if (json) terminal.print(JSON.stringify({ url }));
  else {
    const what = shown.is === "stage" ? `stage ${shown.target.stage}, read-only` : "the local stack";
    terminal.print(`Workbench of ${what}: ${url}\nCtrl-C ends it.`);
  }
}

/** Waits for the signal. */
async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
