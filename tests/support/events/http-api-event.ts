import type { APIGatewayProxyEventV2 } from "aws-lambda";

/** A `POST /prompts` as API Gateway's HTTP API sends it (payload format 2.0). */
export function httpApiEvent(
  body: string | undefined,
  fields: Partial<APIGatewayProxyEventV2> = {},
): APIGatewayProxyEventV2 {
  return {
    version: "2.0",
    routeKey: "POST /prompts",
    rawPath: "/prompts",
    rawQueryString: "",
    headers: { "content-type": "application/json" },
    requestContext: {
      accountId: "000000000000",
      apiId: "api",
      domainName: "api.execute-api.us-east-1.amazonaws.com",
      domainPrefix: "api",
      http: { method: "POST", path: "/prompts", protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "curl/8" },
      requestId: "request",
      routeKey: "POST /prompts",
      stage: "$default",
      time: "22/Nov/2026:12:34:56 +0000",
      timeEpoch: 1_795_350_896_000,
    },
    ...(body === undefined ? {} : { body }),
    isBase64Encoded: false,
    ...fields,
  };
}
