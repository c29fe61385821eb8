import type { BuildOptions, Plugin } from "esbuild";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import * as z from "zod/mini";

const project = resolve(import.meta.dirname, "../../..");

/** What serverless-esbuild takes for itself; everything else is esbuild's. */
const ownOptionNames: ReadonlySet<string> = new Set([
  "concurrency",
  "disposeContext",
  "exclude",
  "installExtraArgs",
  "keepOutputDirectory",
  "nativeZip",
  "nodeExternals",
  "outputBuildFolder",
  "outputFileExtension",
  "outputWorkFolder",
  "packagePath",
  "packager",
  "packagerOptions",
  "skipBuild",
  "skipBuildExcludeFns",
  "skipRebuild",
  "stripEntryResolveExtensions",
  "watch",
  "zipConcurrency",
]);

const esbuildSchema = z.looseObject({
  exclude: z.optional(z.array(z.string())),
  external: z.optional(z.array(z.string())),
  outputFileExtension: z.optional(z.string()),
  plugins: z.optional(z.string()),
});

const functionsSchema = z.record(z.string(), z.object({ handler: z.string() }));

const serviceSchema = z.object({
  provider: z.optional(z.object({ runtime: z.optional(z.string()) })),
  // The HTTP API's function may be left out of a deployment: `functions` then refers to it where it is there.
  custom: z.object({ esbuild: esbuildSchema, httpApi: z.optional(z.object({ present: functionsSchema })) }),
  functions: z.union([functionsSchema, z.array(z.union([z.string(), functionsSchema]))]),
});

/** How serverless.yml has the functions bundled. */
export interface DeployedBuild {
  /** The bundler's options but for the entry and the folder it writes to. */
  readonly options: BuildOptions;
  /** The functions' handler strings, by name. */
  readonly handlers: Readonly<Record<string, string>>;
}

/**
 * Reads serverless.yml and gives what serverless-esbuild makes of it, its defaults included.
 *
 * @param folder where serverless.yml stands. Default: this project.
 * @throws Error where an option holds a variable of the framework's, which only the framework can resolve.
 */
export function readDeployedBuild(folder: string = project): DeployedBuild {
  // The tags of CloudFormation (`!GetAtt`) mean nothing here.
  const yaml: unknown = parse(readFileSync(join(folder, "serverless.yml"), "utf8"), { merge: true, logLevel: "error" });
  const { custom, functions, provider } = z.parse(serviceSchema, yaml);
  const handlers = handlersOf(Array.isArray(functions) ? functions : [functions], custom.httpApi?.present ?? {});
  const variable = /\$\{[^}]*\}/u.exec(JSON.stringify([custom.esbuild, handlers]))?.[0];
  if (variable !== undefined) {
    throw new Error(`serverless.yml: ${variable} under custom.esbuild or a handler can't be resolved; write its value`);
  }
  const { exclude = ["aws-sdk"], external = [], outputFileExtension = ".js", plugins, ...others } = custom.esbuild;
  const passedOn: unknown = Object.fromEntries(Object.entries(others).filter(([name]) => !ownOptionNames.has(name)));
  return {
    options: {
      bundle: true,
      platform: "node",
      target: targetOf(provider?.runtime),
      ...(isBuildOptions(passedOn) ? passedOn : {}),
      external: [...external, ...exclude.filter((name) => name !== "*")],
      ...(outputFileExtension === ".js" ? {} : { outExtension: { ".js": outputFileExtension } }),
      plugins: plugins === undefined ? [] : loadPlugins(join(folder, plugins)),
    },
    handlers,
  };
}

type Functions = z.infer<typeof functionsSchema>;

/** The handler strings of all functions, those that a part of `functions` refers to by a variable among them. */
function handlersOf(parts: readonly (string | Functions)[], referred: Functions): Readonly<Record<string, string>> {
  const all = [...parts.filter((part) => typeof part !== "string"), referred];
  return Object.fromEntries(
    all.flatMap((functions) => Object.entries(functions).map(([name, { handler }]) => [name, handler] as const)),
  );
}

/** `node24` for `nodejs24.x`. */
function targetOf(runtime = ""): string {
  const [, major = "18"] = /^nodejs(\d+)\.x$/u.exec(runtime) ?? [];
  return `node${major}`;
}

/** esbuild itself refuses an option that it doesn't know, and says which. */
function isBuildOptions(value: unknown): value is BuildOptions {
  return typeof value === "object" && value !== null;
}

function loadPlugins(path: string): Plugin[] {
  const loaded: unknown = createRequire(import.meta.url)(path);
  if (!Array.isArray(loaded)) throw new Error(`${path} exports no list of plugins`);
  return loaded.filter(isPlugin);
}

function isPlugin(value: unknown): value is Plugin {
  return typeof value === "object" && value !== null && "setup" in value;
}
