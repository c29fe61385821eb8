import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import { parseJson } from "../../platform/http/http.ts";
import { UsageError } from "../kit/parse-command-line.ts";
import { writeWhole } from "../kit/write-whole.ts";

const count = z.number();
const tokens = z.nullable(z.number());
const recordSchema = z.object({
  case: z.string(),
  product_day: z.string(),
  repeat: count,
  end: z.enum(["first_try", "pruned", "repaired", "plain", "refused", "failed"]),
  true: count,
  false: count,
  not_understood: count,
  words: tokens,
  direction: z.nullable(z.enum(["up", "down"])),
  figures: z.array(z.string()),
  after_1h: tokens,
  after_24h: tokens,
  input_tokens: tokens,
  output_tokens: tokens,
  latencies_ms: z.array(z.number()),
  key: z.nullable(z.string()),
});
const runSchema = z.object({
  run: z.string(),
  cells: z.array(
    z.object({ prompt: z.string(), version: z.number(), model: z.string(), records: z.array(recordSchema) }),
  ),
});

/** A run as it is kept for comparisons: the records of each cell. */
export type KeptRun = z.infer<typeof runSchema>;

const idPattern = /^[0-9a-f]{12}$/;
const runIn = (folder: string, id: string): string => join(folder, "runs", `${id}.json`);

/** A short name of what was asked: the same texts have the same one, whenever they are run. */
export function nameRun(cells: KeptRun["cells"]): string {
  const told = cells.map(({ prompt, version, model, records }) => [
    prompt,
    version,
    model,
    records.map(({ case: id, repeat, end, key, true: held }) => [id, repeat, end, key, held]),
  ]);
  return createHash("sha256").update(JSON.stringify(told)).digest("hex").slice(0, 12);
}

/**
 * Keeps a run beside the answers; it is written whole or not at all.
 *
 * @throws CommandFailure where the folder can't be written.
 */
export async function keepRun(folder: string, run: KeptRun): Promise<void> {
  await writeWhole(runIn(folder, run.run), `${JSON.stringify(run)}\n`, {
    failure: `--cache ${folder} can't be used`,
    makesFolder: true,
  });
}

/**
 * Reads an earlier run.
 *
 * @param given its name in the cache, or a file.
 * @throws UsageError where there is none.
 */
export function readRun(folder: string, given: string): KeptRun {
  const inCache = runIn(folder, given);
  const path = idPattern.test(given) && existsSync(inCache) ? inCache : given;
  if (!existsSync(path)) {
    throw new UsageError(`--baseline ${given} is neither a run in ${folder} nor a file; each run tells its name`);
  }
  const parsed = runSchema.safeParse(parseJson(readFileSync(path, "utf8")));
  if (parsed.success) return parsed.data;
  throw new UsageError(`--baseline ${given}: ${path} holds no run, such as those in ${join(folder, "runs")}`);
}
