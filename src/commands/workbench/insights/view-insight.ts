import {
  figureOf,
  type Features,
  type FigureName,
  formatFigures,
  isFigureName,
  joinFeatures,
} from "../../../features/index.ts";
import { findPromptType } from "../../../prompts/registry.ts";
import type { PromptType } from "../../../prompts/prompt-type.ts";
import {
  areFeatures,
  figuresOf,
  marketsOf,
  type ReceiptReading,
  readReceiptValue,
  timeOf,
} from "../../kit/receipts/receipt-reading.ts";
import type { ChartView, FigureView, InsightView } from "../views/insight-view.ts";
import type { CandleFinder } from "./candle-finder.ts";
import { drawnAs } from "./chart-lines.ts";
import { drawCharts } from "./draw-charts.ts";
import { judgeAnswers } from "./judge-answers.ts";
import { costOf, type ModelPrices } from "./prices.ts";
import { timeLineOf } from "./time-line.ts";

/** What a view is made with. */
export interface ViewOptions {
  readonly finder: CandleFinder;
  readonly prices: ModelPrices;
  /** The prompt that it was written by; default: the registered one of that name. */
  readonly promptType?: PromptType | undefined;
  /** The command that tells a request in a terminal; absent for a trial. */
  readonly commandOf?: ((correlationId: string) => string) | undefined;
}

/** Makes the whole view of a receipt, or of what would be one; null where the value is none. */
export async function viewInsight(
  key: string | null,
  content: unknown,
  options: ViewOptions,
): Promise<InsightView | null> {
  const receipt = readReceiptValue(content);
  if (receipt === null) return null;
  const promptType = options.promptType ?? findPromptType(receipt.prompt ?? "") ?? null;
  const features = featuresOf(receipt);
  const charts =
    promptType === null || features === null
      ? []
      : await drawCharts(content, receipt, { promptType, features, finder: options.finder });
  const productId = receipt.product_id ?? "";
  const by = promptType === null || features === null ? null : { promptType, productId, features };
  const { delivered, usage, correlation_id: correlationId } = receipt;
  return {
    key,
    correlationId: correlationId ?? "",
    productId,
    prompt: receipt.prompt ?? "",
    promptVersion: receipt.prompt_version,
    outcome: receipt.outcome ?? "unknown",
    time: timeOf(receipt),
    reason: receipt.reason === null ? null : { code: receipt.reason.code ?? "", message: receipt.reason.message ?? "" },
    markets: marketsOf(receipt).map(describeMarket),
    charts,
    figures: figuresOf(receipt).flatMap(({ name, figures }) => viewFigures(name, figures, charts, productId)),
    system: receipt.system_text,
    user: receipt.prompt_text,
    answers: judgeAnswers(receipt, by),
    posted: delivered === null ? null : receipt.insight,
    channel: delivered?.channel ?? receipt.channel,
    receiver: delivered?.to ?? "the Assistant",
    watch: describeWatch(receipt),
    status: delivered?.status ?? null,
    postedAt: delivered?.at ?? null,
    unposted: delivered === null ? (receipt.unposted_text ?? receipt.insight) : null,
    steps: timeLineOf(receipt),
    totalMs: receipt.timings_ms["total"] ?? null,
    coalesced: receipt.coalesced,
    provider: receipt.provider,
    model: receipt.model,
    inputTokens: usage?.input_tokens ?? null,
    outputTokens: usage?.output_tokens ?? null,
    costUsd: costOf(receipt, options.prices),
    command: correlationId === null ? null : (options.commandOf?.(correlationId) ?? null),
  };
}

function featuresOf(receipt: ReceiptReading): Features | null {
  const series = figuresOf(receipt).flatMap(({ figures }) => (areFeatures(figures) ? [figures] : []));
  return series.length === 0 ? null : joinFeatures(series);
}

function describeWatch({ watch }: ReceiptReading): string | null {
  if (watch === null) return null;
  const said = watch.changes.flatMap((change) => change.said ?? []);
  const changes = said.length === 0 ? "" : `: ${said.join("; ")}`;
  return `${watch.name ?? "?"}, posts ${watch.post ?? "?"}${changes}`;
}

function describeMarket({ name, market }: ReturnType<typeof marketsOf>[number]): string {
  const length = name === null ? "" : `${name}: `;
  const asOf =
    market.as_of === null
      ? ""
      : `, as of ${new Date(market.as_of * 1_000).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const notes = [market.fallback_reason, ...market.notes].filter((note) => note !== null);
  const told = notes.length === 0 ? "" : ` (${notes.join("; ")})`;
  return `${length}${market.count ?? "?"} of ${market.expected ?? "?"} candles, ${market.source ?? "unknown source"}${asOf}${told}`;
}

function viewFigures(
  series: string | null,
  figures: Readonly<Record<string, unknown>>,
  charts: readonly ChartView[],
  productId: string,
): readonly FigureView[] {
  const texts: Readonly<Partial<Record<FigureName, string | null>>> = areFeatures(figures)
    ? formatFigures(figures)
    : {};
  return Object.keys(figures)
    .filter(isFigureName)
    .map((name) => {
      const { label, unit, source } = figureOf(name);
      const text = texts[name] ?? null;
      return {
        name,
        label,
        text: text === null ? null : withUnit(text, unit, productId),
        series,
        drawn: drawnAs(name, charts),
        source,
      };
    });
}

function withUnit(text: string, unit: string, productId: string): string {
  const [base = "", ...rest] = productId.split("-");
  if (unit === "percent") return `${text} %`;
  if (unit === "quote") return `${text} ${rest.at(-1) ?? ""}`.trimEnd();
  return unit === "base" ? `${text} ${base}` : text;
}
