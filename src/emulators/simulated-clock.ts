import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The clock of a run's setup: of this process, and of those that are started with its environment. */
export interface SimulatedClock {
  /** What a process needs to live by it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Lets this time pass at once. */
  turn(ms: number): void;
  /** Gives this process its own clock back. */
  release(): void;
}

/**
 * Makes the {@link SimulatedClock}. Timers go on as before: what waits for a moment finds it past, what waits for a while waits.
 *
 * @param folder where the time is given to the other processes.
 */
export function createSimulatedClock(folder: string): SimulatedClock {
  const file = join(folder, "clock");
  const realNow = Date.now;
  let aheadMs = 0;

  function tell(): void {
    // Renamed, so that nobody reads half of it.
    writeFileSync(`${file}.next`, String(aheadMs));
    renameSync(`${file}.next`, file);
  }

  tell();
  Date.now = () => realNow.call(Date) + aheadMs;
  const preload = new URL("turned-clock.ts", import.meta.url).href;
  return {
    environment: { NODE_OPTIONS: `--import=${preload}`, SIMULATED_CLOCK_FILE: file },
    turn(ms) {
      aheadMs += ms;
      tell();
    },
    release() {
      Date.now = realNow;
    },
  };
}
