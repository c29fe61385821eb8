/**
 * The child process in which a Lambda function runs on a laptop: it loads the module that its first argument names, as
 * Lambda's runtime would, and calls its `handler` for every event that comes in. Its environment is the function's, and
 * nothing else.
 */
import { pathToFileURL } from "node:url";
import type { LambdaAnswer, LambdaCall } from "./lambda-process.ts";

type Handler = (event: unknown, context: object) => Promise<unknown>;

async function loadHandler(path: string): Promise<Handler> {
  const module: unknown = await import(pathToFileURL(path).href);
  const handler: unknown = typeof module === "object" && module !== null ? Reflect.get(module, "handler") : undefined;
  if (typeof handler !== "function") throw new Error(`${path} exports no handler`);
  if (handler.length > 2) throw new Error(`${path}: Lambda refuses a handler of more than two parameters`);
  return async (event, context) => Reflect.apply(handler, undefined, [event, context]);
}

function isCall(message: unknown): message is LambdaCall {
  return typeof message === "object" && message !== null && "requestId" in message && "deadlineMs" in message;
}

function answer(result: LambdaAnswer): void {
  process.send?.(result);
}

const handler = await loadHandler(process.argv[2] ?? "");

process.on("message", (message) => {
  if (!isCall(message)) return;
  const { requestId, deadlineMs, event } = message;
  const context = {
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
  };
  handler(event, context).then(
    (result) => answer({ requestId, ok: true, result }),
    (error: unknown) => answer({ requestId, ok: false, error: error instanceof Error ? error.message : String(error) }),
  );
});

// A terminal sends Ctrl-C to the whole process group; when to end is the parent's to say.
process.on("SIGINT", () => undefined);
process.on("disconnect", () => process.exit(0));
process.send?.({ ready: true });
