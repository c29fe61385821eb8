"use strict";

const { unzipSync } = require("fflate");
const { readFileSync, writeFileSync } = require("node:fs");
const { buffer } = require("node:stream/consumers");
const { ZipFile } = require("yazl");

/**
 * What is used of the framework.
 *
 * @typedef {{ package?: { artifact?: string } }} FunctionOfService
 * @typedef {{ service: { functions: Record<string, FunctionOfService> } }} Framework
 */

/**
 * As small as can be, read by all and written by their owner, and of the first time that a zip can tell: the same files have
 * the same hash whenever and wherever they are packed.
 *
 * @type {Partial<import("yazl").Options>}
 */
const options = { compressionLevel: 9, mode: 0o100644, mtime: new Date(1980, 0, 1), forceDosTimestamp: true };

/**
 * A plugin of the framework, which makes it by `new`. The packager compresses as fast as it can; this compresses its zips
 * again as well as a zip can be, a tenth smaller, before the framework hashes them.
 *
 * @param {Framework} serverless
 */
function SmallestZips(serverless) {
  const compress = async () => {
    for (const { package: { artifact } = {} } of Object.values(serverless.service.functions)) {
      if (artifact !== undefined) writeFileSync(artifact, await compressed(readFileSync(artifact)));
    }
  };
  return { hooks: { "after:package:createDeploymentArtifacts": compress } };
}

/**
 * The same files, packed anew.
 *
 * @param {Uint8Array} zip
 * @returns {Promise<Uint8Array>}
 */
async function compressed(zip) {
  const packed = new ZipFile();
  for (const [name, content] of Object.entries(unzipSync(zip))) {
    if (!name.endsWith("/")) packed.addBuffer(Buffer.from(content), name, options);
  }
  packed.end();
  return await buffer(packed.outputStream);
}

module.exports = SmallestZips;
