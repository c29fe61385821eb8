import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { runtimeError } from "./runtime-error.mjs";

/**
 * What a handler string says, and the file or folder that Lambda takes for its module.
 *
 * @typedef {object} FoundHandler
 * @property {string | null} path what exists first; null where nothing does.
 * @property {string} moduleName
 * @property {string} moduleFolder relative to the task root.
 * @property {string} exportName `handler`, or a path into an exported object, like `handlers.batch`.
 */

/** In this order, and by existence alone: a folder counts as much as a file. */
const lookupOrder = ["", ".js", ".mjs", ".cjs"];

/**
 * Finds a handler's module by the rules of Lambda's runtime for Node.
 *
 * The module's name ends at the first dot of the string's last part, and what follows names the export. Nothing is loaded.
 *
 * @param {string} taskRoot folder of the unzipped function.
 * @param {string} handler as in the function's configuration, `src/consumer/prompts.handler`.
 * @returns {FoundHandler}
 * @throws `Runtime.MalformedHandlerName`
 * @see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client `src/utils/handler-path.ts`, `src/function/module-loader.ts`
 */
export function findHandler(taskRoot, handler) {
  if (handler.includes("..")) {
    const advice = "Use absolute paths when specifying root directories in handler names.";
    throw runtimeError("MalformedHandlerName", `'${handler}' is not a valid handler name. ${advice}`);
  }
  const lastPart = basename(handler);
  const [, moduleName, exportName] = /^([^.]*)\.(.*)$/u.exec(lastPart) ?? [];
  if (moduleName === undefined || exportName === undefined) throw runtimeError("MalformedHandlerName", "Bad handler");
  const moduleFolder = handler.slice(0, handler.indexOf(lastPart)).replace(/\/$/u, "");
  const base = resolve(taskRoot, moduleFolder, moduleName);
  const path = lookupOrder.map((extension) => `${base}${extension}`).find((candidate) => existsSync(candidate));
  return { path: path ?? null, moduleName, moduleFolder, exportName };
}
