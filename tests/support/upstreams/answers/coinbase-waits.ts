import { always } from "../upstream-trial.ts";

const page = "<html><title>Coinbase</title>";

/** Answers by which Coinbase asks for time, and after how many seconds a message is back. */
export const coinbaseWaits: readonly [what: string, fault: ReturnType<typeof always>, backInSeconds: number][] = [
  ["429 for a minute", always(429, page, { "retry-after": "60" }), 60],
  ["503 for 2285 s", always(503, {}, { "retry-after": "2285" }), 900],
  ["503 for 2285000 s", always(503, {}, { "retry-after": "2285000" }), 900],
  ["429 until a far day", always(429, {}, { "retry-after": "Sun, 06 Nov 2094 08:49:37 GMT" }), 900],
  ["429 until a past day", always(429, {}, { "retry-after": "Sun, 06 Nov 1994 08:49:37 GMT" }), 10],
  ["429 with the time in its body", always(429, { error: "RATE_LIMIT", retry_after: 45 }), 45],
  ["503 for no time", always(503, {}, { "retry-after": "0" }), 10],
  ["503 for a word", always(503, {}, { "retry-after": "soon" }), 10],
  [
    "403 for a minute",
    always(403, { error: "PERMISSION_DENIED", error_details: "slow down" }, { "retry-after": "60" }),
    60,
  ],
  ["500", always(500, {}), 10],
];
