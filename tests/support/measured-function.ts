import { existsSync, readFileSync } from "node:fs";
import { handler as prompts } from "../../src/consumer/prompts.ts";

/** The function behind the queue; its answer comes with the most memory that its process ever held, in MB. */
export async function handler(event: unknown, context: { getRemainingTimeInMillis(): number }): Promise<object> {
  const result = await prompts(event, context);
  return { result, maxResidentMb: maxResidentMb() };
}

/** Linux tells it of the process alone; `resourceUsage` counts what the parent held when it made this one. */
function maxResidentMb(): number {
  const status = "/proc/self/status";
  const kib = existsSync(status) ? /VmHWM:\s*(\d+)/.exec(readFileSync(status, "utf8"))?.[1] : undefined;
  return (kib === undefined ? process.resourceUsage().maxRSS : Number(kib)) / 1_024;
}
