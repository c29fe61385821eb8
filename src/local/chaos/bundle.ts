import { build, type BuildOptions } from "esbuild";
import { join, resolve } from "node:path";

const project = resolve(import.meta.dirname, "../../..");

/** How serverless.yml has a function bundled for the deployment. */
export const deployedBuild = {
  bundle: true,
  minify: true,
  format: "esm",
  outExtension: { ".js": ".mjs" },
  platform: "node",
  target: "node24",
  mainFields: ["module", "main"],
  splitting: true,
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
} satisfies BuildOptions;

/**
 * Bundles the `prompts` function as it is deployed, its chunks beside it.
 *
 * @param folder where the bundle is written to.
 * @returns the path of the module with the handler.
 */
export async function bundlePrompts(folder: string): Promise<string> {
  await build({
    ...deployedBuild,
    entryPoints: [join(project, "src/consumer/prompts.ts")],
    outdir: folder,
    logLevel: "error",
  });
  return join(folder, "prompts.mjs");
}
