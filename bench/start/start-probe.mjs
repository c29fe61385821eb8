/**
 * The fresh process of one sample. It loads the function whose task root and handler string are its first arguments, as
 * Lambda does, then hands it the event that is its third one, or loads the chunk that is its fourth. What it measured goes to file descriptor 3 as JSON.
 */
import { writeSync } from "node:fs";
import { loadHandler } from "../../src/emulators/lambda/load-handler.mjs";

const [, , taskRoot = "", handlerString = "", event = "", chunk = ""] = process.argv;

const beforeMs = performance.now();
const handler = await loadHandler(taskRoot, handlerString);
const loadedMs = performance.now();
if (event !== "") await handler(JSON.parse(event), { awsRequestId: "bench", getRemainingTimeInMillis: () => 60_000 });
if (chunk !== "") await import(chunk);
const endMs = performance.now();
const { user, system } = process.cpuUsage();

const startedAtMs = performance.timeOrigin;
const cpuMs = (user + system) / 1_000;
writeSync(3, JSON.stringify({ startedAtMs, loadMs: loadedMs - beforeMs, restMs: endMs - loadedMs, endMs, cpuMs }));
process.exit(0);
