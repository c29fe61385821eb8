import type { ChaosVerdict } from "./judge.ts";

/** Tells a verdict as a table, and each case below it. */
export function tellVerdict(verdict: ChaosVerdict): string {
  const { cases, longest_wait_ms: longestWaitMs, ...counts } = verdict;
  const rows = Object.entries(counts).map(([name, value]) => [name.replaceAll("_", " "), String(value)] as const);
  const table = [...rows, ["longest wait", `${(longestWaitMs / 1_000).toFixed(1)} s`] as const];
  const lines = table.map(([name, value]) => `${name.padEnd(16)} ${value.padStart(8)}`);
  const told = cases.map(({ kind, correlation_id: id, product_id: productId, cause }) =>
    [kind.replaceAll("_", " "), id, productId, cause].filter((part) => part !== "").join("  "),
  );
  return [...lines, ...(told.length === 0 ? [] : ["", ...told])].join("\n");
}
