import { build, type BuildOptions } from "esbuild";
import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { readDeployedBuild } from "../../src/emulators/lambda/deployed-build.ts";
import type { LambdaCode } from "../../src/emulators/lambda/lambda-code.ts";
import { packagePrompts } from "../kit/packaged-function.ts";

const project = resolve(import.meta.dirname, "../..");

/** The functions that are compared. */
export interface StartBundles {
  /** A function of nothing. */
  readonly empty: LambdaCode;
  /** A function with the client of DynamoDB, which nobody calls. */
  readonly dynamodb: LambdaCode;
  /** Ours, as `sls package` makes it, unzipped. */
  readonly ours: LambdaCode;
  readonly zipBytes: number;
  /** Chunks of ours that one deployment needs and another one does not, by the name of what they hold. */
  readonly chunks: Readonly<Record<string, string>>;
  /** The naive one, as serverless-esbuild bundles where it is told nothing. */
  readonly naive: LambdaCode;
  /** The naive one with every option of the bundler that ours has. */
  readonly naiveTuned: LambdaCode;
  /** Bytes of what is read before our handler is there, by package or room, the largest first. */
  readonly startBytes: readonly (readonly [from: string, bytes: number])[];
}

/** The same bundler without what ours is told: packages in the form that they name first, and one file for everything. */
const untuned = { mainFields: ["main", "module"], splitting: false } satisfies BuildOptions;

/**
 * Packages ours and bundles the others.
 *
 * @param folder an empty one outside of the project.
 */
export async function makeStartBundles(folder: string): Promise<StartBundles> {
  const { options: deployed } = readDeployedBuild();
  const bundle = async (name: string, source: string, options: BuildOptions = {}) =>
    await build({
      ...deployed,
      plugins: [],
      ...options,
      entryPoints: [{ in: join(project, source), out: "handler" }],
      outdir: join(folder, name),
      absWorkingDir: project,
      metafile: true,
      logLevel: "error",
    });
  // Our modules get the validator that the naive function has.
  const naive: BuildOptions = { alias: { "zod/mini": "zod" } };
  const [, , , , { metafile }] = await Promise.all([
    bundle("empty", "bench/naive/empty.ts"),
    bundle("dynamodb", "bench/naive/dynamodb.ts", untuned),
    bundle("naive", "bench/naive/prompts.ts", { ...naive, ...untuned }),
    bundle("naive-tuned", "bench/naive/prompts.ts", naive),
    bundle("weighed", "src/consumer/prompts.ts"),
  ]);
  const ours = packagePrompts(folder);
  const handlerOf = (name: string): LambdaCode => ({ taskRoot: join(folder, name), handler: "handler.handler" });
  return {
    empty: handlerOf("empty"),
    dynamodb: handlerOf("dynamodb"),
    ours,
    zipBytes: statSync(join(folder, "packages/prompts.zip")).size,
    chunks: findChunks(join(ours.taskRoot, "prompts.chunks")),
    naive: handlerOf("naive"),
    naiveTuned: handlerOf("naive-tuned"),
    startBytes: weighStart(metafile?.outputs ?? {}),
  };
}

const lateModules = [
  "ssm-parameters",
  "open-bucket",
  "open-queue",
  "bedrock-provider",
  "ollama-provider",
  "ecs-service",
] as const;

function findChunks(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder);
  return Object.fromEntries(
    lateModules.map((name) => {
      const file = files.find((each) => /^(.+)-\w{8}\.mjs$/u.exec(each)?.[1] === name);
      if (file === undefined) throw new Error(`The package has no chunk of ${name}`);
      return [name, join(folder, file)] as const;
    }),
  );
}

type Outputs = Readonly<Record<string, OutputPart>>;
interface OutputPart {
  readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
  readonly imports: readonly { readonly path: string; readonly kind: string }[];
}

/** Follows the static imports from the handler's module on: they are read before it runs. */
function weighStart(outputs: Outputs): readonly (readonly [string, number])[] {
  const start = new Set(Object.keys(outputs).filter((path) => path.endsWith("/handler.mjs")));
  for (const path of start) {
    for (const { path: imported, kind } of outputs[path]?.imports ?? []) {
      if (kind === "import-statement" && imported in outputs) start.add(imported);
    }
  }
  const bytes = new Map<string, number>();
  for (const path of start) {
    for (const [input, { bytesInOutput }] of Object.entries(outputs[path]?.inputs ?? {})) {
      const from = originOf(input);
      bytes.set(from, (bytes.get(from) ?? 0) + bytesInOutput);
    }
  }
  return [...bytes].toSorted(([, one], [, other]) => other - one);
}

function originOf(input: string): string {
  const inPackage = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/u.exec(input)?.[1];
  return inPackage ?? /(?:^|\/)(src\/[^/]+)/u.exec(input)?.[1] ?? input;
}
