import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, stop } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { readDeployedBuild } from "../../../src/emulators/lambda/deployed-build.ts";
import { bundlePage, type PageFiles } from "../../../src/commands/workbench/server/bundle-page.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

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
  it("is made of no byte of the workbench, its packages, other commands or emulators", async () => {
    const folder = temporaryFolder();
    const { options, handlers } = readDeployedBuild(project);
    const entry = `${(handlers[name] ?? "").replace(/\.[^.]+$/, "")}.ts`;
    const places = { absWorkingDir: project, entryPoints: [entry], outdir: folder };
    const { metafile } = await build({ ...options, ...places, metafile: true, logLevel: "silent" });
    await stop();
    const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
    expect(inputs.length).toBeGreaterThan(100);
    const foreign = inputs.filter(([path]) => isForeign(path));
    expect(foreign).toEqual([]);
    expect(foreign.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0)).toBe(0);

    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.[cm]?js$/.test(file));
    const text = files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
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
