import type { Clock } from "../../platform/clock.ts";
import type { Terminal } from "./command.ts";

/** Tells how far a long work has come, beside its result. */
export interface ProgressLine {
  /** @param extra what else is told, such as the cost so far. */
  update(done: number, extra?: string): void;
  /** Makes room for other output. */
  clear(): void;
}

const eraseLine = "\r\u001B[2K";
const updateEveryMs = 200;

/**
 * Makes a {@link ProgressLine}: `120 of 300 cases, 4.1 a second, 44 s left`. On a terminal it is written over itself, elsewhere a line
 * is written for each tenth of the work.
 *
 * @param what the things that are counted, in the plural.
 */
export function createProgressLine(
  { noteAsItIs, note, isNoteTerminal }: Pick<Terminal, "noteAsItIs" | "note" | "isNoteTerminal">,
  { total, what, clock = Date.now }: { readonly total: number; readonly what: string; readonly clock?: Clock },
): ProgressLine {
  const startedAt = clock();
  let shownAt = Number.NEGATIVE_INFINITY;
  let tenths = 0;
  let isShown = false;

  function tell(done: number, extra: string | undefined): string {
    const seconds = (clock() - startedAt) / 1_000;
    const perSecond = seconds > 0 ? done / seconds : 0;
    const rate = perSecond > 0 ? [`${perSecond.toFixed(1)} a second`] : [];
    const left = perSecond > 0 && done < total ? [`${Math.ceil((total - done) / perSecond)} s left`] : [];
    return [`${done} of ${total} ${what}`, ...rate, ...left, ...(extra === undefined ? [] : [extra])].join(", ");
  }

  return {
    update(done, extra) {
      if (isNoteTerminal) {
        const now = clock();
        if (now - shownAt < updateEveryMs && done < total) return;
        shownAt = now;
        isShown = true;
        noteAsItIs(`${eraseLine}${tell(done, extra)}`);
        return;
      }
      const reached = total === 0 ? 10 : Math.floor((10 * done) / total);
      if (reached <= tenths) return;
      tenths = reached;
      note(tell(done, extra));
    },
    clear() {
      if (isShown) noteAsItIs(eraseLine);
      isShown = false;
    },
  };
}
