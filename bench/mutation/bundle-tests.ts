import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build as bundle, type Plugin } from "esbuild";

/** Puts mutated text in the place of a file's own, and says where a file of the project stands, which a bundle can't know. */
function mutatedTexts(top: string, texts: ReadonlyMap<string, string>): Plugin {
  return {
    name: "mutated-texts",
    setup: (build) => {
      build.onResolve({ filter: /^vitest$/ }, () => ({ path: "vitest", external: true }));
      build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const text = texts.get(relative(top, path)) ?? readFileSync(path, "utf8");
        return { loader: "ts", contents: text.replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href)) };
      });
    },
  };
}

/** Each `require` of this entry loads its file where it is called, so that a mutant costs what its own tests load. */
function entryOf(top: string, testFiles: readonly string[]): string {
  const loaders = testFiles.map(
    (file) => `${JSON.stringify(file)}: () => require(${JSON.stringify(resolve(top, file))}),`,
  );
  return `module.exports = {\n${loaders.join("\n")}\n};`;
}

/**
 * Makes one script of test files, so that all modules can be had anew by one call of a function: what a mutant changes while a
 * module loads is tested as well, and nothing stays of the mutant before.
 *
 * @returns the body of a function of `require`, `module` and `mutation`, which gives `module.exports` a loader for each test file
 */
export async function bundleTests(
  top: string,
  testFiles: readonly string[],
  texts: ReadonlyMap<string, string>,
): Promise<string> {
  const { outputFiles } = await bundle({
    stdin: { contents: entryOf(top, testFiles), resolveDir: top, sourcefile: "entry.cjs", loader: "js" },
    absWorkingDir: top,
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node24",
    packages: "external",
    write: false,
    logLevel: "error",
    plugins: [mutatedTexts(top, texts)],
  });
  return outputFiles[0]?.text ?? "";
}
