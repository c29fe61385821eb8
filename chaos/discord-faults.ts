import type { Fault, FaultHook } from "../src/emulators/http-server.ts";
import { createDice, pick, pickWeighted } from "./dice.ts";
import { stormAt } from "./faults.ts";

/** How a post goes wrong, and how often. */
const rates = {
  /** Before it is taken. */
  refused: 0.02,
  failed: 0.02,
  unready: 0.03,
  limited: 0.04,
  limitedGlobally: 0.005,
  removed: 0.01,
  /** After it is taken. */
  answerLost: 0.02,
  failedAfterwards: 0.02,
  hangs: 0.002,
} as const;

const unknownWebhook = { message: "Unknown Webhook", code: 10_015 };

/**
 * Makes the faults of Discord: some at random all the time, and now and then it is gone altogether. Each is drawn anew, so that a
 * webhook that is removed for one post is there for the next.
 */
export function createDiscordFault({
  seed,
  elapsedMs,
}: {
  readonly seed: number;
  readonly elapsedMs: () => number;
}): FaultHook {
  const dice = createDice(seed, "discord");
  return (request) => {
    if (request.method !== "POST") return undefined;
    if (stormAt(seed, elapsedMs()) === "inbox") return pick(dice, [{ kind: "drop" }, status(503, {})] as const);
    const wrong = pickWeighted(dice, rates);
    return wrong === undefined ? undefined : toFault(wrong, pick(dice, [500, 502, 504] as const));
  };
}

function toFault(wrong: keyof typeof rates, failure: number): Fault {
  switch (wrong) {
    case "refused":
      return { kind: "drop" };
    case "failed":
      return status(failure, { message: `${failure}: Internal Server Error`, code: 0 });
    case "unready":
      return status(503, { message: "503: Service Unavailable", code: 0 });
    case "limited":
      return status(429, { message: "You are being rate limited.", retry_after: 0.4, global: false });
    case "limitedGlobally":
      return status(
        429,
        { message: "You are being rate limited.", retry_after: 0.8, global: true },
        { "x-ratelimit-global": "true" },
      );
    case "removed":
      return status(404, unknownWebhook);
    case "answerLost":
      return { kind: "answer_then_drop" };
    case "failedAfterwards":
      return { kind: "handled_then_status", status: failure, body: { message: "upstream error", code: 0 } };
    case "hangs":
    default:
      return { kind: "hang" };
  }
}

function status(code: number, body: object, headers: Readonly<Record<string, string>> = {}): Fault {
  return { kind: "status", status: code, headers, body };
}
