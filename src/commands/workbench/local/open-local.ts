import * as z from "zod/mini";
import type { Stack } from "../../../emulators/stack.ts";
import { defaultRegion } from "../../../platform/config/deployed-names.ts";
import { settings } from "../../../platform/config/settings.ts";
import { parseJson } from "../../../platform/http/http.ts";
import type { OperatorTarget } from "../../kit/operator-target.ts";
import { createReceiptClient } from "../../kit/receipts/receipt-bucket.ts";
import { newRequest, type Runner } from "../../start/run-requests.ts";
import { formatStep } from "../../start/story.ts";
import { type OpenedWorkbench, openWorkbench } from "../open-workbench.ts";
import type { ModelPrices } from "../insights/prices.ts";
import type { PageFiles } from "../server/bundle-page.ts";
import { createRuns, type PostedRun } from "../try/runs.ts";
import type { RunOrder } from "../try/run-order.ts";
import { fetchFromMarket } from "./market-fetch.ts";
import type { ServedCandles } from "./served-candles.ts";
import { fetchLive, openTryMarkets } from "./try-markets.ts";

/** The stack of this machine, and what it was started with. */
export interface LocalOptions {
  readonly stack: Stack;
  readonly runner: Pick<Runner, "run">;
  /** Null where the stack asks Coinbase itself. */
  readonly served: ServedCandles | null;
  readonly marketLabel: string;
  /** The files that the market replays. */
  readonly marketPaths: readonly string[];
  readonly modelLabel: string;
  /** What the function is given to reach its model. */
  readonly modelEnvironment: Readonly<Record<string, string>>;
  readonly productIds: readonly string[];
  readonly prices: ModelPrices;
  readonly days: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly port?: number | undefined;
  readonly page?: PageFiles | undefined;
}

/** A workbench on the local stack. */
export interface LocalWorkbench extends OpenedWorkbench {
  /** Takes a line of the function's log: what it tells is shown at once. */
  see(logLine: string): void;
}

const lineSchema = z.object({
  event: z.string(),
  correlation_id: z.optional(z.string()),
  key: z.optional(z.string()),
});

const runPatienceMs = 120_000;
const wellKnownProducts = ["BTC-USD", "ETH-USD", "SOL-USD", "XRP-USD", "DOGE-USD", "SHIB-USD", "LTC-USD"];

/** Opens the workbench on the stack of this machine. */
export async function openLocal(options: LocalOptions): Promise<LocalWorkbench> {
  const { stack, served, runner, environment, modelEnvironment } = options;
  const endpoint = new URL(stack.awsUrl);
  const target: OperatorTarget = { stage: "local", region: defaultRegion, endpoint };
  const client = createReceiptClient({ endpoint, region: defaultRegion }, {});
  const bucketName = stack.environment[settings.bucketName.name] ?? "";
  const fetchCandles = served === null ? fetchLive(environment) : fetchFromMarket(served.data);
  const markets = await openTryMarkets({ label: options.marketLabel, fetchCandles }, options.marketPaths, environment);
  const stackModel = modelOf(modelEnvironment);
  const stepsOf = new Map<string, (text: string) => void>();

  async function post(order: RunOrder, onStep: (text: string) => void): Promise<PostedRun> {
    const request = newRequest(order.productId, order.prompt);
    stepsOf.set(request.correlation_id, onStep);
    try {
      const end = await runner.run(request, AbortSignal.timeout(runPatienceMs), { goesOn: () => true });
      if (end.kind === "delivered") {
        const keys = await stack.listObjects(`insights/${order.productId}/`);
        const key = keys.find((each) => each.includes(`/${request.correlation_id}.`)) ?? null;
        return { key, content: end.receipt, problem: null };
      }
      const why = end.kind === "unfinished" ? `it ended while ${end.reached}` : "it is a dead letter now";
      return { key: null, content: null, problem: `Nothing was delivered: ${why}` };
    } finally {
      stepsOf.delete(request.correlation_id);
    }
  }

  const opened = await openWorkbench({
    about: {
      isLocal: true,
      label: "local stack",
      market: options.marketLabel,
      model: options.modelLabel,
      products: [...new Set([...options.productIds, ...wellKnownProducts])],
      markets: markets.map(({ id, label }) => ({ id, label })),
      models: [
        { id: "stack", label: `the stack's: ${options.modelLabel}` },
        { id: "typed", label: "a text typed by hand" },
        ...(stackModel === "plain" ? [] : [{ id: "plain", label: "none, the plain insight" }]),
      ],
    },
    target,
    bucket: { client, bucketName },
    prices: options.prices,
    days: options.days,
    fetchCandles,
    served: served === null ? undefined : (query, sha256) => served.find(query, sha256),
    openRuns: ({ finder, prices, hub, clock }) =>
      createRuns({
        view: { finder, prices },
        markets,
        stackModel,
        environment: { ...environment, ...modelEnvironment },
        post,
        clock,
        onChange: (run) => hub.send({ is: "run", run }),
      }),
    environment: { ...environment, ...stack.environment },
    port: options.port,
    page: options.page,
  }).catch((error: unknown) => {
    client.destroy();
    throw error;
  });

  return {
    ...opened,
    see(logLine) {
      const line = z.safeParse(lineSchema, parseJson(logLine)).data;
      if (line === undefined) return;
      const step = formatStep(logLine);
      if (step !== null) stepsOf.get(line.correlation_id ?? "")?.(step.trim().replace(/^\S+ +\S+ +/, ""));
      if (line.event === "receipt_written" && line.key !== undefined) opened.parts.index.add(line.key);
      if (line.event === "request_dead_lettered") opened.parts.hub.send({ is: "letters" });
    },
    async stop() {
      await opened.stop();
      client.destroy();
    },
  };
}

/** The model of a function's settings, as `--model` of `npm run replay` names it. */
function modelOf(environment: Readonly<Record<string, string>>): string {
  const provider = environment[settings.providers.name];
  if (provider === "ollama") return `ollama:${environment[settings.ollamaModel.name] ?? ""}`;
  if (provider === "openai") return `openai:${environment[settings.openaiModel.name] ?? ""}`;
  return provider === "bedrock" ? `bedrock:${environment[settings.bedrockModelId.name] ?? ""}` : "plain";
}
