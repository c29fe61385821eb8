import { randomUUID } from "node:crypto";
import { access, constants, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { CommandFailure } from "./command.ts";

/**
 * Writes a file so that it is there whole or as it was before.
 *
 * @param options.failure what an operator is told before the reason, such as `--out x.json can't be written`.
 * @param options.makesFolder whether its folder is made where it lacks. Default: it is not.
 * @throws CommandFailure where it can't be written; nothing is left beside it.
 */
export async function writeWhole(
  path: string,
  text: string,
  { failure, makesFolder = false }: { readonly failure: string; readonly makesFolder?: boolean },
): Promise<void> {
  const beside = `${path}.${randomUUID()}.part`;
  try {
    if (makesFolder) await mkdir(dirname(path), { recursive: true });
    await writeFile(beside, text);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw failed(failure, error);
  }
}

/**
 * Sees that a file can be written, before work begins whose result would be lost.
 *
 * @throws CommandFailure where its folder lacks, or does not let it be written.
 */
export async function assertFolderOf(path: string, failure: string): Promise<void> {
  try {
    await access(dirname(path), constants.W_OK);
  } catch (error) {
    throw failed(failure, error);
  }
}

function failed(failure: string, error: unknown): CommandFailure {
  return new CommandFailure(`${failure}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}
