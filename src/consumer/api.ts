import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { randomUUID } from "node:crypto";
import { type ErrorCode, ServiceError, toServiceError } from "../platform/errors.ts";
import { callerOf } from "./events/caller.ts";
import { type ApiService, composeApi } from "./wiring/compose-api.ts";
import { deadlineOf, type InvocationContext } from "./wiring/invocation-context.ts";
import { keepService } from "./wiring/kept-service.ts";
import { callerName } from "./events/message-attributes.ts";
import { isHttpEvent, nameEvent, type UnknownFields } from "./events/name-event.ts";
import { parseText } from "./events/open-envelopes.ts";
import { parsePayload, type Payload } from "./events/payload.ts";
import { publicError } from "./events/public-error.ts";

const invocationTime = { reserveMs: 500, defaultMs: 10_000 };

/** Seconds after which a request that could not be queued is worth another try. */
const retryAfterSeconds = 5;

const kept = keepService({ functionName: "api", environment: process.env, compose: composeApi });

/**
 * The Lambda function behind `POST /prompts` (HTTP API, payload format 2.0): checks the payload, gives it a correlation id
 * if it has none, and puts it on the queue. A `correlation_id` of null is none, as serializers write what is not set; a blank
 * one is a mistake, since its sender believes to have named the request.
 *
 * The caller, as its token names it, goes with the request: what others ask for under the same correlation id is another
 * request. It may post to the channels that the setting names.
 *
 * It answers 202 with `{correlation_id}`, and everything else with `{error, problems}`: 400 with every problem, 403 for
 * another channel or a token that names nobody, 503 with `retry-after` if the queue does not take the request within the
 * function's time, 500 for any other reason, which only the log tells. Once there is a correlation id, the header
 * `x-correlation-id` has it: a request that is repeated with it is answered once, also if the queue had taken it after all.
 *
 * An event that is no HTTP request of that form ends the invocation with an error that names it, `EVENT_UNSUPPORTED`.
 */
export async function handler(
  event: unknown,
  context: InvocationContext = {},
): Promise<APIGatewayProxyStructuredResultV2> {
  using deadline = deadlineOf(context, invocationTime);
  // A start that failed has been logged; asking again would start it again.
  const service = await kept.get().catch(() => null);
  const logger = service?.logger.child({ request_id: context.awsRequestId }) ?? null;
  if (!isHttpEvent(event)) {
    const error = new ServiceError(
      "EVENT_UNSUPPORTED",
      `The event is ${nameEvent(event) ?? "of no known form"}; ${taken}`,
    );
    logger?.error("invocation_failed", { error });
    throw publicError(error);
  }
  if (service === null || logger === null) return failed;
  let request: { readonly payload: Payload; readonly caller: string };
  try {
    request = readRequest(event, service);
  } catch (thrown) {
    const error = toServiceError(thrown);
    const { code, message } = error;
    const status = statusOf(code);
    if (status === null) {
      logger.error("request_not_read", { error });
      return failed;
    }
    // Its problems quote what was sent, and that is not ours to keep.
    logger.info("request_rejected", { code });
    return refusal(status, code, problemsOf(error) ?? [message]);
  }
  const { payload, caller } = request;
  const { correlation_id, product_id, prompt } = payload;
  const headers = { "x-correlation-id": correlation_id };
  try {
    const message = { queueUrl: service.queueUrl, body: JSON.stringify(payload), groupId: product_id };
    await service.queue.send({ ...message, attributes: { [callerName]: caller } }, deadline.signal);
    logger.info("request_enqueued", { correlation_id, product_id, prompt });
    return answer(202, { correlation_id }, headers);
  } catch (error) {
    logger.error("request_not_enqueued", { correlation_id, product_id, prompt, error });
    const problems = ["The request could not be queued; repeat it with the same correlation_id"];
    return refusal(503, "QUEUE_UNAVAILABLE", problems, { ...headers, "retry-after": String(retryAfterSeconds) });
  }
}

const taken = "api takes the requests of an HTTP API, POST /prompts (payload format 2.0)";

/** The HTTP status of a refusal; null for what is no mistake of the caller's. */
function statusOf(code: ErrorCode): number | null {
  if (code === "PAYLOAD_INVALID" || code === "PAYLOAD_NOT_JSON") return 400;
  return code === "CHANNEL_NOT_ALLOWED" || code === "CALLER_UNKNOWN" ? 403 : null;
}

function problemsOf(error: ServiceError): readonly string[] | undefined {
  return error.code === "PAYLOAD_INVALID" || error.code === "CHANNEL_NOT_ALLOWED" ? error.details.problems : undefined;
}

function readRequest(
  event: UnknownFields,
  service: ApiService,
): { readonly payload: Payload; readonly caller: string } {
  const payload = readPayload(event);
  const channel = payload.channel ?? service.channel;
  if (!service.channels.includes(channel)) {
    const named =
      payload.channel === undefined || payload.channel === null ? "is missing" : `is ${JSON.stringify(channel)}`;
    const problems = [`channel ${named}; callers may post to ${service.channels.join(", ")}`];
    throw new ServiceError("CHANNEL_NOT_ALLOWED", problems.join(), { details: { problems } });
  }
  const caller = callerOf(event["requestContext"]);
  if (caller === null) {
    const message = "The token names no caller: it has neither sub nor azp, so that its requests would be anybody's";
    throw new ServiceError("CALLER_UNKNOWN", message);
  }
  return { payload, caller };
}

function readPayload({ body, isBase64Encoded }: UnknownFields): Payload {
  const given = typeof body === "string" ? body : "";
  if (given === "") throw new ServiceError("PAYLOAD_NOT_JSON", "The body is empty; it must be a JSON object");
  const text = isBase64Encoded === true ? decodeBase64(given) : given;
  if (text === null) throw new ServiceError("PAYLOAD_NOT_JSON", "The body is not JSON: it is not even UTF-8");
  const value = parseText(text);
  if (value === undefined) throw new ServiceError("PAYLOAD_NOT_JSON", "The body is not JSON");
  return parsePayload(withCorrelationId(value));
}

/** The text of a body that the gateway encoded; null for what is not UTF-8: it must not become JSON by replacing it. */
function decodeBase64(body: string): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(body, "base64"));
  } catch {
    return null;
  }
}

function withCorrelationId(body: unknown): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  const given: unknown = Reflect.get(body, "correlation_id");
  return given === undefined || given === null ? { ...body, correlation_id: randomUUID() } : body;
}

const failed = refusal(500, "INTERNAL", ["The request failed for a reason that the log tells"]);

function refusal(
  statusCode: number,
  error: ErrorCode,
  problems: readonly string[],
  headers: Readonly<Record<string, string>> = {},
): APIGatewayProxyStructuredResultV2 {
  return answer(statusCode, { error, problems }, headers);
}

function answer(
  statusCode: number,
  body: object,
  headers: Readonly<Record<string, string>>,
): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
}
