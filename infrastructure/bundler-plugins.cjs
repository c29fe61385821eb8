"use strict";

const { chunksByFunction } = require("./chunks-by-function.cjs");
const { noCredentialFiles } = require("./no-credential-files.cjs");
const { noOrphanedChunks } = require("./no-orphaned-chunks.cjs");
const { packageVersionOnly } = require("./package-version-only.cjs");
const { settingsOfFunctions } = require("./settings-of-functions.cjs");
const { withoutLogThreads } = require("./without-log-threads.cjs");

/** What serverless.yml has the bundler do beside its options. */
module.exports = [
  chunksByFunction,
  noCredentialFiles,
  noOrphanedChunks,
  packageVersionOnly,
  settingsOfFunctions,
  withoutLogThreads,
];
