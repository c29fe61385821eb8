import type { Stack } from "../../../src/emulators/stack.ts";
import { collectedDay, toCsv } from "../collected-csv.ts";

/** Does what the platform's collector does through an hour: every five minutes the bucket has the newest day of BTC-USD. */
export async function collectHistory(stack: Stack, minute: number): Promise<void> {
  if (minute % 5 === 0) await stack.putObject("COINBASE/BTC-USD/historical/today.csv", toCsv(collectedDay()));
}
