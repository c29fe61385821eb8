/** Something to be timed. */
export interface TimedTask {
  readonly name: string;
  readonly run: () => void;
}

/** How long and how often tasks are timed. */
export interface TimingOptions {
  /** Samples of each task. The median is theirs. */
  readonly rounds: number;
  /** A sample repeats its task for about so long. Default 10. */
  readonly sampleMs?: number;
  /** Each task runs for so long, and 3 times at least, before the first sample. Default 250. */
  readonly warmUpMs?: number;
  /** Milliseconds, with fractions. Default `performance.now`. */
  readonly now?: () => number;
}

/**
 * Times tasks against each other. Every round takes one sample of each, so that whatever else the machine does meets them
 * all, and the next round begins with another task.
 *
 * @returns the median nanoseconds of one run, by task name.
 */
export function timeInterleaved(
  tasks: readonly TimedTask[],
  { rounds, sampleMs = 10, warmUpMs = 250, now = () => performance.now() }: TimingOptions,
): ReadonlyMap<string, number> {
  const timed = tasks.map((task) => {
    const samples: number[] = [];
    return { ...task, runs: Math.max(1, Math.round(sampleMs / warmUp(task, warmUpMs, now))), samples };
  });
  for (let round = 0; round < rounds; round++) {
    const first = round % timed.length;
    for (const { run, runs, samples } of [...timed.slice(first), ...timed.slice(0, first)]) {
      const startMs = now();
      for (let count = 0; count < runs; count++) run();
      samples.push(((now() - startMs) / runs) * 1e6);
    }
  }
  return new Map(timed.map(({ name, samples }) => [name, median(samples)]));
}

/** @returns milliseconds of one run, roughly: the first ones are slow. */
function warmUp({ run }: TimedTask, warmUpMs: number, now: () => number): number {
  const startMs = now();
  let runs = 0;
  let passedMs = 0;
  while (runs < 3 || passedMs < warmUpMs) {
    run();
    runs++;
    passedMs = now() - startMs;
  }
  return passedMs / runs;
}

/** The middle value, or the mean of the two in the middle. NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [lower, upper] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((lower ?? Number.NaN) + (upper ?? Number.NaN)) / 2;
}
