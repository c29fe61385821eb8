import type { BenchView } from "../views/list-views.ts";
import type { Heard } from "./kit/events.ts";

/** What a place needs to show itself. */
export interface PlaceProps {
  readonly about: BenchView;
  readonly heard: { readonly turn: number; readonly what: Heard };
}
