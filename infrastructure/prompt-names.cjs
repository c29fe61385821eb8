"use strict";

const { buildSync } = require("esbuild");
const path = require("node:path");
const vm = require("node:vm");

const registry = path.join(__dirname, "../src/prompts/registry.ts");

/**
 * The names of the prompts in the registry, which is TypeScript: bundled as the functions are, for whatever Node runs the
 * framework.
 *
 * @returns {readonly string[]}
 */
function promptNames() {
  const { outputFiles } = buildSync({
    entryPoints: [registry],
    bundle: true,
    write: false,
    format: "cjs",
    logLevel: "silent",
  });
  /** @type {{ exports: { promptNames?: readonly string[] } }} */
  const module = { exports: {} };
  vm.runInThisContext(`(function (module, exports) {${outputFiles[0]?.text ?? ""}\n})`)(module, module.exports);
  return module.exports.promptNames ?? [];
}

module.exports = { promptNames };
