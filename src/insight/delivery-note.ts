import * as z from "zod/mini";
import { outcomes } from "./generation.ts";

const noteSchema = z.object({
  as_of: z.number(),
  posting: z.optional(z.object({ outcome: z.enum(outcomes), text: z.string() })),
});

/** What a delivery leaves in the ledger for the attempt after it. */
export interface DeliveryNote {
  /** The candles' end that its text is about, UNIX seconds. */
  readonly asOf: number;
  /**
   * The text whose posting began, if one did: it may have arrived, so that no other text may be posted for the same request,
   * however old it is by then.
   */
  readonly posting?: { readonly outcome: (typeof outcomes)[number]; readonly text: string };
}

/** Writes a note for the ledger. */
export function writeDeliveryNote({ asOf, posting }: DeliveryNote): string {
  return JSON.stringify({ as_of: asOf, ...(posting === undefined ? {} : { posting }) });
}

/** Reads a note of the ledger; null where it holds none, or one of another form. */
export function readDeliveryNote(note: string | undefined): DeliveryNote | null {
  try {
    const { as_of: asOf, posting } = z.parse(noteSchema, JSON.parse(note ?? ""));
    return { asOf, ...(posting === undefined ? {} : { posting }) };
  } catch {
    return null;
  }
}
