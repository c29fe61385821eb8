"use strict";

const { rmSync } = require("node:fs");
const path = require("node:path");

/**
 * Removes chunks that nothing imports. The bundler writes one for each `import()`, also where the code that holds it was left
 * out: of the AWS SDK's reading of browsers' names, a fiftieth of a zip.
 *
 * @type {import("esbuild").Plugin}
 */
const noOrphanedChunks = {
  name: "no-orphaned-chunks",
  setup(build) {
    const { initialOptions } = build;
    initialOptions.metafile = true;
    build.onEnd(({ metafile }) => {
      if (metafile === undefined) return;
      for (const chunk of orphansOf(metafile.outputs)) {
        rmSync(path.resolve(initialOptions.absWorkingDir ?? "", chunk));
      }
    });
  },
};

/**
 * The chunks that no handler imports, itself or by others.
 *
 * @param {import("esbuild").Metafile["outputs"]} outputs
 * @returns {readonly string[]}
 */
function orphansOf(outputs) {
  const handlers = Object.keys(outputs).filter((name) => !path.dirname(name).endsWith(".chunks"));
  const reached = new Set(handlers);
  // A set that grows while it is walked is walked to its end.
  for (const name of reached) for (const { path: each } of outputs[name]?.imports ?? []) reached.add(each);
  return Object.keys(outputs).filter((name) => !reached.has(name));
}

module.exports = { noOrphanedChunks };
