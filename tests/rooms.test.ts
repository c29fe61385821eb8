import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const topFolder = resolve(import.meta.dirname, "..");
const sourceFolder = join(topFolder, "src");

/** Where no file may import itself in a circle, not even over others. */
const foldersWithoutCircles = ["src", "chaos", "bench", "infrastructure"];

/**
 * What each room may import, beside itself. A `/` behind a name narrows it to a file or a folder of that room. Commands that
 * talk to AWS alone know no emulator.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  consumer: ["insight", "market", "features", "prompts", "llm", "grounding", "delivery", "platform"],
  insight: ["market/candle.ts", "market/candle-contract.ts", "features", "prompts", "grounding", "platform"],
  market: ["platform"],
  features: [],
  prompts: ["features", "grounding/write-facts.ts"],
  llm: ["platform"],
  grounding: ["features"],
  delivery: ["platform"],
  platform: [],
  emulators: ["market", "platform"],
  commands: ["consumer", "insight", "market", "features", "prompts", "llm", "grounding", "delivery", "platform"],
};

/** What starts emulators, or draws cases from the synthetic market. */
const usesEmulators = ["commands/start/", "commands/replay/cases/sample-cases.ts", "commands/workbench/local/"];

/** The one file that knows what stands beside `src`: it loads the commands there by name. */
const tableOfCommands = "commands/commands.ts";
const besideSource = /^\.\.\/(?:bench|chaos)\/[^/]+\.ts$/u;

/** Rooms without I/O, clock or environment: they import no package and nothing of Node's. */
const pureRooms = new Set(["features", "prompts", "grounding"]);

interface Import {
  readonly from: string;
  readonly to: string;
}

/** Every import of a source text, also those of types, re-exports, those made at run time and those of CommonJS. */
function importsOf(text: string): readonly string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");
  const specifiers = code.matchAll(/(?:[\s}*]from\s*|\bimport\s*\(?\s*|\brequire\(\s*)["']([^"'\s,]+)["']/g);
  return [...specifiers].map(([, specifier = ""]) => specifier);
}

/** The imports of every file of a folder, files named from it. */
function importsIn(folder: string): readonly Import[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(?:tsx?|[cm]?jsx?)$/u.test(file))
    .flatMap((file) => {
      const path = join(folder, file);
      return importsOf(readFileSync(path, "utf8")).map((specifier) => ({
        from: file,
        to: specifier.startsWith(".") ? relative(folder, resolve(dirname(path), specifier)) : specifier,
      }));
    });
}

function imports(): readonly Import[] {
  return importsIn(sourceFolder);
}

/** A circle of imports as "a imports b imports a", or null where there is none. Types count: what they tie together is one. */
function findCircle(all: readonly Import[]): string | null {
  const importedBy = Map.groupBy(all, ({ from }) => from);
  const free = new Set<string>();
  const search = (file: string, path: readonly string[]): string | null => {
    if (free.has(file)) return null;
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file].join(" imports ");
    for (const { to } of importedBy.get(file) ?? []) {
      const found = search(to, [...path, file]);
      if (found !== null) return found;
    }
    free.add(file);
    return null;
  };
  for (const file of importedBy.keys()) {
    const found = search(file, []);
    if (found !== null) return found;
  }
  return null;
}

function roomOf(file: string): string {
  return file.split("/")[0] ?? "";
}

function isOurs(to: string): boolean {
  return /\.(?:tsx?|[cm]?jsx?)$/u.test(to);
}

function isAllowed({ from, to }: Import): boolean {
  if (roomOf(to) === "emulators" && usesEmulators.some((place) => from.startsWith(place))) return true;
  if (from === tableOfCommands && besideSource.test(to)) return true;
  return (mayImport[roomOf(from)] ?? []).some((allowed) => to === allowed || roomOf(to) === allowed);
}

function wrongImports(all: readonly Import[]): readonly string[] {
  return all
    .filter(({ from, to }) => isOurs(to) && roomOf(from) !== roomOf(to))
    .filter((each) => !isAllowed(each))
    .map(({ from, to }) => `${from} imports ${to}`);
}

