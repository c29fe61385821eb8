import { spawnSync } from "node:child_process";
import { unzipSync } from "fflate";
import { cpSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseTemplate, type Template } from "./cloudformation-template.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const project = resolve(import.meta.dirname, "../../..");
const parts = [
  "serverless.yml",
  "slsenvs.yml",
  "watches.yml",
  "package.json",
  "tsconfig.json",
  "infrastructure",
  "src",
];

/** The framework's command, as a file for Node. */
export const slsCommand = join(project, "node_modules/serverless/bin/serverless.js");

/** A copy of what a deployment is made from. The framework works in its folder, and two of them would disturb each other. */
export function copyService(): string {
  const folder = temporaryFolder();
  for (const part of parts) cpSync(join(project, part), join(folder, part), { recursive: true });
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** What `sls package` made. */
export interface PackagedService {
  /** What the command printed. */
  readonly output: string;
  readonly exitCode: number | null;
  /** The CloudFormation template. */
  readonly template: Template;
  /** Size of a function's zip. */
  zipBytes(functionName: string): number;
  /** Folder of a function's unzipped package: outside of the project, so that nothing but the package is found. */
  unzip(functionName: string): UnzippedFunction;
}

/** A function's package, unzipped. */
export interface UnzippedFunction {
  readonly folder: string;
  readonly files: readonly string[];
}

/**
 * Runs `sls package` for a stage as on a machine without credentials, configuration or a network.
 *
 * @param params settings of the deployment, `NAME=value`
 */
export function packageService(stage: string, ...params: readonly string[]): PackagedService {
  const home = temporaryFolder();
  const folder = temporaryFolder();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(project, "node_modules/serverless/bin/serverless.js"),
      "package",
      "--stage",
      stage,
      "--package",
      folder,
      ...params.map((param) => `--param=${param}`),
    ],
    {
      cwd: copyService(),
      encoding: "utf8",
      // Any proxy that is asked to reach something else refuses at once.
      env: { PATH: dirname(process.execPath), HOME: home, HTTPS_PROXY: "http://127.0.0.1:2", CI: "true" },
    },
  );
  return {
    output: `${stdout}${stderr}`,
    exitCode: status,
    get template(): Template {
      return parseTemplate(JSON.parse(readFileSync(join(folder, "cloudformation-template-update-stack.json"), "utf8")));
    },
    zipBytes: (functionName) => statSync(join(folder, `${functionName}.zip`)).size,
    unzip: (functionName) => unzipInto(temporaryFolder(), readFileSync(join(folder, `${functionName}.zip`))),
  };
}

/** Writes the files of a zip into a folder. */
export function unzipInto(folder: string, zip: Uint8Array = new Uint8Array()): UnzippedFunction {
  const entries = Object.entries(unzipSync(zip));
  for (const [path, content] of entries) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return { folder, files: entries.map(([path]) => path) };
}
