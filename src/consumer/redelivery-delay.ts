import type { Random } from "../platform/clock.ts";

/** Five receives then span some minutes, and an upstream that restarts is back by then. */
const firstDelaySeconds = 20;
const longestDelaySeconds = 900;

/**
 * Seconds until a failed message is seen again: doubled with each receive, the upper half of it at random, so that
 * messages which failed together don't come back together.
 *
 * @param receiveCount how often the message was received, from 1.
 * @see https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
export function redeliveryDelaySeconds(receiveCount: number, random: Random = Math.random): number {
  const ceiling = Math.min(longestDelaySeconds, firstDelaySeconds * 2 ** Math.max(0, receiveCount - 1));
  return Math.ceil(ceiling / 2 + (random() * ceiling) / 2);
}
