import { build } from "esbuild";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it, vi } from "vitest";
import { noCredentialFiles } from "../../infrastructure/no-credential-files.cjs";
import { temporaryFolder } from "../support/temporary-folder.ts";

type Provide = () => () => Promise<{ readonly accessKeyId: string }>;

async function bundledChain(): Promise<{ readonly provide: Provide; readonly inputs: readonly string[] }> {
  const outfile = join(temporaryFolder(), "chain.mjs");
  const { metafile } = await build({
    stdin: {
      contents: 'export { defaultProvider } from "@aws-sdk/credential-provider-node";',
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    format: "esm",
    platform: "node",
    mainFields: ["module", "main"],
    metafile: true,
    outfile,
    plugins: [noCredentialFiles],
    logLevel: "error",
  });
  const bundled: { readonly defaultProvider: Provide } = await import(pathToFileURL(outfile).href);
  return { provide: bundled.defaultProvider, inputs: Object.keys(metafile.inputs) };
}

it("finds the credentials of the environment, and bundles no client of another service", async () => {
  const { provide, inputs } = await bundledChain();
  vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
  expect(await provide()()).toMatchObject({ accessKeyId: "key" });
  expect(inputs.filter((path) => path.includes("nested-clients"))).toEqual([]);
});

it("says as ever that there are none where the environment has none", async () => {
  const { provide } = await bundledChain();
  vi.stubEnv("AWS_ACCESS_KEY_ID", undefined);
  await expect(provide()()).rejects.toThrow(/Could not load credentials|Instance Metadata Service access disabled/);
});
