import { spawnSync } from "node:child_process";
import { unzipSync } from "fflate";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { temporaryFolder } from "./temporary-folder.ts";

const project = resolve(import.meta.dirname, "../..");

/** What `sls package` made. */
export interface PackagedService {
  /** What the command printed. */
  readonly output: string;
  readonly exitCode: number | null;
  /** The CloudFormation template. */
  readonly template: unknown;
  /** Folder of a function's unzipped package: outside of the project, so that nothing but the package is found. */
  unzip(functionName: string): { readonly folder: string; readonly files: readonly string[] };
}

/** Runs `sls package` for a stage as on a machine without credentials, configuration or a network. */
export function packageService(stage: string): PackagedService {
  const home = temporaryFolder();
  const folder = temporaryFolder();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(project, "node_modules/serverless/bin/serverless.js"), "package", "--stage", stage, "--package", folder],
    {
      cwd: project,
      encoding: "utf8",
      // Any proxy that is asked to reach something else refuses at once.
      env: { PATH: dirname(process.execPath), HOME: home, HTTPS_PROXY: "http://127.0.0.1:2", CI: "true" },
    },
  );
  return {
    output: `${stdout}${stderr}`,
    exitCode: status,
    get template(): unknown {
      return JSON.parse(readFileSync(join(folder, "cloudformation-template-update-stack.json"), "utf8"));
    },
    unzip(functionName) {
      const unzipped = temporaryFolder();
      const entries = Object.entries(unzipSync(readFileSync(join(folder, `${functionName}.zip`))));
      for (const [path, content] of entries) {
        mkdirSync(dirname(join(unzipped, path)), { recursive: true });
        writeFileSync(join(unzipped, path), content);
      }
      return { folder: unzipped, files: entries.map(([path]) => path) };
    },
  };
}
