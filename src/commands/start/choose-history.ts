import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { type Candle, type Granularity, granularitySeconds } from "../../market/candle.ts";
import type { Clock } from "../../platform/clock.ts";
import type { HistoryChoice } from "./arguments.ts";
import { UsageError } from "../kit/parse-command-line.ts";
import { createSampleMarket } from "../../emulators/markets/sample-market.ts";

/** The collected history that a run starts with. */
export interface ChosenHistory {
  /** Objects for the bucket. */
  readonly objects: readonly { readonly key: string; readonly body: string | Uint8Array }[];
  /** Names the source of candles that come from it, for the JSON output. */
  readonly label: string;
  /** What was put where, for people; null where nothing was. */
  readonly note: string | null;
}

/** The history holds so much more than the prompt looks back. */
const marginSeconds = 3_600;

/**
 * Finds the history that the command line asks for: files as they are, so that an old one is as stale as it says, or the
 * sample market's last candles, as many as the prompt looks back.
 *
 * @throws UsageError for a file that can't be read.
 */
export async function chooseHistory(
  choice: HistoryChoice,
  {
    productIds,
    granularity,
    windowSeconds,
    clock = Date.now,
  }: {
    readonly productIds: readonly string[];
    readonly granularity: Granularity;
    readonly windowSeconds: number;
    readonly clock?: Clock;
  },
): Promise<ChosenHistory> {
  const objects =
    choice.kind === "files" ? await loadFiles(choice.paths, productIds) : choice.kind === "sample" ? drawSample() : [];
  return {
    objects,
    label: choice.kind === "sample" ? "history (synthetic)" : "history",
    note: noteOn(objects, choice.kind === "sample" ? "a synthetic history" : "the given history"),
  };

  function drawSample(): ChosenHistory["objects"] {
    return productIds
      .map((productId) => ({
        key: keyOf(productId, "sample.synthetic.csv"),
        body: writeCsv(
          sampleCandles(productId, { granularity, windowSeconds, nowSeconds: Math.floor(clock() / 1_000) }),
        ),
      }))
      .filter(({ body }) => body !== "");
  }
}

/** Each product gets the file that is named after it, else the first one. */
async function loadFiles(paths: readonly string[], productIds: readonly string[]): Promise<ChosenHistory["objects"]> {
  const files = await Promise.all(paths.map((path) => loadFile(path)));
  const [first] = files;
  return productIds.flatMap((productId) => {
    const file = files.find(({ name }) => name.startsWith(`${productId}.`)) ?? first;
    return file === undefined ? [] : [{ key: keyOf(productId, file.name), body: file.body }];
  });
}

function keyOf(productId: string, name: string): string {
  return `COINBASE/${productId}/historical/${name}`;
}

function noteOn(objects: ChosenHistory["objects"], what: string): string | null {
  if (objects.length === 0) return null;
  return `${what} stands in the bucket as ${objects.map(({ key }) => key).join(", ")}`;
}

async function loadFile(path: string): Promise<{ readonly name: string; readonly body: Uint8Array }> {
  try {
    return { name: basename(path), body: await readFile(path) };
  } catch (error) {
    throw new UsageError(`--history: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function sampleCandles(
  productId: string,
  { granularity, windowSeconds, nowSeconds }: { granularity: Granularity; windowSeconds: number; nowSeconds: number },
): readonly Candle[] {
  const intervalSeconds = granularitySeconds[granularity];
  const candles = createSampleMarket().candles(
    productId,
    intervalSeconds,
    nowSeconds - windowSeconds - marginSeconds,
    nowSeconds - intervalSeconds,
    nowSeconds,
  );
  return candles.filter(({ start }) => start + intervalSeconds <= nowSeconds);
}

/** Writes candles as the platform's collector does: no header, oldest first. */
function writeCsv(candles: readonly Candle[]): string {
  const lines = candles.map(({ start, open, high, low, close, volume }) => {
    const trend = close > open ? "up" : close < open ? "down" : "flat";
    return `${start},${open},${high},${low},${close},${volume},${trend}\n`;
  });
  return lines.join("");
}
