"use strict";

const { readFileSync } = require("node:fs");

/**
 * Leaves of a package.json that is bundled only its name and version. The AWS SDK's clients import theirs whole, to name their
 * version in a header: scripts, dependencies and the rest would be read at each start.
 *
 * @type {import("esbuild").Plugin}
 */
const packageVersionOnly = {
  name: "package-version-only",
  setup(build) {
    build.onLoad({ filter: /[\\/]node_modules[\\/].*[\\/]package\.json$/ }, ({ path }) => {
      /** @type {{ name?: string, version?: string }} */
      const { name, version } = JSON.parse(readFileSync(path, "utf8"));
      return { contents: JSON.stringify({ name, version }), loader: "json" };
    });
  },
};

module.exports = { packageVersionOnly };
