import { GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect, it, onTestFinished } from "vitest";
import { awsClientOptions } from "../../../src/commands/kit/aws-client-options.ts";
import { startHttpServer } from "../../../src/emulators/http-server.ts";
import { type AskedOfAws, formatAwsFailure } from "../../../src/commands/kit/format-aws-failure.ts";

const asked: AskedOfAws = {
  service: "SQS",
  endpoint: null,
  denied: "denied access to queue prompts",
  rights: "sqs:GetQueueUrl on prompts",
};

async function told(type: string, status: number): Promise<string> {
  const body = { __type: `com.amazonaws.sqs#${type}`, message: `said\u001b[31m why\nand more` };
  const server = await startHttpServer(() => ({ status, body }));
  const client = new SQSClient({
    ...awsClientOptions({ endpoint: new URL(server.url), region: "us-east-2" }),
    maxAttempts: 1,
  });
  onTestFinished(async () => {
    client.destroy();
    await server.stop();
  });
  const failure: unknown = await client.send(new GetQueueUrlCommand({ QueueName: "x" })).catch((error) => error);
  return formatAwsFailure(failure, asked);
}

it.each([
  ["ExpiredTokenException", 403, "SQS does not accept the AWS credentials: ExpiredTokenException: said[31m why"],
  ["InvalidClientTokenId", 403, "SQS does not accept the AWS credentials: InvalidClientTokenId: said[31m why"],
  [
    "AccessDeniedException",
    400,
    "SQS denied access to queue prompts (AccessDeniedException): it takes sqs:GetQueueUrl",
  ],
  ["Forbidden", 403, "SQS denied access to queue prompts (Forbidden): it takes sqs:GetQueueUrl on prompts"],
  ["InternalFailure", 500, "SQS failed: InternalFailure: said[31m why"],
])("says in one printable line what %s with %i means", async (type, status, line) => {
  const text = await told(type, status);
  expect(text).toContain(line);
  expect(text).not.toMatch(/\p{Cc}/u);
});

it("says what is no error of AWS as it is", () => {
  const endpoint = new URL("http://127.0.0.1:2");
  expect(formatAwsFailure("odd", { ...asked, endpoint })).toBe("SQS at http://127.0.0.1:2 failed: Error: odd");
  const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
  expect(formatAwsFailure(refused, asked)).toBe("SQS can't be reached: ECONNREFUSED");
  const none = Object.assign(new Error("Could not load credentials"), { name: "CredentialsProviderError" });
  expect(formatAwsFailure(none, asked)).toBe(
    "There are no usable AWS credentials (AWS_PROFILE, aws sso login, ...): Could not load credentials",
  );
  expect(formatAwsFailure(none, { ...asked, profile: "nope" })).toBe(
    "There are no usable AWS credentials (AWS_PROFILE is nope): Could not load credentials",
  );
});
