import type { ModelDetails } from "../platform/error-details.ts";
import { ServiceError, type ServiceErrorOf } from "../platform/errors.ts";
import { isTransientStatus } from "../platform/http/http.ts";

/** The codes that a provider's errors carry; see {@link ModelProvider} for what each means. */
export type ModelErrorCode = "MODEL_UNAVAILABLE" | "MODEL_MISCONFIGURED" | "MODEL_ANSWER_INCOMPLETE" | "MODEL_REFUSED";

const maxQuoted = 300;
const maxRead = 4_000;
/** A failed dependency is how Bedrock reports a model that failed; 499 how Ollama reports a request that was cancelled. */
const transientModelStatuses: ReadonlySet<number> = new Set([424, 499]);

/** Makes a provider's error. Only `MODEL_UNAVAILABLE` is retryable. */
export function modelError(
  code: ModelErrorCode,
  message: string,
  options: { readonly cause?: unknown; readonly details?: ModelDetails } = {},
): ServiceErrorOf<ModelErrorCode> {
  return new ServiceError(code, message, { ...options, retryable: code === "MODEL_UNAVAILABLE" });
}

/** Whether an error is a provider's. */
export function isModelError(error: ServiceError): error is ServiceErrorOf<ModelErrorCode> {
  return (
    error.code === "MODEL_UNAVAILABLE" ||
    error.code === "MODEL_MISCONFIGURED" ||
    error.code === "MODEL_ANSWER_INCOMPLETE" ||
    error.code === "MODEL_REFUSED"
  );
}

/** What the error status of a model's server says: not ready now, or not as it is configured. */
export function statusErrorCode(status: number): "MODEL_UNAVAILABLE" | "MODEL_MISCONFIGURED" {
  return isTransientStatus(status) || transientModelStatuses.has(status) ? "MODEL_UNAVAILABLE" : "MODEL_MISCONFIGURED";
}

/**
 * A server's own words as one short line: markup, further lines and `secrets` left out. A signature error of AWS, for one,
 * repeats the whole request on its further lines, session token included.
 */
export function quoteServer(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  for (const secret of secrets) clean = clean.replaceAll(secret, "[secret]");
  const words = clean
    .slice(0, maxRead)
    .replaceAll(/<[^<>]*>/gu, " ")
    .trim();
  const [firstLine = ""] = words.split(/[\r\n]/u);
  return firstLine.replaceAll(/\s+/gu, " ").trim().slice(0, maxQuoted);
}
