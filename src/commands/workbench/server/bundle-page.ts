import { build, stop } from "esbuild";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

/** What the page is made of. */
export interface PageFiles {
  readonly html: string;
  readonly script: string;
  readonly style: string;
  /** The licences of what is bundled. */
  readonly notice: string;
}

const pageFolder = resolve(import.meta.dirname, "../page");
const packages = resolve(import.meta.dirname, "../../../../node_modules");
const bundled = ["lightweight-charts", "preact", "fancy-canvas"];

/**
 * Bundles the page in memory.
 *
 * @param minify whether names are shortened. Default true.
 * @throws what esbuild finds wrong with the source.
 */
export async function bundlePage({ minify = true }: { readonly minify?: boolean } = {}): Promise<PageFiles> {
  const script = await bundleScript(minify);
  const [style, notice] = await Promise.all([readFile(join(pageFolder, "style.css"), "utf8"), readNotices()]);
  return { html, script, style, notice };
}

async function bundleScript(minify: boolean): Promise<string> {
  try {
    const { outputFiles } = await build({
      entryPoints: [join(pageFolder, "main.tsx")],
      bundle: true,
      write: false,
      format: "esm",
      target: "es2022",
      minify,
      jsx: "automatic",
      jsxImportSource: "preact",
      legalComments: "none",
      logLevel: "silent",
    });
    return outputFiles[0]?.text ?? "";
  } finally {
    // esbuild keeps a process for the next build, which must not stay for as long as the page is served.
    await stop();
  }
}

async function readNotices(): Promise<string> {
  const texts = await Promise.all(
    bundled.map(async (name) => {
      const licence = await readFirst(
        ["LICENSE", "LICENSE.md", "LICENSE.txt"].map((file) => join(packages, name, file)),
      );
      const notice = await readFirst([join(packages, name, "NOTICE")]);
      return `${name}\n\n${notice}\n${licence}`;
    }),
  );
  return texts.join(`\n\n${"-".repeat(80)}\n\n`);
}

async function readFirst(paths: readonly string[]): Promise<string> {
  for (const path of paths) {
    const text = await readFile(path, "utf8").catch(() => null);
    if (text !== null) return text;
  }
  return "";
}

/** Addresses are relative, so that they keep a key in the page's own. */
const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Workbench</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="page.css">
<script type="module" src="page.js"></script>
</head>
<body>
<div id="page"><p class="hint">Loading ...</p></div>
<noscript><p>The workbench needs JavaScript. In a terminal: npm run recent, npm run why.</p></noscript>
</body>
</html>
`;
