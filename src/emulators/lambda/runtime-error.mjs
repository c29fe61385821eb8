/**
 * An error of Lambda's runtime, named as it names its own.
 *
 * @param {"MalformedHandlerName" | "ImportModuleError" | "UserCodeSyntaxError" | "HandlerNotFound" |
 *   "MalformedStreamingHandler" | "CallbackHandlerDeprecated" | "JSONStringifyError"} name without its `Runtime.`
 * @param {string} message
 * @returns {Error}
 */
export function runtimeError(name, message) {
  return Object.assign(new Error(message), { name: `Runtime.${name}` });
}

/**
 * An error as the runtime reports it to Lambda, and Lambda to whoever invoked the function.
 *
 * @typedef {object} ReportedError
 * @property {string} errorType the error's name; the type of what was thrown, where that is no error.
 * @property {string} errorMessage
 * @property {string[]} trace the lines of the stack.
 */

/**
 * Says what was thrown as the runtime does.
 *
 * @param {unknown} thrown
 * @returns {ReportedError}
 */
export function reportError(thrown) {
  if (!(thrown instanceof Error)) return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  return { errorType: thrown.name, errorMessage: thrown.message, trace: thrown.stack?.split("\n") ?? [] };
}
