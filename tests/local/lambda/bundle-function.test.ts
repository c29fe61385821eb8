import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { bundleFunction, bundleTemporarily } from "../../../src/local/lambda/bundle-function.ts";
import { readDeployedBuild } from "../../../src/local/lambda/deployed-build.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const project = resolve(import.meta.dirname, "../../..");

/** A project with one function, bundled as ours is. */
function projectWith(source: string, serverless = readFileSync(join(project, "serverless.yml"), "utf8")): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "src/consumer"), { recursive: true });
  writeFileSync(join(folder, "src/consumer/prompts.ts"), source);
  writeFileSync(join(folder, "serverless.yml"), serverless);
  cpSync(join(project, "infrastructure"), join(folder, "infrastructure"), { recursive: true });
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
  return folder;
}

describe("a bundled function", () => {
  it("stands where its handler string says", async () => {
    const source = projectWith(`export const handler = async (event: string): Promise<string> => event;`);
    const { taskRoot, handler } = await bundleFunction("prompts", temporaryFolder(), { source });
    expect(handler).toBe("src/consumer/prompts.handler");
    expect(existsSync(join(taskRoot, "src/consumer/prompts.mjs"))).toBe(true);
  });

  it("has its chunks in a folder that no handler is looked for in", async () => {
    const source = projectWith(`export const handler = async () => (await import("./late.ts")).late;`);
    writeFileSync(join(source, "src/consumer/late.ts"), `export const late = 1;`);
    const { taskRoot } = await bundleFunction("prompts", temporaryFolder(), { source });
    expect(existsSync(join(taskRoot, "prompts.chunks"))).toBe(true);
    expect(existsSync(join(taskRoot, "src/consumer/prompts"))).toBe(false);
  });

  it.each([
    [
      "prompts",
      `import { nothing } from "./missing.ts"; export const handler = nothing;`,
      /^The function prompts could not be bundled: src\/consumer\/prompts\.ts:1:\d+: Could not resolve "\.\/missing\.ts"$/,
    ],
    [
      "prompts",
      `export const handler = ;`,
      /^The function prompts could not be bundled: src\/consumer\/prompts\.ts:1:\d+: Unexpected ";"$/,
    ],
    ["other", ``, /^The function other could not be bundled: serverless\.yml has no function other$/],
  ])("%s that can't be made says where and why in one line", async (name, code, message) => {
    const source = projectWith(code);
    await expect(bundleFunction(name, temporaryFolder(), { source })).rejects.toThrow(message);
  });

  it("in a folder of its own is gone once it is removed", async () => {
    const source = projectWith(`export const handler = async () => 1;`);
    const bundle = await bundleTemporarily("prompts", { source });
    expect(existsSync(bundle.taskRoot)).toBe(true);
    bundle.remove();
    bundle.remove();
    expect(existsSync(bundle.taskRoot)).toBe(false);
  });

  it("leaves no folder behind where it can't be made", async () => {
    const folder = temporaryFolder();
    const source = projectWith(`export const handler = ;`);
    await expect(bundleTemporarily("prompts", { source })).rejects.toThrow("Unexpected");
    expect(dirname(folder)).not.toBe("");
  });
});

describe("the bundler's options", () => {
  it("are those of serverless.yml, with the framework's own left out", () => {
    const { options, handlers } = readDeployedBuild();
    expect(options).toMatchObject({
      bundle: true,
      minify: true,
      splitting: true,
      format: "esm",
      outExtension: { ".js": ".mjs" },
    });
    expect(options).not.toHaveProperty("keepOutputDirectory");
    expect(options.plugins).toHaveLength(1);
    expect(handlers).toEqual({ prompts: "src/consumer/prompts.handler", api: "src/consumer/api.handler" });
  });

  it("can't hold a variable of the framework's", () => {
    const yaml = readFileSync(join(project, "serverless.yml"), "utf8").replace(
      "target: node24",
      "target: ${env:TARGET}",
    );
    expect(() => readDeployedBuild(projectWith("", yaml))).toThrow("${env:TARGET} under custom.esbuild");
  });
});
