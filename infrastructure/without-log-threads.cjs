"use strict";

/**
 * Leaves out what pino starts threads with: logs go to standard output, by no transport. It would be read at each start, and is a
 * seventieth of all that is.
 *
 * @type {import("esbuild").Plugin}
 */
const withoutLogThreads = {
  name: "without-log-threads",
  setup(build) {
    build.onLoad({ filter: /[\\/]node_modules[\\/]thread-stream[\\/]index\.js$/ }, () => ({
      contents: 'module.exports = class { constructor() { throw new Error("No log transport is bundled"); } };',
      loader: "js",
    }));
  },
};

module.exports = { withoutLogThreads };
