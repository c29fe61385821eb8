/** Something that runs until it is stopped. */
export interface Stoppable {
  stop(): Promise<void>;
}

/**
 * Waits until all have started. If one fails, the others are stopped again, so that nothing is left running.
 *
 * @throws what the first one failed with.
 */
export async function startTogether<T extends readonly Promise<Stoppable | null>[]>(
  ...starting: T
): Promise<{ -readonly [Index in keyof T]: Awaited<T[Index]> }> {
  const outcomes = await Promise.allSettled(starting);
  if (outcomes.some((outcome) => outcome.status === "rejected")) {
    await stopTogether(outcomes.map((outcome) => (outcome.status === "fulfilled" ? outcome.value : null)));
  }
  return await Promise.all(starting);
}

/** Stops all at once and waits for every one, also where another fails to stop. */
export async function stopTogether(running: readonly (Stoppable | null)[]): Promise<void> {
  const outcomes = await Promise.allSettled(running.map(async (each) => await each?.stop()));
  const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  if (failures.length > 0) throw new AggregateError(failures, "Not everything could be stopped");
}
