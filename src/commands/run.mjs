/**
 * Starts a command of this project, or says in one line what is missing. It is plain JavaScript that any Node understands:
 * the Node that runs TypeScript comes with `npm ci`, and without it there is only the machine's own.
 *
 * Usage: node run.mjs NAME [arguments]; the names are in commands.ts.
 */
import { existsSync } from "node:fs";
import module from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";

const folder = dirname(fileURLToPath(import.meta.url));

/** How often it is looked whether npm is still there. */
const lookEveryMs = 250;

/**
 * npm passes SIGTERM on to its shell alone, and nothing where it is killed itself. Node then goes on with another parent, so it
 * ends as if it had got the signal.
 */
function endWithNpm() {
  if (process.env["npm_lifecycle_event"] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, lookEveryMs);
  timer.unref();
}

if (!existsSync(join(folder, "../../node_modules/.package-lock.json"))) {
  process.stderr.write("The packages are not installed: run `npm ci` first. It brings the right Node as well.\n");
  process.exitCode = 2;
} else if (!process.features.typescript) {
  process.stderr.write(
    `Node ${process.versions.node} runs no TypeScript: run this by npm, which takes the Node that \`npm ci\` installed.\n`,
  );
  process.exitCode = 2;
} else {
  endWithNpm();
  // Most of a short command's time is the compiling of what it loads. A folder that can't be written is no failure. A benchmark
  // compiles as the function does, which has no such folder.
  if (process.argv[2]?.startsWith("bench") !== true) {
    module.enableCompileCache(join(folder, "../../node_modules/.cache/node-compile"));
  }
  await import(pathToFileURL(join(folder, "main.ts")).href);
}
