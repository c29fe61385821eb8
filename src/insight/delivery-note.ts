import * as z from "zod/mini";
import { outcomes } from "./generation.ts";

const noteSchema = z.object({
  as_of: z.number(),
  receipt_day: z.optional(z.string()),
  posting: z.optional(z.object({ outcome: z.enum(outcomes), text: z.string() })),
});

/** What a delivery leaves in the ledger for the attempt after it. */
export interface DeliveryNote {
  /** End of the window that its candles are of, UNIX seconds. */
  readonly asOf: number;
  /** The day that its receipt is kept under, `YYYY-MM-DD` in UTC. Earlier versions kept none. */
  readonly receiptDay?: string;
  /**
   * The text whose posting began, if one did and it may have arrived: no other text may be posted for the same request, and
   * this one no longer than its market's age allows.
   */
  readonly posting?: { readonly outcome: (typeof outcomes)[number]; readonly text: string };
}

/** Writes a note for the ledger. */
export function writeDeliveryNote({ asOf, receiptDay, posting }: DeliveryNote): string {
  return JSON.stringify({ as_of: asOf, receipt_day: receiptDay, posting });
}

/** Reads a note of the ledger; null where it holds none, or one of another form. */
export function readDeliveryNote(note: string | undefined): DeliveryNote | null {
  try {
    const { as_of: asOf, receipt_day: receiptDay, posting } = z.parse(noteSchema, JSON.parse(note ?? ""));
    return {
      asOf,
      ...(receiptDay === undefined ? {} : { receiptDay }),
      ...(posting === undefined ? {} : { posting }),
    };
  } catch {
    return null;
  }
}
