/**
 * The fresh process of one sample. It loads the bundled check that is its first argument, judges the first of the texts in
 * the file that is its second one, then all of them in as many rounds as its third one says. It prints what that took as JSON.
 */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [, , bundle = "", file = "", rounds = "0"] = process.argv;
const texts = JSON.parse(readFileSync(file, "utf8"));

const startedAtMs = performance.now();
const { judgeText } = await import(pathToFileURL(bundle).href);
const loadMs = performance.now() - startedAtMs;

const firstMs = timed(texts.slice(0, 1));
const roundsMs = Array.from({ length: Number(rounds) }, () => timed(texts));
process.stdout.write(JSON.stringify({ loadMs, firstMs, roundsMs }));

/** @param {{ text: string, subject: object }[]} some */
function timed(some) {
  const beforeMs = performance.now();
  for (const { text, subject } of some) judgeText(text, subject);
  return performance.now() - beforeMs;
}
