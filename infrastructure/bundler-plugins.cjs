"use strict";

const { chunksByFunction } = require("./chunks-by-function.cjs");
const { packageVersionOnly } = require("./package-version-only.cjs");
const { settingsOfFunctions } = require("./settings-of-functions.cjs");

/** What serverless.yml has the bundler do beside its options. */
module.exports = [chunksByFunction, packageVersionOnly, settingsOfFunctions];
