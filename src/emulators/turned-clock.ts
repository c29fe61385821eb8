/**
 * Loaded before anything else by the processes of a run whose clock is turned: `Date.now` goes ahead by as many milliseconds
 * as the file of `SIMULATED_CLOCK_FILE` says at the time.
 */
import { readFileSync } from "node:fs";

/** The file is looked at no more often. */
const lookEveryMs = 10;

const file = process.env["SIMULATED_CLOCK_FILE"] ?? "";
const realNow = Date.now.bind(Date);
let aheadMs = 0;
let lookedAtMs = 0;

Date.now = () => {
  const nowMs = realNow();
  if (nowMs - lookedAtMs >= lookEveryMs) {
    aheadMs = Number(readFileSync(file, "utf8"));
    lookedAtMs = nowMs;
  }
  return nowMs + aheadMs;
};
