import { S3Client } from "@aws-sdk/client-s3";
import type { WhyArguments } from "./why-arguments.ts";

/** Whoever waits at a terminal wants to know soon that nobody answers. */
const timeouts = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true } as const;

const loopbackHosts = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * Makes the client that reads receipts: with the SDK's usual credentials, region and endpoint variables, or at an endpoint
 * that is given. The embedded stack, on loopback, takes any credentials, so it gets made-up ones and never the user's.
 */
export function createReceiptClient(
  endpoint: WhyArguments["endpoint"],
  environment: Readonly<Record<string, string | undefined>>,
): S3Client {
  const common = { requestHandler: timeouts, followRegionRedirects: true };
  if (endpoint === null) {
    const ownEndpoint = environment["AWS_ENDPOINT_URL_S3"] ?? environment["AWS_ENDPOINT_URL"] ?? "";
    return new S3Client({ ...common, forcePathStyle: ownEndpoint !== "" });
  }
  const isLoopback = loopbackHosts.has(endpoint.hostname);
  return new S3Client({
    ...common,
    endpoint: endpoint.href,
    forcePathStyle: true,
    region: environment["AWS_REGION"] ?? "us-east-1",
    ...(isLoopback ? { credentials: { accessKeyId: "local", secretAccessKey: "local" } } : {}),
  });
}
