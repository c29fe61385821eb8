/**
 * The child process in which a Lambda function runs on a laptop. Its arguments are the task root and the handler string;
 * it loads the handler as Lambda's runtime does and calls it for every event that comes in. Its environment is the
 * function's, and nothing else.
 */
import { loadHandler } from "./load-handler.mjs";
import { reportError, runtimeError } from "./runtime-error.mjs";

/** @typedef {import("./lambda-process.ts").LambdaAnswer} LambdaAnswer */
/** @typedef {import("./lambda-process.ts").LambdaCall} LambdaCall */

// A terminal sends Ctrl-C to the whole process group; when to end is the parent's to say.
process.on("SIGINT", () => undefined);

const [, , taskRoot = "", handlerString = ""] = process.argv;
const handler = await loadHandler(taskRoot, handlerString).catch(failToStart);

process.on("message", (/** @type {LambdaCall} */ call) => {
  void answer(call);
});
process.on("disconnect", () => process.exit(0));

/**
 * @param {LambdaCall} call
 * @returns {Promise<void>}
 */
async function answer({ requestId, deadlineMs, event }) {
  const context = {
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => deadlineMs - Date.now(),
  };
  try {
    tell({ kind: "result", requestId, json: toJson(await handler(event, context)) });
  } catch (error) {
    tell({ kind: "error", requestId, error: reportError(error) });
  }
}

/**
 * @param {unknown} result
 * @returns {string}
 */
function toJson(result) {
  try {
    return JSON.stringify(result === undefined ? null : result);
  } catch {
    throw runtimeError("JSONStringifyError", "Unable to stringify response body");
  }
}

/**
 * @param {unknown} error
 * @returns {Promise<never>}
 */
async function failToStart(error) {
  await new Promise((resolve) => process.send?.({ kind: "init_error", error: reportError(error) }, resolve));
  process.exit(1);
}

/** @param {LambdaAnswer} message */
function tell(message) {
  process.send?.(message);
}
