import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as z from "zod/mini";

const packageSchema = z.object({ version: z.string() });

/** The version of this project, as its package.json says it. */
export function readVersion(): string {
  const json = readFileSync(resolve(import.meta.dirname, "../../../package.json"), "utf8");
  return z.parse(packageSchema, JSON.parse(json)).version;
}
