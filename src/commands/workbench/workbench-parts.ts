import type { Clock } from "../../platform/clock.ts";
import type { ReceiptBucket } from "../kit/receipts/with-receipts.ts";
import type { CandleFinder } from "./insights/candle-finder.ts";
import type { ModelPrices } from "./insights/prices.ts";
import type { ReceiptIndex } from "./insights/receipt-index.ts";
import type { DeadLetters } from "./letters/dead-letters.ts";
import type { EventHub } from "./server/event-hub.ts";
import type { Runs } from "./try/runs.ts";
import type { WorkbenchView } from "./views/list-views.ts";

/** What the workbench shows: a stack on this machine, or a stage of AWS. */
export interface WorkbenchParts {
  /** What it is; products are those beside the ones that have receipts. */
  readonly about: WorkbenchView;
  readonly bucket: ReceiptBucket;
  readonly index: ReceiptIndex;
  readonly finder: CandleFinder;
  readonly prices: ModelPrices;
  readonly letters: DeadLetters;
  /** Null where nothing may be started. */
  readonly runs: Runs | null;
  readonly hub: EventHub;
  readonly commandOf: (correlationId: string) => string;
  readonly clock: Clock;
  /** Takes what is secret out of a JSON text. */
  readonly clean: (json: string) => string;
}
