import type { Clock } from "../../platform/clock.ts";
import { errorCodeOf } from "../../platform/describe-error.ts";
import type { ServiceError } from "../../platform/errors.ts";
import { askedWaitMs } from "../asked-wait.ts";
import { type ModelErrorCode, modelError, quoteServer, statusErrorCode } from "../model-error.ts";

/** Names that say more than their status does, or come without one. ECS has 400 for nearly everything, throttling too. */
const codeByName: ReadonlyMap<string, ModelErrorCode> = new Map([
  ["Throttling", "MODEL_UNAVAILABLE"],
  ["ThrottlingException", "MODEL_UNAVAILABLE"],
  ["ServiceQuotaExceededException", "MODEL_UNAVAILABLE"],
  ["AccessDeniedException", "MODEL_MISCONFIGURED"],
  ["ClusterNotFoundException", "MODEL_MISCONFIGURED"],
  ["ServiceNotFoundException", "MODEL_MISCONFIGURED"],
  ["ServiceNotActiveException", "MODEL_MISCONFIGURED"],
  ["CredentialsProviderError", "MODEL_MISCONFIGURED"],
  ["TokenProviderError", "MODEL_MISCONFIGURED"],
  ["EndpointError", "MODEL_MISCONFIGURED"],
]);

/**
 * Turns what the SDK threw into a provider's error, by its name and HTTP status; its `$fault` is "client" even for
 * throttling and says nothing. Without a status the request never got an answer.
 *
 * What the service said is kept as one line and its error object is not: that one can repeat the signed request.
 *
 * @param awsService what was asked, as the message names it.
 * @param clock says how far off the date of a `Retry-After` is. Default `Date.now`.
 */
export function awsFailure(
  awsService: "Bedrock" | "ECS",
  error: unknown,
  signal: AbortSignal,
  clock?: Clock,
): ServiceError {
  if (signal.aborted) return modelError("MODEL_UNAVAILABLE", `The time was up before ${awsService} answered`);
  const name = error instanceof Error ? error.name : typeof error;
  const message = quoteServer(error instanceof Error ? error.message : String(error));
  const status = httpStatusOf(error);
  const details = { name, ...(status === undefined ? {} : { status }) };
  if (status !== undefined && status >= 300) {
    const code = codeByName.get(name) ?? statusErrorCode(status);
    const retryAfterMs = code === "MODEL_UNAVAILABLE" ? askedWaitMs(retryAfterOf(error), message, clock) : undefined;
    return modelError(code, `${awsService} answered ${status} ${name}: ${message}`, {
      details: { ...details, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
    });
  }
  if (status !== undefined) {
    return modelError("MODEL_ANSWER_INCOMPLETE", `${awsService}'s answer can't be read: ${name}: ${message}`, {
      details,
    });
  }
  const code = errorCodeOf(error) === "ERR_INVALID_URL" ? "MODEL_MISCONFIGURED" : codeByName.get(name);
  return modelError(code ?? "MODEL_UNAVAILABLE", `${awsService} gave no answer: ${name}: ${message}`, {
    cause: error,
    details,
  });
}

/** The header of the answer that the SDK hangs, unseen, on its errors. */
function retryAfterOf(error: unknown): string | null {
  const response: unknown = Reflect.get(Object(error), "$response");
  const header: unknown = Reflect.get(Object(Reflect.get(Object(response), "headers")), "retry-after");
  return typeof header === "string" ? header : null;
}

function httpStatusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("$metadata" in error)) return undefined;
  const metadata = error.$metadata;
  if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) return undefined;
  return typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : undefined;
}
