import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { randomUUID } from "node:crypto";
import { parseJson } from "../platform/http.ts";
import { toServiceError } from "../platform/errors.ts";
import { composeApi } from "./compose.ts";
import { parsePayload } from "./payload.ts";
import { keepService } from "./kept-service.ts";

const kept = keepService({ functionName: "api", environment: process.env, compose: composeApi });

/**
 * The Lambda function behind `POST /prompts` (HTTP API, payload format 2.0): checks the payload, gives it a correlation id
 * if it has none, and puts it on the queue. It answers 202 with the id, 400 with every problem, 503 if the queue can't take
 * it; of anything else only that it failed.
 */
export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  try {
    const { queue, queueUrl, logger } = await kept.get();
    const text = event.isBase64Encoded ? Buffer.from(event.body ?? "", "base64").toString("utf8") : (event.body ?? "");
    const body = parseJson(text);
    if (body === undefined) return answer(400, { error: "PAYLOAD_NOT_JSON", problems: ["The body is not JSON"] });
    const payload = parsePayload(withCorrelationId(body));
    await queue.send({ queueUrl, body: JSON.stringify(payload), groupId: payload.product_id });
    const { correlation_id, product_id, prompt } = payload;
    logger.info("request_enqueued", { correlation_id, product_id, prompt });
    return answer(202, { correlation_id });
  } catch (thrown) {
    const error = toServiceError(thrown);
    if (error.code === "PAYLOAD_INVALID") {
      return answer(400, { error: error.code, problems: error.details["problems"] ?? [error.message] });
    }
    // The start may be what failed, and with it the logger.
    const { logger } = await kept.get().catch(() => ({ logger: null }));
    logger?.error("request_not_enqueued", { error });
    return answer(error.retryable ? 503 : 500, { error: error.code });
  }
}

function withCorrelationId(body: unknown): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  return "correlation_id" in body ? body : { ...body, correlation_id: randomUUID() };
}

function answer(statusCode: number, body: object): APIGatewayProxyStructuredResultV2 {
  return { statusCode, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
