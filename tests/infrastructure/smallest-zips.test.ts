import { unzipSync, zipSync } from "fflate";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import SmallestZips from "../../infrastructure/smallest-zips.cjs";
import { temporaryFolder } from "../support/temporary-folder.ts";

const handler = Buffer.from(
  "export const handler = () => { return 'the same words, again and again'; };\n".repeat(500),
);
const files = { "src/handler.mjs": handler, "src/chunks/late.mjs": Buffer.from("export {};") };

async function repack(level: 0 | 1, mtime: Date): Promise<Buffer> {
  const artifact = join(temporaryFolder(), "prompts.zip");
  writeFileSync(artifact, zipSync(files, { level, mtime }));
  const { hooks } = SmallestZips({ service: { functions: { prompts: { package: { artifact } }, imported: {} } } });
  await hooks["after:package:createDeploymentArtifacts"]?.();
  return readFileSync(artifact);
}

it("holds the same files in less", async () => {
  const packed = await repack(1, new Date());
  const unpacked = Object.entries(unzipSync(packed)).map(([name, content]) => [name, Buffer.from(content)]);
  expect(Object.fromEntries(unpacked)).toEqual(files);
  expect(packed.byteLength).toBeLessThan(zipSync(files, { level: 1 }).byteLength);
});

it("is the same to the byte whenever its files were packed", async () => {
  expect(await repack(0, new Date(2001, 1, 1))).toEqual(await repack(1, new Date(2026, 10, 27)));
});

it("tells the first time that a zip can, whatever the clock says", async () => {
  const packed = await repack(1, new Date());
  // The time and the date of the first local header, as DOS counts them: midnight of 1980-01-01.
  expect([packed.readUInt16LE(10), packed.readUInt16LE(12)]).toEqual([0, 0x21]);
});
