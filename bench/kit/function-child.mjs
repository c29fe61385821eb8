/**
 * The child process in which a benchmark runs a function: its arguments are the task root and the handler string. It
 * loads the handler as Lambda does and calls it for every event that comes in. With each answer it says what it has used so far.
 *
 * Plain JavaScript, unlike the rest: what Node needs to read TypeScript would be counted as the function's memory.
 */
import { loadHandler } from "../../src/emulators/lambda/load-handler.mjs";

const [, , taskRoot = "", handlerString = ""] = process.argv;
const handler = await loadHandler(taskRoot, handlerString);

/** @param {{ requestId: number, event: unknown, timeoutMs: number }} call */
async function answer({ requestId, event, timeoutMs }) {
  const endsAtMs = Date.now() + timeoutMs;
  const context = { awsRequestId: String(requestId), getRemainingTimeInMillis: () => endsAtMs - Date.now() };
  const outcome = await Promise.resolve(handler(event, context)).then(
    (result) => ({ ok: true, result }),
    (error) => ({ ok: false, result: error instanceof Error ? error.message : String(error) }),
  );
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  const usage = { cpuMs: (user + system) / 1_000, rssBytes: rss, heapUsedBytes: heapUsed, externalBytes: external };
  process.send?.({ requestId, usage, ...outcome });
}

process.on("message", (/** @type {{ requestId: number, event: unknown, timeoutMs: number }} */ call) => {
  void answer(call);
});
process.on("disconnect", () => process.exit(0));
