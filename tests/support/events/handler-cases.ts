import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "../temporary-folder.ts";

/** What becomes of a function's start and its first event. */
export type StartOutcome = { readonly result: unknown } | { readonly errorType: string; readonly errorMessage: string };

/** The same, a message as a pattern where it holds paths. */
export type ExpectedOutcome =
  | { readonly result: unknown }
  | { readonly errorType: string; readonly errorMessage: RegExp };

/** A package with a handler string, and what Lambda's runtime for Node 24 makes of it. */
export interface HandlerCase {
  readonly title: string;
  /** Contents by path. */
  readonly files: Readonly<Record<string, string>>;
  readonly handler: string;
  readonly outcome: ExpectedOutcome;
}

const answers = (word: string): string => `export const handler = async () => ${JSON.stringify(word)};`;
const callbacks =
  /^ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24\. /u;

/** Written down from what the runtime interface client did, and checked against it by `npm run test:aws-runtime`. */
export const handlerCases: readonly HandlerCase[] = [
  {
    title: "a module in a folder",
    files: { "src/consumer/prompts.mjs": answers("yes") },
    handler: "src/consumer/prompts.handler",
    outcome: { result: "yes" },
  },
  {
    title: "a folder of the module's name beside it",
    files: { "src/consumer/prompts.mjs": answers("no"), "src/consumer/prompts/chunk.mjs": "" },
    handler: "src/consumer/prompts.handler",
    outcome: { errorType: "Error", errorMessage: /^Directory import '.*\/src\/consumer\/prompts' is not supported/u },
  },
  {
    title: "a folder with a dot in its name beside it",
    files: { "src/consumer/prompts.mjs": answers("yes"), "src/consumer/prompts.chunks/chunk.mjs": "" },
    handler: "src/consumer/prompts.handler",
    outcome: { result: "yes" },
  },
  {
    title: "a module that waits before it is there",
    files: { "f.mjs": `const word = await Promise.resolve("waited"); export const handler = async () => word;` },
    handler: "f.handler",
    outcome: { result: "waited" },
  },
  {
    title: "a handler that returns nothing",
    files: { "f.mjs": "export const handler = async () => {};" },
    handler: "f.handler",
    outcome: { result: null },
  },
  {
    title: "a handler that is no promise's",
    files: { "f.mjs": `export const handler = () => "at once";` },
    handler: "f.handler",
    outcome: { result: "at once" },
  },
  {
    title: "CommonJS that exports one function",
    files: { "f.cjs": `exports.handler = async () => "common";` },
    handler: "f.handler",
    outcome: { result: "common" },
  },
  {
    title: "a handler inside of an exported object",
    files: { "f.mjs": `export const batch = { first: { handler: async () => "nested" } };` },
    handler: "f.batch.first.handler",
    outcome: { result: "nested" },
  },
  {
    title: "a handler inside of what is exported by default",
    files: { "f.mjs": `export default { handler: async () => "default" };` },
    handler: "f.handler",
    outcome: { result: "default" },
  },
  {
    title: "a package of the function's own",
    files: { "node_modules/ours/index.js": `exports.handler = async () => "package";` },
    handler: "ours.handler",
    outcome: { result: "package" },
  },
  {
    title: "no such module",
    files: { "other.mjs": answers("no") },
    handler: "src/f.handler",
    outcome: { errorType: "Runtime.ImportModuleError", errorMessage: /^Error: Cannot find module 'f'/u },
  },
  {
    title: "a module that requires what is not there",
    files: { "f.cjs": `require("./nowhere.cjs"); exports.handler = async () => 1;` },
    handler: "f.handler",
    outcome: { errorType: "Runtime.ImportModuleError", errorMessage: /^Error: Cannot find module '\.\/nowhere\.cjs'/u },
  },
  {
    title: "a module that imports what is not there",
    files: { "f.mjs": `import "./nowhere.mjs"; ${answers("no")}` },
    handler: "f.handler",
    outcome: { errorType: "Error", errorMessage: /^Cannot find module '.*nowhere\.mjs' imported from /u },
  },
  {
    title: "a module that can't be parsed",
    files: { "f.mjs": "export const handler = async (" },
    handler: "f.handler",
    outcome: { errorType: "Runtime.UserCodeSyntaxError", errorMessage: /^SyntaxError: Unexpected end of input$/u },
  },
  {
    title: "a module that throws while it is loaded",
    files: { "f.mjs": `throw new RangeError("out of range");` },
    handler: "f.handler",
    outcome: { errorType: "RangeError", errorMessage: /^out of range$/u },
  },
  {
    title: "a module whose wait ends in an error",
    files: { "f.mjs": `await Promise.reject(new TypeError("not that type")); ${answers("no")}` },
    handler: "f.handler",
    outcome: { errorType: "TypeError", errorMessage: /^not that type$/u },
  },
  {
    title: "a module that throws what is no error",
    files: { "f.mjs": `throw "a word";` },
    handler: "f.handler",
    outcome: { errorType: "string", errorMessage: /^a word$/u },
  },
  {
    title: "a handler string without an export",
    files: { "f.mjs": answers("no") },
    handler: "f",
    outcome: { errorType: "Runtime.MalformedHandlerName", errorMessage: /^Bad handler$/u },
  },
  {
    title: "a handler string that leaves the package",
    files: { "f.mjs": answers("no") },
    handler: "../f.handler",
    outcome: {
      errorType: "Runtime.MalformedHandlerName",
      errorMessage: /^'\.\.\/f\.handler' is not a valid handler name\. Use absolute paths /u,
    },
  },
  {
    title: "an export that is not there",
    files: { "f.mjs": "export const other = 1;" },
    handler: "f.handler",
    outcome: { errorType: "Runtime.HandlerNotFound", errorMessage: /^f\.handler is undefined or not exported$/u },
  },
  {
    title: "an export that is no function",
    files: { "f.mjs": "export const handler = 1;" },
    handler: "f.handler",
    outcome: { errorType: "Runtime.HandlerNotFound", errorMessage: /^f\.handler is not a function$/u },
  },
  {
    title: "a handler of three parameters",
    files: { "f.mjs": "export const handler = (event, context, callback) => callback();" },
    handler: "f.handler",
    outcome: { errorType: "Runtime.CallbackHandlerDeprecated", errorMessage: callbacks },
  },
  {
    title: "a handler whose third parameter has a default",
    files: { "f.mjs": `export const handler = async (event, context, more = 1) => "two declared";` },
    handler: "f.handler",
    outcome: { result: "two declared" },
  },
  {
    title: "a handler that streams in a way that nobody knows",
    files: {
      "f.mjs": `export const handler = async () => {};
        handler[Symbol.for("aws.lambda.runtime.handler.streaming")] = "request";`,
    },
    handler: "f.handler",
    outcome: {
      errorType: "Runtime.MalformedStreamingHandler",
      errorMessage: /^Only response streaming is supported\.$/u,
    },
  },
];

