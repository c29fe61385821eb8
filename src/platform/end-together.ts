import { createDeadline, type Deadline } from "./deadline.ts";

/** A piece of work that ends with the deadline that it is given. */
export type BoundWork<Result> = (deadline: Deadline) => Promise<Result>;

/**
 * Does pieces of work side by side that are worth something only together. Once one fails the others are ended and waited for: what
 * went on would take turns that somebody else can use, and hang in a container that is frozen.
 *
 * @returns their results in their order.
 * @throws what the first of them to fail threw.
 */
export async function endTogether<Result>(
  deadline: Deadline,
  works: readonly BoundWork<Result>[],
): Promise<readonly Result[]> {
  const [only] = works;
  if (only !== undefined && works.length === 1) return [await only(deadline)];
  const ended = new AbortController();
  // Not `AbortSignal.any`: the garbage collector keeps account of what it joins. (npm run bench:message)
  const endWithDeadline = (): void => ended.abort(deadline.signal.reason);
  deadline.signal.addEventListener("abort", endWithDeadline, { once: true });
  if (deadline.signal.aborted) endWithDeadline();
  using shared = createDeadline(deadline.remainingMs(), undefined, ended.signal);
  const failures: unknown[] = [];
  const settled = await Promise.allSettled(
    works.map(async (work) => {
      try {
        return await work(shared);
      } catch (error) {
        failures.push(error);
        ended.abort();
        throw error;
      }
    }),
  );
  deadline.signal.removeEventListener("abort", endWithDeadline);
  if (failures.length > 0) throw failures[0];
  return settled.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
}
