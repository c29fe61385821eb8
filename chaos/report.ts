import type { ChaosVerdict } from "./judge.ts";

/** Describes a verdict as a table, each case below it, and what it comes to. */
export function formatVerdict(verdict: ChaosVerdict, isKept: boolean): string {
  const { cases, longest_wait_ms: maxWaitMs, ...counts } = verdict;
  const rows = Object.entries(counts).map(([name, value]) => [name.replaceAll("_", " "), String(value)] as const);
  const table = [...rows, ["longest wait", `${(maxWaitMs / 1_000).toFixed(1)} s`] as const];
  const lines = table.map(([name, value]) => `${name.padEnd(16)} ${value.padStart(8)}`);
  const told = cases.map(({ kind, correlation_id: id, product_id: productId, cause }) =>
    [kind.replaceAll("_", " "), id, productId, cause].filter((part) => part !== "").join("  "),
  );
  const end = isKept
    ? "Every promise was kept."
    : "A promise was broken: see what is unexplained, lost, doubled or false.";
  return [...lines, ...(told.length === 0 ? [] : ["", ...told]), "", end].join("\n");
}
