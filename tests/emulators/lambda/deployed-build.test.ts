import { describe, expect, it } from "vitest";
import { readDeployedBuild } from "../../../src/emulators/lambda/deployed-build.ts";
import { writePackage } from "../../support/events/handler-cases.ts";

function read(esbuild: string, more: Readonly<Record<string, string>> = {}) {
  const yaml = `custom:\n  esbuild: ${esbuild}\nfunctions:\n  f: { handler: src/f.handler }\n`;
  return readDeployedBuild(writePackage({ "serverless.yml": yaml, ...more }));
}

describe("the build of serverless.yml", () => {
  it("is the project's own where no folder is named", () => {
    const { options, handlers } = readDeployedBuild();
    expect(handlers).toEqual({ prompts: "src/consumer/prompts.handler", api: "src/consumer/api.handler" });
    expect(options).toMatchObject({ format: "esm", splitting: true, outExtension: { ".js": ".mjs" }, external: [] });
    expect(options.plugins?.map(({ name }) => name)).toEqual([
      "chunks-by-function",
      "no-credential-files",
      "no-orphaned-chunks",
      "package-version-only",
      "settings-of-functions",
      "without-log-threads",
    ]);
  });

  it("passes on what is esbuild's, and keeps back what is the framework's", () => {
    const { options } = read("{ minify: true, legalComments: none, exclude: [a, '*'], external: [b], concurrency: 2 }");
    expect(options).toEqual({
      bundle: true,
      platform: "node",
      target: "node18",
      minify: true,
      legalComments: "none",
      external: ["b", "a"],
      plugins: [],
    });
  });

  it("has the framework's defaults where it says nothing", () => {
    const defaults = { bundle: true, platform: "node", external: ["aws-sdk"], plugins: [] };
    expect(read("{}").options).toEqual({ ...defaults, target: "node18" });
    expect(read("{}\nprovider: { runtime: nodejs24.x }").options).toEqual({ ...defaults, target: "node24" });
  });

  it("is refused with a variable that only the framework can resolve", () => {
    expect(() => read("{ target: '${self:custom.target}' }")).toThrow("serverless.yml: ${self:custom.target} under");
  });

  it("is refused with plugins that are no list", () => {
    expect(() => read("{ plugins: plugins.cjs }", { "plugins.cjs": "module.exports = {};" })).toThrow(
      "plugins.cjs exports no list of plugins",
    );
  });
});
