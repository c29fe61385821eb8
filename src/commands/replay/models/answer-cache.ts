import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod/mini";
import type { WrittenText } from "../../../insight/ports.ts";
import { errorCodeOf } from "../../../platform/describe-error.ts";
import { parseJson } from "../../../platform/http/http.ts";
import { CommandFailure } from "../../kit/command.ts";
import { writeWhole } from "../../kit/write-whole.ts";

/** Everything that decides an answer. */
export interface AnswerKey {
  readonly provider: string;
  readonly model: string;
  readonly settings: Readonly<Record<string, string | number | boolean | null>>;
  readonly system: string;
  readonly user: string;
  readonly attempt: number;
  readonly repeat: number;
}

/** An answer as it came, with how many others were asked for beside it. */
export interface KeptAnswer extends WrittenText {
  readonly concurrency: number;
}

/** Keeps answers, one file each. */
export interface AnswerCache {
  /** Null where there is none, or where its file can't be read as one. */
  read(hash: string): Promise<KeptAnswer | null>;
  /** @throws CommandFailure where the folder can't be written. */
  write(hash: string, key: AnswerKey, answer: KeptAnswer): Promise<void>;
}

const tokens = z.nullable(z.number());
const usage = z.object({ inputTokens: tokens, outputTokens: tokens });
const attempt = z.object({
  provider: z.string(),
  model: z.string(),
  latencyMs: z.number(),
  usage: z.optional(usage),
});
const answerSchema = z.object({
  text: z.string(),
  provider: z.string(),
  model: z.string(),
  usage,
  latencyMs: z.number(),
  attempts: z.array(attempt),
  concurrency: z.number(),
});
const fileSchema = z.object({ answer: answerSchema });

/** SHA-256 of everything that decides an answer. */
export function hashKey({ provider, model, settings, system, user, attempt: nth, repeat }: AnswerKey): string {
  const sorted = Object.entries(settings).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([provider, model, sorted, system, user, nth, repeat]))
    .digest("hex");
}

/** Makes a cache in a folder, which is made once something is kept. */
export function createAnswerCache(folder: string): AnswerCache {
  const pathOf = (hash: string): string => join(folder, "answers", hash.slice(0, 2), `${hash}.json`);
  return {
    async read(hash) {
      try {
        const parsed = fileSchema.safeParse(parseJson(await readFile(pathOf(hash), "utf8")));
        if (!parsed.success) return null;
        const { attempts, ...answer } = parsed.data.answer;
        return {
          ...answer,
          attempts: attempts.map(({ usage: billed, ...each }) => ({
            ...each,
            ...(billed === undefined ? {} : { usage: billed }),
          })),
        };
      } catch (error) {
        if (errorCodeOf(error) === "ENOENT") return null;
        throw unusable(folder, error);
      }
    },
    async write(hash, { provider, model, settings, attempt: nth, repeat }, answer) {
      const asked = { provider, model, settings, attempt: nth, repeat };
      await writeWhole(pathOf(hash), `${JSON.stringify({ asked, answer })}\n`, {
        failure: `--cache ${folder} can't be used`,
        makesFolder: true,
      });
    },
  };
}

function unusable(folder: string, error: unknown): CommandFailure {
  const reason = error instanceof Error ? error.message : String(error);
  return new CommandFailure(`--cache ${folder} can't be used: ${reason}`, { cause: error });
}
