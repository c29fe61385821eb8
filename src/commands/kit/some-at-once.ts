/** AWS answers this many at once without asking anyone to slow down. */
const maxAtOnce = 16;

/** Does the same work for each item, 16 at once. The results stand in the order of the items. */
export async function someAtOnce<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let next = 0; next < items.length; next += maxAtOnce) {
    results.push(...(await Promise.all(items.slice(next, next + maxAtOnce).map(work))));
  }
  return results;
}
