import { randomUUID } from "node:crypto";
import type { Clock } from "../../../platform/clock.ts";
import type { FetchCandles } from "../../../insight/ports.ts";
import { findPromptType } from "../../../prompts/registry.ts";
import { viewInsight, type ViewOptions } from "../insights/view-insight.ts";
import type { RunView } from "../views/work-views.ts";
import { draftOf, unknownFields } from "./draft-prompt.ts";
import { OrderError, type RunOrder } from "./run-order.ts";
import { openTryModel } from "./try-model.ts";
import { fetchOnce, tryOnce } from "./try-run.ts";

/** A market that texts are tried on. */
export interface TryMarket {
  readonly id: string;
  readonly label: string;
  readonly fetchCandles: FetchCandles;
  /** Where "now" is, milliseconds since the UNIX epoch, for a product. Default: the clock's. */
  readonly nowMs?: ((productId: string) => number) | undefined;
}

/** What became of a request that went through the stack. */
export interface PostedRun {
  readonly key: string | null;
  readonly content: unknown;
  readonly problem: string | null;
}

/** What runs are started with. */
export interface RunsOptions {
  readonly view: Pick<ViewOptions, "finder" | "prices">;
  readonly markets: readonly TryMarket[];
  readonly stackModel: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Sends a request through the stack's queue, and waits for its end. */
  readonly post: (order: RunOrder, onStep: (text: string) => void) => Promise<PostedRun>;
  readonly onChange: (run: string) => void;
  /** Default: the system's. */
  readonly clock?: Clock | undefined;
}

/** Starts runs and keeps what they came to. */
export interface Runs {
  /** @throws OrderError for an order that can't be followed. */
  start(order: RunOrder): string;
  find(id: string): RunView | null;
}

const maxRuns = 50;
const maxRunning = 4;

/** Makes a {@link Runs}. */
export function createRuns({
  view,
  markets,
  stackModel,
  environment,
  post,
  onChange,
  clock = Date.now,
}: RunsOptions): Runs {
  const runs = new Map<string, RunView>();

  function change(id: string, fields: Partial<RunView>): void {
    const before = runs.get(id);
    if (before === undefined) return;
    runs.set(id, { ...before, ...fields });
    onChange(id);
  }

  function prepare(id: string, order: RunOrder): () => Promise<Partial<RunView>> {
    const startedAtMs = clock();
    const note = (text: string): void => {
      const steps = [...(runs.get(id)?.steps ?? []), { atMs: clock() - startedAtMs, text }];
      change(id, { steps });
    };
    if (order.post) return async () => await posted(order, note);
    const promptType = findPromptType(order.prompt);
    const market = markets.find((each) => each.id === order.market);
    if (promptType === undefined) throw new OrderError(`prompt ${order.prompt} is not known`);
    if (market === undefined) {
      throw new OrderError(
        `market ${JSON.stringify(order.market)} is not known; known: ${markets.map((each) => each.id).join(", ")}`,
      );
    }
    const { draft, productId } = order;
    const unknown = draft === null ? [] : unknownFields(promptType, draft);
    if (unknown.length > 0)
      throw new OrderError(`draft: ${promptType.name} has no field {{${unknown.join("}}, {{")}}}`);
    const { model } = openTryModel(order, stackModel, environment);
    const fetchCandles = fetchOnce(market.fetchCandles, (query, set) => view.finder.keep(query, set));
    const atMs = order.atSeconds === null ? (market.nowMs?.(productId) ?? startedAtMs) : order.atSeconds * 1_000;
    const sides = [
      { name: "registered" as const, promptType, title: draft === null ? "" : "registered: " },
      ...(draft === null ? [] : [{ name: "draft" as const, promptType: draftOf(promptType, draft), title: "draft: " }]),
    ];
    return async () => {
      for (const { name, promptType: type, title } of sides) {
        const onStep = (text: string): void => note(`${title}${text}`);
        const receipt = await tryOnce({
          id: `${id}-${name}`,
          productId,
          promptType: type,
          model,
          fetchCandles,
          atMs,
          clock,
          onStep,
        });
        change(id, { [name]: await viewInsight(null, receipt, { ...view, promptType: type }) });
      }
      return { state: "done" };
    };
  }

  async function posted(order: RunOrder, note: (text: string) => void): Promise<Partial<RunView>> {
    const { key, content, problem } = await post(order, note);
    const registered = content === null ? null : await viewInsight(key, content, view);
    return { state: problem === null ? "done" : "failed", key, problem, registered };
  }

  return {
    start(order) {
      const running = [...runs.values()].filter(({ state }) => state === "running").length;
      if (running >= maxRunning) throw new OrderError(`${maxRunning} runs are under way: wait for one of them`);
      const id = randomUUID();
      const work = prepare(id, order);
      runs.set(id, { id, state: "running", steps: [], problem: null, registered: null, draft: null, key: null });
      const [oldest] = runs.keys();
      if (runs.size > maxRuns && oldest !== undefined) runs.delete(oldest);
      work().then(
        (fields) => change(id, fields),
        (error: unknown) =>
          change(id, { state: "failed", problem: error instanceof Error ? error.message : String(error) }),
      );
      return id;
    },
    find: (id) => runs.get(id) ?? null,
  };
}
