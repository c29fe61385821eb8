"use strict";

const path = require("node:path");

/**
 * Puts the chunks of each function into a folder of the function's name, at the top of its zip: the build folder holds
 * those of all functions, and so serverless.yml can leave the others' out of a function's zip.
 *
 * The folder is called `prompts.chunks`. Lambda looks for a handler's module by the path without an extension first, so a
 * folder `prompts` beside `prompts.mjs` would be taken for it. It cuts that path at the first dot of the file's name: a
 * folder with a dot in its name is never looked for, wherever it stands.
 *
 * @type {import("esbuild").Plugin}
 */
const chunksByFunction = {
  name: "chunks-by-function",
  setup({ initialOptions }) {
    const [entry] = Array.isArray(initialOptions.entryPoints) ? initialOptions.entryPoints : [];
    if (typeof entry !== "string" || path.isAbsolute(entry)) {
      throw new Error("A function is bundled from the path of its handler, relative to the project");
    }
    const { dir, name } = path.parse(entry);
    const top = path.relative(dir, "").split(path.sep).join("/");
    initialOptions.chunkNames = path.posix.join(top, `${name}.chunks`, "[name]-[hash]");
  },
};

module.exports = { chunksByFunction };
