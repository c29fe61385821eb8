import * as z from "zod/mini";
import { markSchema } from "./market-mark.ts";

const postSchema = z.object({
  correlation_id: z.string(),
  /** End of the window that it was about, UNIX seconds. */
  as_of: z.number(),
  /** Null where it could only be said that there was nothing to tell. */
  mark: z.nullable(markSchema),
  /** The code of that. */
  refusal: z.nullable(z.string()),
});

const noteSchema = z.object({
  last: z.nullable(postSchema),
  pending: z.optional(z.nullable(z.object({ delivery: z.string(), post: postSchema }))),
});

/** What a watch said last in a channel. */
export type LastPost = z.infer<typeof postSchema>;

/** What the ledger keeps of a watch in a channel. */
export interface WatchNote {
  readonly last: LastPost | null;
  /** A post that was decided on, with the ledger's id of its delivery: it may have arrived, until it is known. */
  readonly pending?: { readonly delivery: string; readonly post: LastPost } | null | undefined;
}

/** Reads a note; one that lacks, or has another form, is that of a watch that has never spoken. */
export function readWatchNote(text: string | undefined): WatchNote {
  try {
    return z.parse(noteSchema, JSON.parse(text ?? ""));
  } catch {
    return { last: null };
  }
}

/** What a delivery is held against: another's post counts as soon as it is decided on, its own earlier attempt's does not. */
export function heldAgainst({ last, pending }: WatchNote, delivery: string): LastPost | null {
  return pending === null || pending === undefined || pending.delivery === delivery ? last : pending.post;
}
