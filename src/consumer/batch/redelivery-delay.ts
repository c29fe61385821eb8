import type { Random } from "../../platform/clock.ts";

/** Five receives then span some minutes, and an upstream that restarts is back by then. */
const firstDelaySeconds = 20;

/** Nobody's wish keeps a request waiting for longer: its reader wants an answer of this hour. */
const maxDelaySeconds = 900;

/** Messages that were sent away together come back over this share of their wait, and over this time at least. */
const spread = { share: 0.2, minSeconds: 5 };

/**
 * Seconds until a failed message is seen again, 1 to 900: doubled with each receive, the upper half of it at random, so that
 * messages which failed together don't come back together. Where the other side asked to be left alone for longer, it is
 * at least as long as that, and a random share of it more.
 *
 * @param receiveCount how often the message was received, from 1.
 * @param retryAfterMs what the other side asked for, in milliseconds. Default: nothing.
 * @see https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
export function redeliveryDelaySeconds(receiveCount: number, random: Random = Math.random, retryAfterMs = 0): number {
  const ceiling = Math.min(maxDelaySeconds, firstDelaySeconds * 2 ** Math.max(0, receiveCount - 1));
  const backoff = Math.ceil(ceiling / 2 + (random() * ceiling) / 2);
  const asked = Math.ceil(retryAfterMs / 1_000);
  if (!(asked > backoff)) return backoff;
  return Math.min(maxDelaySeconds, asked + Math.round(random() * Math.max(spread.minSeconds, asked * spread.share)));
}
