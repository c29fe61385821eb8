/** How fast each implementation is on one number of candles. */
export interface Comparison {
  readonly candles: number;
  /** Nanoseconds by implementation: `ours` and every peer. */
  readonly ns_per_candle: Readonly<Record<string, number>>;
  /** How many times as long as ours the fastest peer takes. */
  readonly ratio_to_fastest_peer: number;
  /** The same of every figure there is: all of ours against those of them that each peer has. */
  readonly all_figures?: Omit<Comparison, "candles" | "all_figures">;
}

/** @param nsPerCandle by implementation; those but `ours` are the peers. */
export function compare(candles: number, nsPerCandle: Readonly<Record<string, number>>): Comparison {
  const peers = Object.entries(nsPerCandle).filter(([name]) => name !== "ours");
  const fastestPeer = Math.min(...peers.map(([, ns]) => ns));
  return {
    candles,
    ns_per_candle: Object.fromEntries(Object.entries(nsPerCandle).map(([name, ns]) => [name, round(ns, 2)])),
    ratio_to_fastest_peer: round(fastestPeer / (nsPerCandle["ours"] ?? Number.NaN), 2),
  };
}

/** The comparison of all figures that stands beside that of the default ones; none where there is none. */
export function ofAllFigures(comparisons: readonly Comparison[]): readonly Comparison[] {
  return comparisons.flatMap(({ candles, all_figures: all }) => (all === undefined ? [] : [{ candles, ...all }]));
}

/** A line for each comparison: what each implementation takes, and that as a multiple of ours. */
export function formatTable(comparisons: readonly Comparison[]): string {
  const names = Object.keys(comparisons[0]?.ns_per_candle ?? {});
  const header = ["candles", ...names];
  const rows = comparisons.map(({ candles, ns_per_candle: ns }) => [
    String(candles),
    ...names.map((name) => cell(name, ns)),
  ]);
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  return [header, ...rows]
    .map((row) => row.map((text, column) => text.padStart(widths[column] ?? 0)).join("   "))
    .join("\n");
}

function cell(name: string, ns: Readonly<Record<string, number>>): string {
  const [value, own] = [ns[name] ?? Number.NaN, ns["ours"] ?? Number.NaN];
  return name === "ours" ? value.toFixed(2) : `${value.toFixed(1)} (${(value / own).toFixed(1)}x)`;
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
