import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";

const project = resolve(import.meta.dirname, "..");

it("are line feeds in every text that is checked out, whatever git is told elsewhere", () => {
  expect(readFileSync(resolve(project, ".gitattributes"), "utf8")).toMatch(/^\* text=auto eol=lf$/m);
  const files = [
    "package.json",
    "src/consumer/prompts.ts",
    "tests/grounding/corpus/figures.json",
    ".ci/run",
    "README.md",
  ];
  const attributes = execFileSync("git", ["-c", "core.autocrlf=true", "check-attr", "eol", "--", ...files], {
    cwd: project,
    encoding: "utf8",
  });
  expect(attributes.trim().split("\n")).toEqual(files.map((file) => `${file}: eol: lf`));
});
