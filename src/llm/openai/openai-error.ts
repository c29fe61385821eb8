import type { ModelErrorCode } from "../model-error.ts";

/** The code or type of an error that says more than its status does. */
const codeByName: ReadonlyMap<string, ModelErrorCode> = new Map([
  // Comes with 429, as limits do that pass by themselves; these want somebody who pays.
  ["insufficient_quota", "MODEL_MISCONFIGURED"],
  ["billing_hard_limit_reached", "MODEL_MISCONFIGURED"],
  ["billing_not_active", "MODEL_MISCONFIGURED"],
  // Come with 400, as malformed requests do.
  ["content_filter", "MODEL_REFUSED"],
  ["content_policy_violation", "MODEL_REFUSED"],
]);

/**
 * What the body of a failure says beyond its status: undefined where the status says it all.
 *
 * @see https://platform.openai.com/docs/guides/error-codes
 */
export function codeOfOpenaiError(body: unknown): ModelErrorCode | undefined {
  const error: unknown = Reflect.get(Object(body), "error");
  const [code, type] = ["code", "type"].map((name): unknown => Reflect.get(Object(error), name));
  return [code, type].map((name) => (typeof name === "string" ? codeByName.get(name) : undefined)).find(Boolean);
}
