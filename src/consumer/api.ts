import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { randomUUID } from "node:crypto";
import { type ErrorCode, ServiceError, toServiceError } from "../platform/errors.ts";
import { parseJson } from "../platform/http.ts";
import { composeApi } from "./compose-api.ts";
import { deadlineOf, type InvocationContext } from "./invocation-context.ts";
import { keepService } from "./kept-service.ts";
import { parsePayload, type Payload } from "./payload.ts";

const invocationTime = { reserveMs: 500, defaultMs: 10_000 };

/** Seconds after which a request that could not be queued is worth another try. */
const retryAfterSeconds = 5;

const kept = keepService({ functionName: "api", environment: process.env, compose: composeApi });

/**
 * The Lambda function behind `POST /prompts` (HTTP API, payload format 2.0): checks the payload, gives it a correlation id
 * if it has none, and puts it on the queue. A `correlation_id` of null is none, as serializers write what is not set; a blank
 * one is a mistake, since its sender believes to have named the request.
 *
 * It answers 202 with `{correlation_id}`, and everything else with `{error, problems}`: 400 with every problem, 503 with
 * `retry-after` if the queue does not take the request within the function's time, 500 for any other reason, which only the
 * log tells. Once there is a correlation id, the header `x-correlation-id` has it: a request that is repeated with it is
 * answered once, also if the queue had taken it after all.
 */
export async function handler(
  event: APIGatewayProxyEventV2,
  context: InvocationContext = {},
): Promise<APIGatewayProxyStructuredResultV2> {
  using deadline = deadlineOf(context, invocationTime);
  // A start that failed has been logged; asking again would start it again.
  const service = await kept.get().catch(() => null);
  if (service === null) return failed;
  const logger = service.logger.child({ request_id: context.awsRequestId });
  let payload: Payload;
  try {
    payload = readPayload(event);
  } catch (thrown) {
    const error = toServiceError(thrown);
    const { code, message, details } = error;
    if (code !== "PAYLOAD_INVALID" && code !== "PAYLOAD_NOT_JSON") {
      logger.error("request_not_read", { error });
      return failed;
    }
    // Its problems quote what was sent, and that is not ours to keep.
    logger.info("request_rejected", { code });
    return refusal(400, code, Array.isArray(details["problems"]) ? details["problems"] : [message]);
  }
  const { correlation_id, product_id, prompt } = payload;
  const headers = { "x-correlation-id": correlation_id };
  try {
    const body = JSON.stringify(payload);
    await service.queue.send({ queueUrl: service.queueUrl, body, groupId: product_id }, deadline.signal);
    logger.info("request_enqueued", { correlation_id, product_id, prompt });
    return answer(202, { correlation_id }, headers);
  } catch (error) {
    logger.error("request_not_enqueued", { correlation_id, product_id, prompt, error });
    const problems = ["The request could not be queued; repeat it with the same correlation_id"];
    return refusal(503, "QUEUE_UNAVAILABLE", problems, { ...headers, "retry-after": String(retryAfterSeconds) });
  }
}

function readPayload({ body = "", isBase64Encoded }: APIGatewayProxyEventV2): Payload {
  if (body === "") throw new ServiceError("PAYLOAD_NOT_JSON", "The body is empty; it must be a JSON object");
  const value = parseJson(isBase64Encoded ? decodeBase64(body) : body);
  if (value === undefined) throw new ServiceError("PAYLOAD_NOT_JSON", "The body is not JSON");
  return parsePayload(withCorrelationId(value));
}

/** The text of a body that the gateway encoded; what is not UTF-8 is no JSON, and must not become some by replacing it. */
function decodeBase64(body: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(body, "base64"));
  } catch {
    return "";
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
