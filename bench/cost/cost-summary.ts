import { costOf, costOfOne, freshPerDay, limitsOf, type Load } from "./cost-model.ts";
import { count, dollars, loads, percent, total } from "./cost-page.ts";

/** The essence of docs/cost.md in a few lines: one insight, and the loads that the page knows. */
export function costSummary(): string {
  const one = total(costOfOne());
  return [
    `One insight: ${dollars(one)}, or ${Math.round(1 / one)} to the dollar.`,
    ...loads.map((load) => `${load.title}: ${dollars(total(costOf(load)))} a month.`),
  ].join("\n");
}

/** What a load costs in a month, part by part, the dearest first, and the limit that it is nearest to. */
export function costOfLoad(load: Load): string {
  const lines = costOf(load).toSorted((left, right) => right.perMonth - left.perMonth);
  const sum = total(lines);
  const fresh = freshPerDay(load);
  const [nearest] = limitsOf(load).toSorted((left, right) => right.takes / right.bears - left.takes / left.bears);
  return [
    `${count(load.insightsPerDay)} insights a day over ${count(load.products)} products:`,
    `${dollars(sum)} a month, ${dollars(sum / (load.insightsPerDay * 30))} an insight`,
    `${count(fresh)} texts a day are written, ${count(load.insightsPerDay - fresh)} requests share one`,
    "",
    ...lines.map(
      ({ part, perMonth }) => `  ${part.padEnd(30)} ${dollars(perMonth).padStart(12)}  ${percent(perMonth / sum)}`,
    ),
    "",
    nearest === undefined
      ? ""
      : `Nearest limit: ${nearest.limit}, ${percent(nearest.takes / nearest.bears)} of it used. What to turn then: ${nearest.turn}.`,
  ].join("\n");
}
