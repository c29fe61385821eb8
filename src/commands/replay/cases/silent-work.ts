import { createDeadline, type OwnDeadline } from "../../../platform/deadline.ts";
import type { Logger } from "../../../platform/logger.ts";
import type { Metrics } from "../../../platform/metrics.ts";

/** The function's own time for a request, in milliseconds. */
export const functionTimeMs = 90_000;

const nothing = (): void => undefined;

/** Takes every line and keeps none: a replay tells its own. */
export const silentLogger: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  child: () => silentLogger,
};

/** Takes every metric and keeps none. */
export const silentMetrics: Metrics = { record: nothing, recordAll: nothing };

/** The time of one request. */
export function requestDeadline(): OwnDeadline {
  return createDeadline(functionTimeMs);
}
