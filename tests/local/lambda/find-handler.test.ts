import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { findHandler } from "../../../src/local/lambda/find-handler.mjs";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** A task root with these paths under `src/`; one that ends with a slash is a folder. */
function taskRootWith(...paths: readonly string[]): string {
  const root = temporaryFolder();
  mkdirSync(join(root, "src"));
  for (const path of paths) {
    if (path.endsWith("/")) mkdirSync(join(root, "src", path));
    else writeFileSync(join(root, "src", path), "");
  }
  return root;
}

describe("the module of a handler", () => {
  // What exists, and which of it Lambda's client takes: https://github.com/aws/aws-lambda-nodejs-runtime-interface-client
  it.each([
    [["f.mjs"], "src/f.mjs"],
    [["f.mjs", "f.cjs"], "src/f.mjs"],
    [["f.js", "f.mjs"], "src/f.js"],
    [["f", "f.js", "f.mjs", "f.cjs"], "src/f"],
    [["f/", "f.mjs"], "src/f"],
    [["f/", "f.js"], "src/f"],
    [["f.cjs"], "src/f.cjs"],
    [["f.chunks/", "f.mjs"], "src/f.mjs"],
    [["f.ts"], null],
    [[], null],
  ])("of %j is %s", (paths, taken) => {
    const root = taskRootWith(...paths);
    const { path } = findHandler(root, "src/f.handler");
    expect(path === null ? null : relative(root, path)).toBe(taken);
  });

  it("and the export are told apart at the first dot of the last part", () => {
    const root = taskRootWith();
    expect(findHandler(root, "src/v1.2/f.handlers.batch")).toMatchObject({
      moduleFolder: "src/v1.2",
      moduleName: "f",
      exportName: "handlers.batch",
    });
    expect(findHandler(root, "f.handler")).toMatchObject({ moduleFolder: "", moduleName: "f", exportName: "handler" });
  });

  it.each(["handler", "src/handler", "../src/f.handler", "src/..f.handler"])("can't be told from %s", (handler) => {
    expect(() => findHandler(taskRootWith(), handler)).toThrow(
      expect.objectContaining({ name: "Runtime.MalformedHandlerName" }),
    );
  });
});
