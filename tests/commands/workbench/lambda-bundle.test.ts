import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, stop } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { readDeployedBuild } from "../../../src/emulators/lambda/deployed-build.ts";
import { bundlePage, type PageFiles } from "../../../src/commands/workbench/server/bundle-page.ts";
import { bundleTemporarily, type TemporaryBundle } from "../../../src/emulators/lambda/bundle-function.ts";

const project = resolve(import.meta.dirname, "../../..");
const packageSchema = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});
const { dependencies, devDependencies } = z.parse(
  packageSchema,
  JSON.parse(readFileSync(join(project, "package.json"), "utf8")),
);

function isForeign(path: string): boolean {
  if (/^src\/(?:commands|emulators)\//.test(path)) return true;
  return ofWorkbench.some((name) => path.includes(`node_modules/${name}/`));
}

/** What the workbench brought, and what its packages bring. */
const ofWorkbench = ["preact", "lightweight-charts", "fancy-canvas", "playwright-core", "axe-core"];

describe.each(["prompts", "api"])("the function %s", (name) => {
  let bundle: TemporaryBundle;
  beforeAll(async () => {
    bundle = await bundleTemporarily(name);
  });
  afterAll(() => bundle.remove());

  it("is made of no module of the workbench, its packages, other commands or emulators: 0 bytes of them", async () => {
    const { options, handlers } = readDeployedBuild(project);
    const entry = `${(handlers[name] ?? "").replace(/\.[^.]+$/, "")}.ts`;
    const made = await build({
      ...options,
      absWorkingDir: project,
      entryPoints: [entry],
      outdir: join(bundle.taskRoot, "again"),
      metafile: true,
      logLevel: "silent",
    });
    await stop();
    const outputs = Object.values(made.metafile.outputs);
    const bytesOf = new Map<string, number>();
    for (const { inputs } of outputs) {
      for (const [path, { bytesInOutput }] of Object.entries(inputs))
        bytesOf.set(path, (bytesOf.get(path) ?? 0) + bytesInOutput);
    }
    expect(bytesOf.size).toBeGreaterThan(100);
    const foreign = [...bytesOf].filter(([path]) => isForeign(path));
    expect(foreign.reduce((sum, [, bytes]) => sum + bytes, 0)).toBe(0);
    expect(foreign).toEqual([]);
  });

  it("holds no word of them", () => {
    const files = readdirSync(bundle.taskRoot, { recursive: true, encoding: "utf8" }).filter((file) =>
      /\.[cm]?js$/.test(file),
    );
    const text = files.map((file) => readFileSync(join(bundle.taskRoot, file), "utf8")).join("\n");
    expect(text.length).toBeGreaterThan(10_000);
    for (const word of ["lightweight-charts", "preact", "workbench", "text/event-stream"])
      expect(text).not.toContain(word);
  });
});

describe("the workbench's packages", () => {
  it("are none that a deployment installs", () => {
    const own = ofWorkbench.filter((name) => name !== "fancy-canvas");
    expect(Object.keys(dependencies).filter((name) => ofWorkbench.includes(name))).toEqual([]);
    expect(Object.keys(devDependencies)).toEqual(expect.arrayContaining(own));
  });
});

describe("the workbench's page", () => {
  let page: PageFiles;
  beforeAll(async () => {
    page = await bundlePage();
  });

  it("is served from this package: it names no other host but the makers of its charts", () => {
    expect(page.html).not.toMatch(/https?:/);
    expect(page.style).not.toMatch(/url\(|https?:|@import/);
    const hosts = new Set([...page.script.matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host]) => host));
    expect([...hosts].filter((host) => !["www.tradingview.com", "www.w3.org"].includes(host ?? ""))).toEqual([]);
  });

  it("brings the licences of what it is made of", () => {
    expect(page.notice).toContain("TradingView");
    expect(page.notice).toContain("Apache License");
    expect(page.notice).toContain("preact");
  });
});
