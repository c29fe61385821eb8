import type { LastQuery } from "./find-last.ts";
import type { ReceiptQuery, ReceiptSearch } from "./find-receipts.ts";

/** Says in one line what was looked through in vain, and what to try. */
export function formatNothingFound(search: ReceiptSearch, given: ReceiptQuery): string {
  const { correlationId, productId, days, bucketName } = given;
  const [newest = "", oldest = newest] = [days[0], days.at(-1)];
  const products =
    productId ??
    (search.productCount === 1 ? "1 product that has receipts" : `${search.productCount} products that have receipts`);
  return (
    `No receipt of ${correlationId} in s3://${bucketName}/insights/: looked through ${products}, ${formatPeriod(newest, oldest)} (UTC). ` +
    "It may be older (--days, --date), not done yet, or mistyped; a message that holds no valid request, or that the queue " +
    "itself gave up, is in the dead-letter queue without a receipt"
  );
}

/** Says in one line that there is no receipt at all, and what to try. */
export function formatNoLast({ productId, days, bucketName }: LastQuery): string {
  const ofProduct = productId === null ? "" : ` of ${productId}`;
  const [newest = "", oldest = newest] = [days[0], days.at(-1)];
  return (
    `No receipt${ofProduct} in s3://${bucketName}/insights/ ${formatPeriod(newest, oldest)} (UTC). ` +
    "Nothing may have been answered yet; --days looks further back"
  );
}

function formatPeriod(newest: string, oldest: string): string {
  return newest === oldest ? `on ${newest}` : `from ${oldest} to ${newest}`;
}
