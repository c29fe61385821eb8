import { spawnSync } from "node:child_process";
import { unzipSync } from "fflate";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import * as z from "zod/mini";
import type { LambdaCode } from "../../src/emulators/lambda/lambda-code.ts";

const templateSchema = z.object({
  Resources: z.object({
    PromptsLambdaFunction: z.object({ Properties: z.object({ Handler: z.string() }) }),
  }),
});

const project = resolve(import.meta.dirname, "../..");
const parts = ["serverless.yml", "slsenvs.yml", "package.json", "tsconfig.json", "infrastructure", "src"];

/**
 * Packages the service as `npm run package` does, in a folder of its own, and unzips its `prompts` function.
 *
 * @param folder an empty folder outside of the project, so that nothing but the package is found.
 */
export function packagePrompts(folder: string): LambdaCode {
  const service = join(folder, "service");
  const packages = join(folder, "packages");
  mkdirSync(service);
  for (const part of parts) cpSync(join(project, part), join(service, part), { recursive: true });
  symlinkSync(join(project, "node_modules"), join(service, "node_modules"));
  const sls = join(project, "node_modules/serverless/bin/serverless.js");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [sls, "package", "--stage", "dev", "--package", packages],
    {
      cwd: service,
      encoding: "utf8",
      // Neither the machine's account nor its network matters.
      env: { PATH: dirname(process.execPath), HOME: folder, HTTPS_PROXY: "http://127.0.0.1:2", CI: "true" },
    },
  );
  if (status !== 0) throw new Error(`The service could not be packaged: ${stdout}${stderr}`);
  const unzipped = join(folder, "prompts");
  for (const [path, content] of Object.entries(unzipSync(readFileSync(join(packages, "prompts.zip"))))) {
    mkdirSync(dirname(join(unzipped, path)), { recursive: true });
    writeFileSync(join(unzipped, path), content);
  }
  return { taskRoot: unzipped, handler: readHandler(join(packages, "cloudformation-template-update-stack.json")) };
}

/** What Lambda is given by the template that was packaged with the zip. */
function readHandler(templatePath: string): string {
  const template = z.parse(templateSchema, JSON.parse(readFileSync(templatePath, "utf8")));
  return template.Resources.PromptsLambdaFunction.Properties.Handler;
}
