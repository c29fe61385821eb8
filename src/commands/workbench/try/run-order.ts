import * as z from "zod/mini";
import { grammars } from "../../../consumer/events/payload.ts";
import { promptNames } from "../../../prompts/registry.ts";

/** What a run is told to do, checked. */
export interface RunOrder {
  readonly productId: string;
  readonly prompt: string;
  /** As `WorkbenchView.markets` has it. */
  readonly market: string;
  /** When the text is written, UNIX seconds; null: now, or the end of what was recorded. */
  readonly atSeconds: number | null;
  /** As `WorkbenchView.models` has it: `stack`, `plain`, `typed`, or `ollama:NAME` and `bedrock:ID`. */
  readonly model: string;
  /** What the model is taken to have written, where the model is `typed`. */
  readonly text: string | null;
  readonly draft: { readonly system: string; readonly user: string } | null;
  /** Whether the request goes through the queue of the local stack, and is posted to its inbox. */
  readonly post: boolean;
}

const orderSchema = z.object({
  product_id: z.string(),
  prompt: z.string(),
  market: z.optional(z.string()),
  at: z.optional(z.nullable(z.string())),
  model: z.optional(z.string()),
  text: z.optional(z.nullable(z.string())),
  draft: z.optional(z.nullable(z.object({ system: z.string(), user: z.string() }))),
  post: z.optional(z.boolean()),
});

const maxTextCharacters = 20_000;

/** A body that can't be followed. Its message names the field and what is allowed. */
export class OrderError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "OrderError";
  }
}

/**
 * Reads the body of `POST /api/runs`.
 *
 * @throws OrderError.
 */
export function readRunOrder(body: unknown): RunOrder {
  const read = z.safeParse(orderSchema, body);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new OrderError(`${issue?.path.join(".") ?? "The body"}: ${issue?.message ?? "it can't be read"}`);
  }
  const { product_id, prompt, market = "stack", model = "stack", text = null, draft = null, post = false } = read.data;
  if (!grammars.product_id.pattern.test(product_id)) {
    throw new OrderError(`product_id ${JSON.stringify(product_id)} is not allowed: ${grammars.product_id.allowed}`);
  }
  if (!promptNames.includes(prompt)) {
    throw new OrderError(`prompt ${JSON.stringify(prompt)} is not known; known prompts: ${promptNames.join(", ")}`);
  }
  if (model === "typed" && (text === null || text.trim() === ""))
    throw new OrderError("text is missing: type what is to be judged");
  for (const [name, value] of [
    ["text", text],
    ["draft.system", draft?.system],
    ["draft.user", draft?.user],
  ] as const) {
    if ((value?.length ?? 0) > maxTextCharacters)
      throw new OrderError(`${name} has more than ${maxTextCharacters} characters`);
  }
  if (post && (draft !== null || model !== "stack" || market !== "stack" || (read.data.at ?? null) !== null)) {
    throw new OrderError("post: what goes through the stack has the stack's own market and model, and no draft");
  }
  return {
    productId: product_id,
    prompt,
    market,
    model,
    text,
    draft,
    post,
    atSeconds: readMoment(read.data.at ?? null),
  };
}

function readMoment(at: string | null): number | null {
  if (at === null || at === "") return null;
  // A browser's field for a time says nothing of a zone; the page says UTC.
  const ms = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(at) ? Date.parse(`${at.slice(0, 16)}:00Z`) : Number.NaN;
  if (Number.isNaN(ms)) throw new OrderError(`at ${JSON.stringify(at)} is not a time such as 2026-11-20T12:00 (UTC)`);
  return ms / 1_000;
}
