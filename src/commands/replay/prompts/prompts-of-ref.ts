import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { isFigureName } from "../../../features/index.ts";
import { isGranularity } from "../../../market/candle.ts";
import type { PromptType } from "../../../prompts/prompt-type.ts";
import type { CommandContext } from "../../kit/command.ts";
import { UsageError } from "../../kit/parse-command-line.ts";

const run = promisify(execFile);
const projectFolder = resolve(import.meta.dirname, "../../../..");

/** Prompts import these, and they import no package. */
const rooms = ["src/prompts", "src/features", "src/grounding"];

/**
 * Reads the prompts of another state of this project from git, by the code of that state.
 *
 * @param folder a folder of the repository. Default: this project's.
 * @throws UsageError where git knows no such ref, and where its prompts can't be asked with today's figures: those of before the
 * catalogue do not say which figures they are of.
 */
export async function readPromptsOfRef(
  ref: string,
  environment: CommandContext["environment"],
  folder = projectFolder,
): Promise<readonly PromptType[]> {
  const git = async (args: readonly string[]): Promise<string> =>
    (await run("git", [...args], { cwd: folder, env: { ...environment } })).stdout.trim();
  const commit = await git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`]).catch(() => {
    throw new UsageError(`--prompt ...@${ref}: git knows no commit of that name here`);
  });
  const place = await mkdtemp(join(tmpdir(), "trader-data-llm-prompts-"));
  try {
    const tree = join(place, "tree");
    await mkdir(tree);
    // An index of its own: neither the user's files nor what they have staged is touched.
    const gitFolder = await git(["rev-parse", "--absolute-git-dir"]);
    const own = { GIT_INDEX_FILE: join(place, "index"), GIT_WORK_TREE: tree, GIT_DIR: gitFolder };
    await run("git", ["checkout", "--quiet", commit, "--", ...rooms], { cwd: tree, env: { ...environment, ...own } });
    await writeFile(join(tree, "package.json"), '{"type":"module"}\n');
    return readTypes(await import(pathToFileURL(join(tree, "src/prompts/registry.ts")).href), ref, commit);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw tooOld(ref, commit, "its prompts can't be loaded", error);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

function readTypes(registry: unknown, ref: string, commit: string): readonly PromptType[] {
  const all: unknown = Reflect.get(Object(registry), "promptTypes");
  if (!Array.isArray(all) || all.length === 0) throw tooOld(ref, commit, "it has no registry of prompts");
  const types = all.filter(isPromptType);
  if (types.length === all.length) return types;
  throw tooOld(ref, commit, "its prompts do not name the figures that they are written from");
}

function isPromptType(value: unknown): value is PromptType {
  const { name, version, maxWords, series, render }: Readonly<Record<string, unknown>> = Object(value);
  return (
    typeof name === "string" &&
    typeof version === "number" &&
    typeof maxWords === "number" &&
    typeof render === "function" &&
    Array.isArray(series) &&
    series.length > 0 &&
    series.every(isSeries)
  );
}

function isSeries(value: unknown): boolean {
  const { granularity, windowSeconds, figures }: Readonly<Record<string, unknown>> = Object(value);
  return (
    isGranularity(String(granularity)) &&
    typeof windowSeconds === "number" &&
    Array.isArray(figures) &&
    figures.every((figure) => isFigureName(String(figure)))
  );
}

function tooOld(ref: string, commit: string, why: string, cause?: unknown): UsageError {
  const error = new UsageError(
    `--prompt ...@${ref} (${commit.slice(0, 7)}) is from before the catalogue of figures and can't be replayed: ${why}`,
  );
  error.cause = cause;
  return error;
}
