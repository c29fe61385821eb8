"use strict";

const path = require("node:path");

/**
 * Puts the chunks of each function into a folder of the function's name, beside its handler: the build folder holds those
 * of all functions, and so serverless.yml can leave the others' out of a function's zip.
 *
 * @type {import("esbuild").Plugin}
 */
const chunksByFunction = {
  name: "chunks-by-function",
  setup({ initialOptions }) {
    const [entry] = Array.isArray(initialOptions.entryPoints) ? initialOptions.entryPoints : [];
    if (typeof entry !== "string") throw new Error("A function is bundled from the path of its handler");
    initialOptions.chunkNames = `${path.parse(entry).name}/[name]-[hash]`;
  },
};

module.exports = [chunksByFunction];