/** What may stand at the handler's path with one of the extensions. */
export type Standing = "nothing" | "a file" | "a folder";

/** Each way in which files and folders of the handler's name can stand beside each other, by extension. */
export const lookupCases: readonly Readonly<Record<"" | ".js" | ".mjs" | ".cjs", Standing>>[] = (() => {
  const all: readonly Standing[] = ["nothing", "a file", "a folder"];
  return all.flatMap((bare) =>
    all.flatMap((js) => all.flatMap((mjs) => all.map((cjs) => ({ "": bare, ".js": js, ".mjs": mjs, ".cjs": cjs })))),
  );
})();

/** Writes a package with what stands at `src/f` and its extensions; each file's handler answers with its extension. */
export function writeLookupCase(standing: (typeof lookupCases)[number]): string {
  const files: Record<string, string> = { "src/other.mjs": "" };
  for (const [extension, what] of Object.entries(standing)) {
    const exporting = extension === ".mjs" ? "export const handler" : "exports.handler";
    if (what === "a file") files[`src/f${extension}`] = `${exporting} = async () => ${JSON.stringify(extension)};`;
    // A folder's index is what `require` would take.
    if (what === "a folder") files[`src/f${extension}/index.js`] = `exports.handler = async () => "an index";`;
  }
  return writePackage(files);
}

/** Writes a package's files into a folder of its own. */
export function writePackage(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** An outcome with the expected pattern in place of a message that fits it, to be compared with what is expected. */
export function fitted(outcome: StartOutcome | undefined, expected: ExpectedOutcome): unknown {
  if (outcome === undefined || "result" in outcome || "result" in expected) return outcome;
  const { errorType, errorMessage } = outcome;
  return { errorType, errorMessage: expected.errorMessage.test(errorMessage) ? expected.errorMessage : errorMessage };
}

/** What is expected where this extension is the first that exists, as a file or a folder. */
export function expectedOf(first: "" | ".js" | ".mjs" | ".cjs" | undefined, standing: Standing): ExpectedOutcome {
  if (first === undefined) return { errorType: "Runtime.ImportModuleError", errorMessage: /Cannot find module 'f'/u };
  return standing === "a file"
    ? { result: first }
    : { errorType: "Error", errorMessage: /^Directory import '.*' is not supported/u };
}
