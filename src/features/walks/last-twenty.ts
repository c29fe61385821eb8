import { type LastCloses, lastCloses, longPeriod } from "./last-closes.ts";
import type { Series } from "../series.ts";

/** The last 20 closes of a series; computed once. */
export function last20(series: Series): LastCloses {
  return series.once(lastCloses, () => lastCloses(series.window, series.last.close, longPeriod));
}
