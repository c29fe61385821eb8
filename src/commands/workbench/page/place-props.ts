import type { WorkbenchView } from "../views/list-views.ts";
import type { Heard } from "./kit/events.ts";

/** What a place needs to show itself. */
export interface PlaceProps {
  readonly about: WorkbenchView;
  readonly heard: { readonly turn: number; readonly what: Heard };
}
