import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";

const top = resolve(import.meta.dirname, "..");
const contributing = readFileSync(resolve(top, "CONTRIBUTING.md"), "utf8");

describe("CONTRIBUTING.md", () => {
  it("names files that are there", () => {
    const paths = [...contributing.matchAll(/`((?:src|tests|infrastructure|docs|bench|chaos)\/[\w./-]+)`/g)]
      .map(([, path = ""]) => path)
      // What a recipe makes has the name of the new thing.
      .filter((path) => !path.includes("NAME"));
    expect(paths.length).toBeGreaterThan(20);
    expect(paths.filter((path) => !existsSync(resolve(top, path)))).toEqual([]);
  });

  it.each([
    "A figure",
    "A prompt type",
    "A provider of models",
    "A source of candles",
    "A delivery target",
    "A setting",
    "A command",
  ])("has a recipe: %s", (title) => {
    expect(contributing).toContain(`\n### ${title}\n\n1. `);
  });
});
