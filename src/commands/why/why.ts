import type { Clock } from "../../platform/clock.ts";
import { type Command, type CommandContext, CommandFailure } from "../kit/command.ts";
import { textWidth } from "../kit/layout.ts";
import type { FoundReceipt } from "../kit/receipts/read-receipts.ts";
import { type ReceiptBucket, withReceipts } from "../kit/receipts/with-receipts.ts";
import { findLast } from "./find-last.ts";
import { findReceipts } from "./find-receipts.ts";
import { formatNoLast, formatNothingFound } from "./format-nothing-found.ts";
import { formatReceipt } from "./format-receipt.ts";
import { formatShortly } from "./format-shortly.ts";
import { readWhyArguments, type WhyArguments, whyHelp } from "./why-arguments.ts";

/** `npm run why`: says from its receipt why a request was answered as it was. */
export const why: Command = { help: whyHelp, run: async (argv, context) => await runWhy(argv, context) };

/**
 * Tells the receipts that the command line asks for. It gives 1 where none of them is a receipt.
 *
 * @throws UsageError, and CommandFailure where none is found or the bucket can't be read.
 */
export async function runWhy(
  argv: readonly string[],
  { terminal, environment }: CommandContext,
  clock: Clock = Date.now,
): Promise<number> {
  const asked = readWhyArguments(argv, environment, clock());
  return await withReceipts(asked.place, environment, async (bucket) => {
    const found = await find(bucket, asked);
    const width = textWidth(terminal.columns);
    for (const { key, content } of found) {
      const address = `s3://${bucket.bucketName}/${key}`;
      if (content === undefined) terminal.note(`${address} is not JSON, so it is no receipt`);
      else if (asked.form === "json") terminal.print(JSON.stringify(content));
      else if (asked.form === "full") terminal.print(formatReceipt(content, address, width));
      else terminal.print(formatShortly(content, { address, width }));
    }
    return found.some(({ content }) => content !== undefined) ? 0 : 1;
  });
}

async function find({ client, bucketName }: ReceiptBucket, asked: WhyArguments): Promise<readonly FoundReceipt[]> {
  const { correlationId } = asked;
  if (correlationId === null) {
    const last = await findLast(client, { ...asked, bucketName });
    if (last === null) throw new CommandFailure(formatNoLast({ ...asked, bucketName }));
    return [last];
  }
  const query = { ...asked, correlationId, bucketName };
  const search = await findReceipts(client, query);
  if (search.found.length === 0) throw new CommandFailure(formatNothingFound(search, query));
  return search.found;
}
