import { build } from "esbuild";
import { join } from "node:path";

/** Bundles the bare script as serverless.yml has the function bundled, into `folder`. Gives its path. */
export async function bundleBare(folder: string): Promise<string> {
  const outfile = join(folder, "bare.mjs");
  await build({
    entryPoints: [join(import.meta.dirname, "bare-function.ts")],
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
