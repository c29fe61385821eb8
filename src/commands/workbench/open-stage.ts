import { createCoinbaseCandles } from "../../market/coinbase/coinbase-candles.ts";
import { describeSetting, settings } from "../../platform/config/settings.ts";
import type { OperatorTarget } from "../kit/operator-target.ts";
import type { ReceiptBucket } from "../kit/receipts/with-receipts.ts";
import { type OpenedWorkbench, openWorkbench } from "./open-workbench.ts";
import type { ModelPrices } from "./insights/prices.ts";

/** What of a stage is shown. */
export interface StageOptions {
  readonly target: OperatorTarget;
  readonly bucket: ReceiptBucket;
  readonly prices: ModelPrices;
  readonly days: number;
  readonly products: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly port?: number | undefined;
}

/** Opens a stage, read-only: AWS is asked for what is there, and nothing is started, received or changed. */
export async function openStage(options: StageOptions): Promise<OpenedWorkbench> {
  const { target, environment } = options;
  const { name } = settings.coinbaseUrl;
  const url = (environment[name] ?? "") || (describeSetting(name).default ?? "");
  const about = { isLocal: false, label: `stage ${target.stage}`, market: null, model: null, markets: [], models: [] };
  return await openWorkbench({
    ...options,
    about: { ...about, products: options.products },
    fetchCandles: createCoinbaseCandles({ url }),
  });
}
