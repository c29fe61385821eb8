import type { Clock } from "../../platform/clock.ts";

/** A line on a terminal that counts while nothing else is told. */
export interface WaitingLine {
  /** Says what is waited for from now on; null while nothing is. */
  waitFor(what: string | null): void;
  /** Makes room for other output: call it before each line that is written. */
  clear(): void;
  stop(): void;
}

/** What a waiting line works with. */
export interface WaitingLineOptions {
  /** Takes what is written; with `isTerminal` the line is written over itself, else a new one is begun each time. */
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  readonly clock?: Clock;
  /** Calls back each second until what it gives is called. */
  readonly everySecond?: (tick: () => void) => () => void;
}

/** A shorter wait needs no explanation. */
const quietSeconds = 2;
/** Where a line can't be written over, one in ten seconds is enough. */
const plainEverySeconds = 10;

const eraseLine = "\r\u001B[2K";

/**
 * Makes a {@link WaitingLine}: `  waiting for llama3.2, 12 s`. It says nothing in the first two seconds. On a terminal it is
 * written anew each second, elsewhere every ten seconds on a line of its own.
 */
export function createWaitingLine(options: WaitingLineOptions): WaitingLine {
  const { write, isTerminal, clock = Date.now, everySecond = tickEachSecond } = options;
  let waiting: { readonly what: string; readonly sinceMs: number } | null = null;
  let isShown = false;
  const stopTicking = everySecond(tick);

  function tick(): void {
    if (waiting === null) return;
    const seconds = Math.floor((clock() - waiting.sinceMs) / 1_000);
    if (seconds <= quietSeconds) return;
    const text = `  waiting for ${waiting.what}, ${seconds} s`;
    if (isTerminal) {
      write(`${eraseLine}${text}`);
      isShown = true;
    } else if (seconds % plainEverySeconds === 0) {
      write(`${text}\n`);
    }
  }

  function clear(): void {
    if (isShown) write(eraseLine);
    isShown = false;
  }

  return {
    waitFor(what) {
      if (what === waiting?.what) return;
      waiting = what === null ? null : { what, sinceMs: clock() };
    },
    clear,
    stop() {
      stopTicking();
      clear();
      waiting = null;
    },
  };
}

function tickEachSecond(tick: () => void): () => void {
  // What is waited for keeps the process alive; the line itself must not.
  const timer = setInterval(tick, 1_000).unref();
  return () => clearInterval(timer);
}
