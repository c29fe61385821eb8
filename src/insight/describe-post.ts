import * as z from "zod/mini";
import { figureOf, type FigureName, isFigureName } from "../features/index.ts";
import { type CandleSet, granularitySeconds } from "../market/candle.ts";
import type { Deadline } from "../platform/deadline.ts";
import type { Logger } from "../platform/logger.ts";
import type { Generation } from "./generation.ts";
import type { InsightRequest } from "./insight-request.ts";
import type { DescribePost } from "./ports.ts";
import type { ChartFacts } from "./post-facts.ts";
import type { RememberedCandles } from "./remembered-candles.ts";

const marketSchema = z.object({
  source: z.string(),
  count: z.number(),
  window_end: z.optional(z.number()),
  as_of: z.number(),
  sha256: z.string(),
});

const sentenceSchema = z.object({ verdict: z.string(), claims: z.array(z.unknown()) });

const marketsSchema = z.union([marketSchema, z.object({ series: z.record(z.string(), marketSchema) })]);
const groundingSchema = z.object({ sentences: z.array(sentenceSchema) });

/** What of a generation's facts a post tells. */
interface Facts {
  readonly model: string | null;
  readonly market: z.infer<typeof marketsSchema> | null;
  readonly features: unknown;
  readonly sentences: readonly z.infer<typeof sentenceSchema>[];
}

/** What an earlier version wrote otherwise is left out. */
function readFacts({ model, market, features, grounding }: Generation["facts"]): Facts {
  return {
    model: typeof model === "string" ? model : null,
    market: z.safeParse(marketsSchema, market).data ?? null,
    features,
    sentences: z.safeParse(groundingSchema, grounding).data?.sentences ?? [],
  };
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
    const facts = readFacts(generation.facts);
    const told = facts.sentences.filter(({ verdict }) => verdict === "true");
    const claims = told.flatMap((sentence) => sentence.claims);
    const market = marketOf(facts, request);
    return {
      productId: request.productId,
      prompt: request.promptType.name,
      outcome: generation.outcome,
      model: generation.outcome === "insight" ? facts.model : null,
      checked: market === null || claims.length === 0 ? null : { claims: claims.length, candles: market.count },
      chart: await chartOf({ request, generation, facts, claims }, { deadline, logger }),
    };
  };

  async function chartOf(
    { request, generation, facts, claims }: Described,
    { deadline, logger }: { readonly deadline: Deadline; readonly logger: Logger },
  ): Promise<ChartFacts | null> {
    const market = marketOf(facts, request);
    if (market === null || market.count === 0 || generation.outcome === "refusal") return null;
    const [{ granularity, windowSeconds }] = request.promptType.series;
    const to = market.window_end ?? market.as_of;
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
        levels: levelsOf(claims, facts),
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
  /** Of the sentences that hold. */
  readonly claims: readonly unknown[];
}

type Market = z.infer<typeof marketSchema>;

/** The candles of the first series: the shortest ones, whose newest dates the text. */
function marketOf({ market }: Facts, { promptType }: InsightRequest): Market | null {
  if (market === null || !("series" in market)) return market;
  return market.series[promptType.series[0].name] ?? null;
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
function levelsOf(claims: readonly unknown[], { features }: Facts): ChartFacts["levels"] {
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
