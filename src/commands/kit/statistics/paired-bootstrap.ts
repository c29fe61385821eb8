import type { Random } from "../../../platform/clock.ts";
import { z95 } from "./wilson.ts";

/** One pair: how much better the new side did, and what it shares with other pairs. */
export interface PairedDifference {
  readonly difference: number;
  /** Pairs of one cluster are drawn together: windows that overlap are no independent cases. */
  readonly cluster: string;
}

/** A mean difference, its interval of 95 %, its standard error, and the two-sided p of no difference. */
export interface BootstrapResult {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly error: number;
  readonly p: number;
}

const draws = 2_000;

/**
 * Estimates a mean difference by drawing whole clusters with replacement. The interval is that of the percentiles, made wider as
 * Student's t is wider than the normal distribution: few clusters vary more than they show.
 *
 * @param random seeded dice, so that the same pairs give the same interval.
 * @see Efron and Tibshirani (1993), An Introduction to the Bootstrap
 */
export function pairedBootstrap(pairs: readonly PairedDifference[], random: Random): BootstrapResult | null {
  const clusters = sumsOf(pairs);
  if (clusters.length === 0) return null;
  const value = meanOf(clusters);
  const means = Array.from({ length: draws }, () =>
    meanOf(clusters.map(() => clusters[Math.floor(random() * clusters.length)] ?? noPairs)),
  ).toSorted((one, other) => one - other);
  const wider = clusters.length > 1 ? widening(clusters.length - 1) : 1;
  const edge = (share: number): number => value + wider * ((means[Math.round(share * (draws - 1))] ?? value) - value);
  const below = means.filter((mean) => mean <= 0).length;
  const above = means.filter((mean) => mean >= 0).length;
  const error = Math.sqrt(means.reduce((sum, mean) => sum + (mean - value) ** 2, 0) / draws);
  return {
    value,
    low: Math.max(-1, edge(0.025)),
    high: Math.min(1, edge(0.975)),
    error,
    p: Math.min(1, (2 * (Math.min(below, above) + 1)) / (draws + 1)),
  };
}

interface ClusterSum {
  readonly sum: number;
  readonly count: number;
}

const noPairs: ClusterSum = { sum: 0, count: 0 };

function sumsOf(pairs: readonly PairedDifference[]): readonly ClusterSum[] {
  const sums = new Map<string, ClusterSum>();
  for (const { difference, cluster } of pairs) {
    const { sum, count } = sums.get(cluster) ?? noPairs;
    sums.set(cluster, { sum: sum + difference, count: count + 1 });
  }
  return [...sums.values()];
}

function meanOf(clusters: readonly ClusterSum[]): number {
  let sum = 0;
  let count = 0;
  for (const cluster of clusters) {
    sum += cluster.sum;
    count += cluster.count;
  }
  return count === 0 ? 0 : sum / count;
}

/** Student's 97.5th percentile over the normal one's, by the expansion of Cornish and Fisher; and the bootstrap's own n/(n-1). */
function widening(freedom: number): number {
  const z = z95;
  const t =
    z +
    (z ** 3 + z) / (4 * freedom) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3);
  return (t / z) * Math.sqrt((freedom + 1) / freedom);
}
