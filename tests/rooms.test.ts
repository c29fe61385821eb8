import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const sourceFolder = resolve(import.meta.dirname, "../src");

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

/** The one command that starts emulators. */
const startsEmulators = "commands/start/";

/** The one file that knows what stands beside `src`: it loads the commands there by name. */
const tableOfCommands = "commands/commands.ts";
const besideSource = /^\.\.\/(?:bench|chaos)\/[^/]+\.ts$/u;

/** Rooms without I/O, clock or environment: they import no package and nothing of Node's. */
const pureRooms = new Set(["features", "prompts", "grounding"]);

interface Import {
  readonly from: string;
  readonly to: string;
}

/** Every import of a source text, also those of types, re-exports and those made at run time. */
function importsOf(text: string): readonly string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");
  const specifiers = code.matchAll(/(?:[\s}*]from\s*|\bimport\s*\(?\s*)["']([^"'\s,]+)["']/g);
  return [...specifiers].map(([, specifier = ""]) => specifier);
}

function imports(): readonly Import[] {
  return readdirSync(sourceFolder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(?:tsx?|[cm]js)$/u.test(file))
    .flatMap((file) => {
      const path = join(sourceFolder, file);
      return importsOf(readFileSync(path, "utf8")).map((specifier) => ({
        from: file,
        to: specifier.startsWith(".") ? relative(sourceFolder, resolve(dirname(path), specifier)) : specifier,
      }));
    });
}

function roomOf(file: string): string {
  return file.split("/")[0] ?? "";
}

function isOurs(to: string): boolean {
  return /\.(?:tsx?|[cm]js)$/u.test(to);
}

function isAllowed({ from, to }: Import): boolean {
  if (from.startsWith(startsEmulators) && roomOf(to) === "emulators") return true;
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
    expect(new Set(clients.map(({ from }) => from))).toEqual(new Set(["consumer/wiring/compose-prompts.ts"]));
  });

  it("are distinguished by a check that sees a wrong import of any form", () => {
    const text = `
      import type { A } from "../llm/a.ts";
      export { b } from "../llm/b.ts";
      import "../llm/c.ts";
      const d = await import("../llm/d.ts");
      // import { e } from "../llm/e.ts";
      const f = await import("../../bench/f.ts");
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
      "features/x.ts imports ../bench/f.ts",
    ]);
  });
});
