import type { BuildFailure, BuildOptions, Message } from "esbuild";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { readDeployedBuild } from "./deployed-build.ts";
import type { LambdaCode } from "./lambda-code.ts";

const project = resolve(import.meta.dirname, "../../..");

/** The function could not be bundled. Its message is one line that says where and why. */
export class BundleError extends Error {
  override readonly name = "BundleError";
}

/** How a function is bundled. */
export interface BundleOptions {
  /** A project with serverless.yml and the functions' sources. Default: this one. */
  readonly source?: string;
}

/**
 * Bundles a function as it is deployed: the files of its zip, byte for byte, in their places.
 *
 * @param name as in serverless.yml, `prompts` or `api`.
 * @param folder an empty folder, which becomes the task root.
 * @throws {BundleError}
 */
export async function bundleFunction(
  name: string,
  folder: string,
  { source = project }: BundleOptions = {},
): Promise<LambdaCode> {
  try {
    const { options, handlers } = readDeployedBuild(source);
    const handler = handlers[name];
    if (handler === undefined) throw new Error(`serverless.yml has no function ${name}`);
    const entry = `${handler.slice(0, handler.lastIndexOf("."))}.ts`;
    await buildOnce({
      ...options,
      absWorkingDir: source,
      entryPoints: [entry],
      outdir: join(folder, dirname(entry)),
      logLevel: "silent",
    });
    return { taskRoot: folder, handler };
  } catch (error) {
    throw new BundleError(`The function ${name} could not be bundled: ${formatFailure(error)}`, { cause: error });
  }
}

let buildsUnderWay = 0;

/** esbuild keeps a process for the next build, which must not stay for as long as the function runs. */
async function buildOnce(options: BuildOptions): Promise<void> {
  // Only here: what is given a bundle needs no bundler.
  const { build, stop } = await import("esbuild");
  buildsUnderWay += 1;
  try {
    await build(options);
  } finally {
    buildsUnderWay -= 1;
    if (buildsUnderWay === 0) await stop();
  }
}

/** A function's code in a folder that is taken away again. */
export interface TemporaryBundle extends LambdaCode {
  remove(): void;
}

/**
 * Bundles a function into a folder of its own among the system's temporary ones. Where nobody removes it, the end of this
 * process does.
 *
 * @throws {BundleError}
 */
export async function bundleTemporarily(name: string, options: BundleOptions = {}): Promise<TemporaryBundle> {
  const folder = makeTemporaryFolder(name);
  const remove = (): void => {
    process.off("exit", remove);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", remove);
  try {
    return { ...(await bundleFunction(name, folder, options)), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function makeTemporaryFolder(name: string): string {
  try {
    return mkdtempSync(join(tmpdir(), `trader-data-llm-${name}-`));
  } catch (error) {
    throw new BundleError(`The function ${name} has no folder to be bundled into: ${formatFailure(error)}`, {
      cause: error,
    });
  }
}

function formatFailure(error: unknown): string {
  if (!isBuildFailure(error)) return firstLine(error instanceof Error ? error.message : String(error));
  const [first, ...others] = error.errors;
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  return first === undefined ? firstLine(error.message) : `${formatMessage(first)}${more}`;
}

function formatMessage({ location, text }: Message): string {
  return location === null
    ? firstLine(text)
    : `${location.file}:${location.line}:${location.column}: ${firstLine(text)}`;
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}