describe("the rooms of src", () => {
  it("are the ones that the table names", () => {
    expect(readdirSync(sourceFolder).toSorted()).toEqual(Object.keys(mayImport).toSorted());
  });

  it("import only in the direction of the table", () => {
    expect(imports().filter(({ to }) => isOurs(to)).length).toBeGreaterThan(100);
    expect(wrongImports(imports())).toEqual([]);
  });

  it("stay pure where the table says so", () => {
    const outside = imports().filter(({ from, to }) => pureRooms.has(roomOf(from)) && !isOurs(to));
    expect(outside).toEqual([]);
  });

  it("know concrete clients only in the composition root", () => {
    const clients = imports().filter(
      ({ from, to }) => ["llm", "delivery", "market"].includes(roomOf(to)) && roomOf(from) === "consumer",
    );
    expect(new Set(clients.map(({ from }) => from))).toEqual(
      new Set(["prompts", "delivery", "discord"].map((name) => `consumer/wiring/compose-${name}.ts`)),
    );
  });

  it("have no circle, file by file, nor have chaos, bench and the template's parts", () => {
    const all = foldersWithoutCircles.flatMap((folder) =>
      importsIn(join(topFolder, folder)).map(({ from, to }) => ({
        from: `${folder}/${from}`,
        to: isOurs(to) ? join(folder, to) : to,
      })),
    );
    expect(new Set(all.map(({ from }) => from.split("/")[0]))).toEqual(new Set(foldersWithoutCircles));
    expect(findCircle(all)).toBeNull();
  });

  it.each<[string, readonly (readonly [string, string])[], string | null]>([
    [
      "a line",
      [
        ["a.ts", "b.ts"],
        ["b.ts", "c.cjs"],
      ],
      null,
    ],
    [
      "a file that two others import",
      [
        ["a.ts", "b.ts"],
        ["a.ts", "c.ts"],
        ["b.ts", "d.ts"],
        ["c.ts", "d.ts"],
      ],
      null,
    ],
    ["a file that imports itself", [["a.ts", "a.ts"]], "a.ts imports a.ts"],
    [
      "two files",
      [
        ["x.ts", "a.ts"],
        ["a.ts", "b.tsx"],
        ["b.tsx", "a.ts"],
      ],
      "a.ts imports b.tsx imports a.ts",
    ],
    [
      "three files",
      [
        ["a.ts", "b.ts"],
        ["b.ts", "c.cjs"],
        ["c.cjs", "a.ts"],
      ],
      "a.ts imports b.ts imports c.cjs imports a.ts",
    ],
  ])("are searched for circles: %s", (_, pairs, circle) => {
    expect(findCircle(pairs.map(([from, to]) => ({ from, to })))).toBe(circle);
  });

  it("are distinguished by a check that sees a wrong import of any form", () => {
    const text = `
      import type { A } from "../llm/a.ts";
      export { b } from "../llm/b.ts";
      import "../llm/c.ts";
      const d = await import("../llm/d.ts");
      const f = require("../llm/f.cjs");
      export type { G } from "../llm/g.tsx";
      // import { e } from "../llm/e.ts";
      const h = await import("../../bench/f.ts");
    `;
    const found = importsOf(text).map((specifier) => ({
      from: "features/x.ts",
      to: specifier.replace("../", ""),
    }));
    expect(wrongImports([{ from: tableOfCommands, to: "../bench/f.ts" }])).toEqual([]);
    expect(wrongImports(found)).toEqual([
      "features/x.ts imports llm/a.ts",
      "features/x.ts imports llm/b.ts",
      "features/x.ts imports llm/c.ts",
      "features/x.ts imports llm/d.ts",
      "features/x.ts imports llm/f.cjs",
      "features/x.ts imports llm/g.tsx",
      "features/x.ts imports ../bench/f.ts",
    ]);
  });
});
