import { type CandleSet, granularitySeconds } from "../../market/candle.ts";
import { type CoinbaseCandlesOptions, createCoinbaseCandles } from "../../market/coinbase/coinbase-candles.ts";
import type { Clock } from "../../platform/clock.ts";
import { settings } from "../../platform/config/settings.ts";
import { createSettingsReader } from "../../platform/config/settings-reader.ts";
import { createDeadline } from "../../platform/deadline.ts";
import { ServiceError } from "../../platform/errors.ts";
import { type Command, type CommandContext, CommandFailure } from "../kit/command.ts";
import { UsageError } from "../kit/parse-command-line.ts";
import { createProgressLine } from "../kit/progress-line.ts";
import { assertCandleFolder, type CandleFile, readCandleFile, writeCandleFile } from "./candle-file.ts";
import { type CandlesArguments, candlesHelp, readCandlesArguments } from "./candles-arguments.ts";
import { cutSpans, joinSpans, missingSpans, type TimeSpan } from "./time-spans.ts";
import { keepRows, type WrittenRow } from "./written-rows.ts";

/** `npm run candles`: records days of candles from Coinbase. */
export const candles: Command = { help: candlesHelp, run: async (argv, context) => await runCandles(argv, context) };

/** Candles of one request of the service's client. */
const candlesPerRequest = 300;
/** Of so many requests no more is lost where the process is killed. */
const requestsPerWriting = 20;
/** With its retries, and waits that Coinbase asks for. */
const maxRequestMs = 120_000;

/** What the command works with beside its arguments. */
export type CandlesTools = Pick<CoinbaseCandlesOptions, "fetch" | "sleep" | "random"> & { readonly clock?: Clock };

/**
 * Records what the file lacks, request by request. It goes on from there where it was ended.
 *
 * @throws UsageError, and CommandFailure where Coinbase fails: what came before is in the file.
 */
export async function runCandles(
  argv: readonly string[],
  { terminal, signal, environment }: CommandContext,
  { clock = Date.now, fetch, ...client }: CandlesTools = {},
): Promise<number> {
  const asked = readCandlesArguments(argv);
  const file = readCandleFile(asked.file, asked);
  await assertCandleFolder(asked.file);
  const wanted = closedPart(asked, clock());
  if (wanted.end < asked.toSeconds)
    terminal.note(`Candles have closed until ${iso(wanted.end)}: later ones are left out`);
  const seconds = granularitySeconds[asked.granularity];
  const pieces = cutSpans(missingSpans(wanted, file.held), candlesPerRequest * seconds);
  const keeper = keepRows(fetch);
  const read = createCoinbaseCandles({ ...readPlace(environment), ...client, clock, fetch: keeper.fetch });
  const recording = startRecording(asked, file);
  const progress = createProgressLine(terminal, { total: pieces.length, what: "requests", clock });

  for (const [index, piece] of pieces.entries()) {
    if (signal.aborted) break;
    const { productId, granularity } = asked;
    const query = { productId, granularity, startSeconds: piece.start, endSeconds: piece.end };
    try {
      using deadline = createDeadline(maxRequestMs, undefined, signal);
      const set = await read(query, deadline);
      recording.add(piece, keeper.take(set.candles), set);
    } catch (error) {
      progress.clear();
      await recording.write();
      if (signal.aborted) break;
      if (!(error instanceof ServiceError)) throw error;
      const kept = `${file.rows.size === recording.count() ? "nothing new" : "what came before"} is in ${asked.file}`;
      throw new CommandFailure(`${error.message}; ${kept}, and the same command goes on from there`, { cause: error });
    }
    if ((index + 1) % requestsPerWriting === 0) await recording.write();
    progress.update(index + 1);
  }
  progress.clear();
  await recording.write();
  const done = signal.aborted ? "Stopped" : "Done";
  terminal.print(
    `${done}: ${asked.file} holds ${recording.count()} candles of ${asked.productId} ${asked.granularity}; ${recording.requests()} of ${pieces.length} requests were made, ${pieces.length === 0 ? "it held them all" : `from ${iso(wanted.start)} to ${iso(wanted.end)}`}`,
  );
  return 0;
}

/** What the candles that are forming, or are yet to come, leave of the time that is asked for. */
function closedPart({ fromSeconds, toSeconds, granularity }: CandlesArguments, nowMs: number): TimeSpan {
  const seconds = granularitySeconds[granularity];
  const end = Math.min(toSeconds, Math.floor(nowMs / 1_000 / seconds) * seconds);
  if (end <= fromSeconds) throw new UsageError(`--from ${iso(fromSeconds)}: no candle from then on has closed yet`);
  return { start: fromSeconds, end };
}

function readPlace(environment: CommandContext["environment"]): Pick<CoinbaseCandlesOptions, "url" | "key"> {
  const reader = createSettingsReader(environment, "prompts");
  const url = reader.address(settings.coinbaseUrl) ?? "";
  const [id, secret] = reader.pair(settings.coinbaseKey, settings.coinbaseSecret);
  try {
    reader.finish();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  return { url, key: id === null || secret === null ? null : { id, secret } };
}

/** Collects what comes, and writes it with what the file held. */
function startRecording(asked: CandlesArguments, file: CandleFile) {
  const rows = new Map(file.rows);
  let { held, standIn } = file;
  let requests = 0;
  let isWritten = true;
  return {
    add({ start, end }: TimeSpan, written: readonly WrittenRow[], set: CandleSet): void {
      for (const [index, candle] of set.candles.entries()) rows.set(candle.start, written[index] ?? {});
      held = joinSpans([...held, { start, end }]);
      standIn = set.standIn ?? standIn;
      requests += 1;
      isWritten = false;
    },
    async write(): Promise<void> {
      if (isWritten) return;
      await writeCandleFile(asked.file, asked, { rows, held, standIn });
      isWritten = true;
    },
    count: () => rows.size,
    requests: () => requests,
  };
}

function iso(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().replace(":00.000Z", "Z");
}
