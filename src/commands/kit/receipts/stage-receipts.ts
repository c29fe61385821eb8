import type { CommandContext } from "../command.ts";
import { someAtOnce } from "../some-at-once.ts";
import type { BucketPlace } from "./bucket-place.ts";
import { lastDays } from "./days.ts";
import { listNewestReceipts } from "./newest-receipts.ts";
import { readReceipt } from "./read-receipts.ts";
import { readReceiptValue, type ReceiptReading } from "./receipt-reading.ts";
import { withReceipts } from "./with-receipts.ts";

/** Which receipts are taken. */
export interface ReceiptChoice {
  readonly place: BucketPlace;
  /** Days back from today, UTC, today included. */
  readonly days: number;
}

/**
 * Reads the receipts of a stage.
 *
 * @param onOther is told the address of each object there that is no receipt. Default: none is told.
 * @throws CommandFailure where the bucket can't be read.
 */
export async function readStageReceipts(
  { place, days }: ReceiptChoice,
  environment: CommandContext["environment"],
  nowMs: number,
  onOther: (address: string) => void = () => undefined,
): Promise<readonly ReceiptReading[]> {
  const fromDay = lastDays(days, nowMs).at(-1) ?? "";
  return await withReceipts(place, environment, async ({ client, bucketName }) => {
    const { receipts } = await listNewestReceipts(client, { bucketName, productId: null, fromDay, toDay: null });
    const found = await someAtOnce(receipts, async ({ key }) => await readReceipt(client, bucketName, key));
    return found.flatMap((receipt, index) => {
      const reading = readReceiptValue(receipt?.content);
      if (reading === null) onOther(`s3://${bucketName}/${receipts[index]?.key ?? ""}`);
      return reading ?? [];
    });
  });
}
