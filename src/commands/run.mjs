/**
 * Starts a TypeScript file of this project, or says in one line what is missing. It is plain JavaScript that any Node
 * understands: the Node that runs TypeScript comes with `npm ci`, and without it there is only the machine's own.
 *
 * Usage: node run.mjs FILE [arguments]; FILE is relative to the project's folder.
 */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";

const project = join(dirname(fileURLToPath(import.meta.url)), "../..");
const [file = "", ...rest] = process.argv.slice(2);

if (!existsSync(join(project, "node_modules/.package-lock.json"))) {
  process.stderr.write("The packages are not installed: run `npm ci` first. It brings the right Node as well.\n");
  process.exitCode = 2;
} else if (!process.features.typescript) {
  process.stderr.write(
    `Node ${process.versions.node} runs no TypeScript: run this by npm, which takes the Node that \`npm ci\` installed.\n`,
  );
  process.exitCode = 2;
} else {
  const entry = join(project, file);
  process.argv.splice(1, process.argv.length - 1, entry, ...rest);
  await import(pathToFileURL(entry).href);
}
