import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { bundleFunction, bundleTemporarily } from "../../../src/emulators/lambda/bundle-function.ts";
import { createLambdaProcess } from "../../../src/emulators/lambda/lambda-process.ts";
import { writePackage } from "../../support/events/handler-cases.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** A project of one small function. */
function writeProject(source: string, options = "minify: true"): string {
  return writePackage({
    "serverless.yml": `custom:
  esbuild: { format: esm, outputFileExtension: .mjs, ${options} }
functions:
  greet: { handler: src/greet.handler }
resources:
  Outputs: { Url: { Value: !Ref Queue } }
`,
    "src/greet.ts": source,
  });
}

const sound = `const name: string = "you"; export const handler = async () => "hello " + name;`;

describe("a function that is bundled as it is deployed", () => {
  it("stands where its zip has it, and starts", async () => {
    const code = await bundleFunction("greet", temporaryFolder(), { source: writeProject(sound) });
    expect(code.handler).toBe("src/greet.handler");
    expect(readdirSync(join(code.taskRoot, "src"))).toEqual(["greet.mjs"]);
    const lambda = createLambdaProcess({ code, environment: {}, timeoutMs: 10_000, onLine: () => undefined });
    onTestFinished(() => lambda.stop());
    expect(await lambda.invoke({})).toBe("hello you");
  });

  it.each([
    [
      "code that can't be parsed",
      "export const handler = async (",
      "minify: true",
      /: src\/greet\.ts:1:\d+: Unexpected end of file$/u,
    ],
    [
      "imports that are not there",
      `import "./one.ts"; import "./two.ts"; ${sound}`,
      "minify: true",
      /: src\/greet\.ts:1:\d+: Could not resolve "\.\/one\.ts" \(and 1 more\)$/u,
    ],
    ["an option that esbuild does not know", sound, "faster: true", /: Invalid option in \w+\(\) call: "faster"$/u],
  ])("is refused in one line with %s", async (_title, source, options, message) => {
    const failure: unknown = await bundleFunction("greet", temporaryFolder(), {
      source: writeProject(source, options),
    }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: "BundleError", message: expect.stringMatching(message) });
    expect(String(failure)).toMatch(/^BundleError: The function greet could not be bundled: [^\n]+$/u);
  });

  it("is refused where serverless.yml does not name it", async () => {
    await expect(bundleFunction("other", temporaryFolder(), { source: writeProject(sound) })).rejects.toThrow(
      "The function other could not be bundled: serverless.yml has no function other",
    );
  });

  it("may be bundled beside another one", async () => {
    const source = writeProject(sound);
    const codes = await Promise.all([1, 2, 3].map(() => bundleFunction("greet", temporaryFolder(), { source })));
    for (const { taskRoot } of codes) expect(existsSync(join(taskRoot, "src/greet.mjs"))).toBe(true);
  });
});

describe("a temporary bundle", () => {
  it("takes its folder away, also where it could not be made", async () => {
    const folder = temporaryFolder();
    vi.stubEnv("TMPDIR", folder);
    const bundle = await bundleTemporarily("greet", { source: writeProject(sound) });
    const bundledIn = readdirSync(folder).filter((name) => name.startsWith("trader-data-llm-greet-"));
    expect(bundledIn).toHaveLength(1);
    bundle.remove();
    bundle.remove();
    await expect(bundleTemporarily("greet", { source: writeProject("(") })).rejects.toThrow("could not be bundled");
    expect(readdirSync(folder).filter((name) => name.startsWith("trader-data-llm-greet-"))).toEqual([]);
  });

  it("says in one line that there is no folder for it", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    const source = writeProject(sound);
    vi.stubEnv("TMPDIR", file);
    await expect(bundleTemporarily("greet", { source })).rejects.toThrow(
      /^The function greet has no folder to be bundled into: ENOTDIR[^\n]+$/u,
    );
  });
});
