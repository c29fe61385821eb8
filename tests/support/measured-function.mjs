/**
 * The function behind the queue, as it is bundled, at its task root: its answer comes with the most memory that its process
 * ever held, in MB.
 */
import { existsSync, readFileSync } from "node:fs";
// @ts-expect-error: it stands beside the copy of this file in a bundle.
import { handler as prompts } from "./src/consumer/prompts.mjs";

/**
 * @param {unknown} event
 * @param {object} context
 */
export async function handler(event, context) {
  const result = await prompts(event, context);
  return { result, maxResidentMb: maxResidentMb() };
}

/** Linux tells it of the process alone; `resourceUsage` counts what the parent held when it made this one. */
function maxResidentMb() {
  const status = "/proc/self/status";
  const kib = existsSync(status) ? /VmHWM:\s*(\d+)/.exec(readFileSync(status, "utf8"))?.[1] : undefined;
  return (kib === undefined ? process.resourceUsage().maxRSS : Number(kib)) / 1_024;
}
