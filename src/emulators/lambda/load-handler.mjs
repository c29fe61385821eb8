/**
 * Loads a handler as Lambda's runtime for Node 24 does.
 *
 * Plain JavaScript, as all that runs in a function's process: what Node needs to read TypeScript would be measured as the
 * function's time and memory.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findHandler } from "./find-handler.mjs";
import { runtimeError } from "./runtime-error.mjs";

/** @typedef {(event: unknown, context: object) => unknown} Handler */

const require = createRequire(import.meta.url);

const streamingMark = Symbol.for("aws.lambda.runtime.handler.streaming");

const callbacksAreGone =
  "ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify " +
  "this function to use a supported handler signature to use Node.js 24 or later. For more information see " +
  "https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.";

/**
 * Loads a function's code and gives its handler.
 *
 * @param {string} taskRoot folder of the unzipped function.
 * @param {string} handler as in the function's configuration, `src/consumer/prompts.handler`.
 * @returns {Promise<Handler>}
 * @throws `Runtime.MalformedHandlerName`, `Runtime.ImportModuleError`, `Runtime.UserCodeSyntaxError`,
 *   `Runtime.HandlerNotFound`, `Runtime.CallbackHandlerDeprecated` for three parameters and more, and whatever else the
 *   code throws while it is loaded, as it is. A handler that streams its response is not run here, and refused.
 * @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client `src/function`, at 4.0.2
 */
export async function loadHandler(taskRoot, handler) {
  const found = findHandler(taskRoot, handler);
  const loaded = resolveHandler(await loadModule(taskRoot, found), found.exportName, handler);
  const streaming = Reflect.get(loaded, streamingMark);
  if (streaming === "response") throw new Error(`${handler} streams its response, which is not run here`);
  if (streaming) throw runtimeError("MalformedStreamingHandler", "Only response streaming is supported.");
  if (loaded.length > 2) throw runtimeError("CallbackHandlerDeprecated", callbacksAreGone);
  return (event, context) => Reflect.apply(loaded, undefined, [event, context]);
}

/**
 * @param {string} taskRoot
 * @param {import("./find-handler.mjs").FoundHandler} found
 * @returns {Promise<unknown>}
 */
async function loadModule(taskRoot, { path, moduleName, moduleFolder }) {
  try {
    if (path !== null) return await import(pathToFileURL(path).href);
    // A package that the function brings, or a module of Node's.
    return require(require.resolve(moduleName, { paths: [taskRoot, join(taskRoot, moduleFolder)] }));
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw Object.assign(runtimeError("UserCodeSyntaxError", String(error)), { stack: error.stack });
    }
    const isMissing = error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND";
    throw isMissing ? runtimeError("ImportModuleError", String(error)) : error;
  }
}

/**
 * @param {unknown} module
 * @param {string} exportName
 * @param {string} handler
 * @returns {Function}
 */
function resolveHandler(module, exportName, handler) {
  // CommonJS, loaded as an ES module, has what it exports in its default as well.
  const found = find(exportName, module) || find(exportName, isObject(module) ? Reflect.get(module, "default") : null);
  if (!found) throw runtimeError("HandlerNotFound", `${handler} is undefined or not exported`);
  if (typeof found !== "function") throw runtimeError("HandlerNotFound", `${handler} is not a function`);
  return found;
}

/**
 * @param {string} exportName
 * @param {unknown} module
 * @returns {unknown}
 */
function find(exportName, module) {
  return exportName
    .split(".")
    .reduce((nested, key) => (isObject(nested) ? Reflect.get(nested, key) : undefined), module);
}

/**
 * @param {unknown} value
 * @returns {value is object}
 */
function isObject(value) {
  return typeof value === "object" && value !== null;
}
