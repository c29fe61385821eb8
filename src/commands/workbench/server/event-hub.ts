import type { WorkbenchEvent } from "../views/work-views.ts";

/** An event with its number: 1 for the first. */
export interface NumberedEvent {
  readonly id: number;
  readonly event: WorkbenchEvent;
}

/** Hands events to every stream that is open, and to those that come back for what they missed. */
export interface EventHub {
  send(event: WorkbenchEvent): void;
  /**
   * Hears of every event from now on, and at once of those after `afterId` that are still kept. Null: of none of before.
   *
   * @returns what ends it.
   */
  listen(afterId: number | null, hear: (event: NumberedEvent) => void): () => void;
  /** How many listen. */
  readonly listeners: number;
}

/** Whoever comes back after more than these reads everything anew. */
const maxKept = 500;

/** Makes an {@link EventHub}. */
export function createEventHub(): EventHub {
  const kept: NumberedEvent[] = [];
  const hearers = new Set<(event: NumberedEvent) => void>();
  let lastId = 0;
  return {
    send(event) {
      lastId += 1;
      const numbered = { id: lastId, event };
      kept.push(numbered);
      if (kept.length > maxKept) kept.shift();
      for (const hear of hearers) hear(numbered);
    },
    listen(afterId, hear) {
      // A number from before a restart is larger than any of ours.
      const from = afterId === null ? lastId : afterId > lastId ? 0 : afterId;
      for (const event of kept.filter(({ id }) => id > from)) hear(event);
      hearers.add(hear);
      return () => void hearers.delete(hear);
    },
    get listeners() {
      return hearers.size;
    },
  };
}
