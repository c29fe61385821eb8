/**
 * The fresh process of one sample. It loads the function whose path is its first argument, then hands it the event that is
 * its second one, or loads the chunk that is its third. What it measured goes to file descriptor 3 as JSON.
 */
import { writeSync } from "node:fs";

const [, , entry = "", event = "", chunk = ""] = process.argv;

const beforeMs = performance.now();
const { handler } = await import(entry);
const loadedMs = performance.now();
if (event !== "") await handler(JSON.parse(event), { awsRequestId: "bench", getRemainingTimeInMillis: () => 60_000 });
if (chunk !== "") await import(chunk);
const endMs = performance.now();
const { user, system } = process.cpuUsage();

const startedAtMs = performance.timeOrigin;
const cpuMs = (user + system) / 1_000;
writeSync(3, JSON.stringify({ startedAtMs, loadMs: loadedMs - beforeMs, restMs: endMs - loadedMs, endMs, cpuMs }));
process.exit(0);
