import { figureOf, type FigureName, isFigureName } from "../../features/index.ts";
import { type CandleSet, granularitySeconds } from "../../market/candle.ts";
import type { Deadline } from "../../platform/deadline.ts";
import type { Logger } from "../../platform/logger.ts";
import type { Generation } from "../generation.ts";
import type { InsightRequest } from "../insight-request.ts";
import type { DescribePost } from "../ports.ts";
import type { ChartFacts } from "./post-facts.ts";
import type { RememberedCandles } from "./remembered-candles.ts";

/** What of a generation's facts a post tells. */
interface Facts {
  readonly model: string | null;
  /** The candles of the first series: the shortest ones, whose newest dates the text. */
  readonly market: Market | null;
  readonly features: unknown;
  /** Of the sentences that hold. */
  readonly claims: readonly unknown[];
}

interface Market {
  readonly source: string;
  readonly count: number;
  readonly windowEnd: number;
  readonly sha256: string;
}

/** What an earlier version wrote otherwise is left out. */
function readFacts({ model, market, features, grounding }: Generation["facts"], seriesName: string): Facts {
  const sentences = field(grounding, "sentences");
  const told: readonly unknown[] = Array.isArray(sentences) ? sentences : [];
  return {
    model: typeof model === "string" ? model : null,
    market: readMarket(field(field(market, "series"), seriesName) ?? market),
    features,
    claims: told.flatMap((sentence) => {
      const claims = field(sentence, "claims");
      return field(sentence, "verdict") === "true" && Array.isArray(claims) ? claims : [];
    }),
  };
}

function readMarket(market: unknown): Market | null {
  const [source, count, sha256] = ["source", "count", "sha256"].map((name) => field(market, name));
  const windowEnd = field(market, "window_end") ?? field(market, "as_of");
  const isWhole =
    typeof source === "string" &&
    typeof count === "number" &&
    typeof sha256 === "string" &&
    typeof windowEnd === "number";
  return isWhole ? { source, count, sha256, windowEnd } : null;
}

/** A field of what was kept; undefined where it is not there. */
function field(value: unknown, name: string): unknown {
  return Reflect.get(Object(value), name);
}

/** A picture is worth no more of a request's time. */
const maxFetchMs = 3_000;

/**
 * Makes what describes a post, beside its text, from the generation that it is of, whoever made that: model, what was checked,
 * and the candles with the prices that the text names. The candles are those that this process fetched, or they are fetched
 * again; only those with the hash that the generation kept are shown. It never throws: what can't be had is null.
 */
export function createDescribePost(remembered: RememberedCandles): DescribePost {
  return async (request, generation, { deadline, logger }) => {
    const facts = readFacts(generation.facts, request.promptType.series[0].name);
    const { market, claims } = facts;
    return {
      productId: request.productId,
      prompt: request.promptType.name,
      outcome: generation.outcome,
      model: generation.outcome === "insight" ? facts.model : null,
      checked: market === null || claims.length === 0 ? null : { claims: claims.length, candles: market.count },
      chart: await chartOf({ request, generation, facts }, { deadline, logger }),
    };
  };

  async function chartOf(
    { request, generation, facts }: Described,
    { deadline, logger }: { readonly deadline: Deadline; readonly logger: Logger },
  ): Promise<ChartFacts | null> {
    const { market } = facts;
    if (market === null || market.count === 0 || generation.outcome === "refusal") return null;
    const [{ granularity, windowSeconds }] = request.promptType.series;
    const to = market.windowEnd;
    const query = { productId: request.productId, granularity, startSeconds: to - windowSeconds, endSeconds: to };
    const isSame = (set: CandleSet | undefined): set is CandleSet => set?.sha256 === market.sha256;
    try {
      const known = remembered.recall(query);
      const set = isSame(known) ? known : await remembered.fetchCandles(query, deadline.within(maxFetchMs));
      if (!isSame(set)) {
        logger.info("chart_left_out", { reason: "the candles are not those of the text any more" });
        return null;
      }
      const candleSeconds = granularitySeconds[granularity];
      return {
        title: titleOf(request.productId, candleSeconds, market.source),
        candles: set.candles,
        candleSeconds,
        from: query.startSeconds,
        to,
        decimals: set.decimals,
        levels: levelsOf(facts),
      };
    } catch (error) {
      logger.info("chart_left_out", { reason: "its candles can't be fetched again", error });
      return null;
    }
  }
}

interface Described {
  readonly request: InsightRequest;
  readonly generation: Generation;
  readonly facts: Facts;
}

/** `BTC-USD, 5 min`: a picture may be shown without its text, so it says what stood in for the market as well. */
function titleOf(productId: string, candleSeconds: number, source: string): string {
  const [amount, unit] =
    candleSeconds < 3_600
      ? [candleSeconds / 60, "min"]
      : candleSeconds < 86_400
        ? [candleSeconds / 3_600, "h"]
        : [1, "day"];
  const standIn = /\((synthetic|replayed)\)/.exec(source)?.[1];
  return `${productId}, ${amount} ${unit}${standIn === undefined ? "" : ` (${standIn})`}`;
}

/** The prices that the claims name, in their order; the newest close is marked by itself. */
function levelsOf({ claims, features }: Facts): ChartFacts["levels"] {
  const levels = new Set(claims.flatMap(figuresIn).filter(isLevel));
  return [...levels].flatMap((name) => {
    const value = valueOf(features, name);
    return value === null ? [] : [{ label: figureOf(name).label, value }];
  });
}

function isLevel(name: FigureName): boolean {
  const { unit, kind } = figureOf(name);
  return unit === "quote" && kind.is === "level" && kind.role !== "close";
}

/** Every figure that a claim is about, in whatever field it stands. */
function figuresIn(claim: unknown): readonly FigureName[] {
  if (typeof claim === "string") return isFigureName(claim) ? [claim] : [];
  if (typeof claim !== "object" || claim === null) return [];
  return Object.values(claim).flatMap(figuresIn);
}

/** A figure stands among those of one series, or of one of several. */
function valueOf(features: unknown, name: FigureName): number | null {
  for (const each of [features, ...Object.values(Object(features))]) {
    const value: unknown = Reflect.get(Object(each), name);
    if (typeof value === "number" && Number.isFinite(value)) return value;
  }
  return null;
}
