import { build } from "esbuild";
import { join, resolve } from "node:path";

const project = resolve(import.meta.dirname, "../../..");

/**
 * Bundles the `prompts` function as serverless.yml has it bundled for the deployment.
 *
 * @param folder where the bundle is written to.
 * @returns the bundle's path.
 */
export async function bundlePrompts(folder: string): Promise<string> {
  const outfile = join(folder, "prompts.mjs");
  await build({
    entryPoints: [join(project, "src/consumer/prompts.ts")],
    outfile,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "node",
    target: "node24",
    logLevel: "error",
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
  });
  return outfile;
}
