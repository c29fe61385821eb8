import { build } from "esbuild";
import { join } from "node:path";
import { readDeployedBuild } from "../../src/emulators/lambda/deployed-build.ts";
import type { LambdaCode } from "../../src/emulators/lambda/lambda-code.ts";

/** Bundles the bare script into `folder`, as serverless.yml has a function bundled but in one file. */
export async function bundleBare(folder: string): Promise<LambdaCode> {
  await build({
    ...readDeployedBuild().options,
    splitting: false,
    plugins: [],
    entryPoints: [{ in: join(import.meta.dirname, "bare-function.ts"), out: "bare" }],
    outdir: folder,
    logLevel: "error",
  });
  return { taskRoot: folder, handler: "bare.handler" };
}
