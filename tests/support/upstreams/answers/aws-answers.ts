import type { Fault } from "../../../../src/emulators/http-server.ts";

/** An answer of an AWS service in place of a good one, and whether it is a failure of the service's, not a refusal. */
export type AwsAnswer = readonly [name: string, fault: () => Fault, isFailure: boolean];

const json = (status: number, type: string, message: string) => (): Fault => ({
  kind: "status",
  status,
  headers: { "content-type": "application/x-amz-json-1.0" },
  body: JSON.stringify({ __type: `com.amazonaws.service#${type}`, message }),
});

const xml = (status: number, code: string, message: string) => (): Fault => ({
  kind: "status",
  status,
  headers: { "content-type": "application/xml" },
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});

const drop = (): Fault => ({ kind: "drop" });

/** What DynamoDB is known to answer of a table that can't be used. */
export const dynamodbAnswers: readonly AwsAnswer[] = [
  ["AccessDeniedException", json(400, "AccessDeniedException", "User is not authorized to perform this"), false],
  ["a KMS key without a right", json(400, "AccessDeniedException", "KMS key access denied error"), false],
  ["ResourceNotFoundException", json(400, "ResourceNotFoundException", "Requested resource not found"), false],
  ["ThrottlingException", json(400, "ThrottlingException", "Rate exceeded"), true],
  [
    "ProvisionedThroughputExceededException",
    json(400, "ProvisionedThroughputExceededException", "The level of throughput was exceeded"),
    true,
  ],
  ["InternalServerError", json(500, "InternalServerError", "Internal server error"), true],
  ["503", json(503, "ServiceUnavailable", "Service unavailable"), true],
  ["a lost connection", drop, true],
];

/** What S3 is known to answer of a bucket that can't be used. */
export const s3Answers: readonly AwsAnswer[] = [
  ["AccessDenied", xml(403, "AccessDenied", "Access Denied"), false],
  ["a disabled KMS key", xml(400, "KMS.DisabledException", "The key is disabled"), false],
  ["NoSuchBucket", xml(404, "NoSuchBucket", "The specified bucket does not exist"), false],
  ["InternalError", xml(500, "InternalError", "We encountered an internal error"), true],
  ["SlowDown", xml(503, "SlowDown", "Please reduce your request rate"), true],
  ["a lost connection", drop, true],
];

/** What Parameter Store is known to answer in place of values. */
export const ssmAnswers: readonly AwsAnswer[] = [
  ["AccessDeniedException", json(400, "AccessDeniedException", "User is not authorized to perform this"), false],
  ["InvalidKeyId", json(400, "InvalidKeyId", "The key is disabled"), false],
  ["ThrottlingException", json(400, "ThrottlingException", "Rate exceeded"), true],
  ["InternalServerError", json(500, "InternalServerError", "Internal server error"), true],
  ["a lost connection", drop, true],
];
