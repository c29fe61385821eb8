import { expect, it } from "vitest";
import { toLetter } from "../../../src/commands/dlq/letter.ts";
import { formatRisks, formatUnread } from "../../../src/commands/dlq/format-letters.ts";
import { bodyOf } from "../../support/commands/dlq-setup.ts";

const letter = toLetter({ Body: bodyOf({}), MessageId: "m-1", ReceiptHandle: "r-1" });
const read = (count: number) => ({ letters: Array.from({ length: count }, () => letter), unread: 200, received: 0 });

it("advises to read more only where more can be read", () => {
  expect(formatUnread(read(999))).toEqual(["About 200 more were not read (read: 999): --max reads more"]);
  expect(formatUnread(read(1_000))).toEqual(["About 200 more were not read (read: 1000)"]);
});

it("tells the risk of a post that nobody knows of, also where it is the only one", () => {
  const risk = "Of 1 nobody knows whether the post arrived: if it did, it may be posted twice";
  expect(formatRisks([letter])).toEqual([risk]);
});
