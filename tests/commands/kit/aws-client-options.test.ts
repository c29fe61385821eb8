import { SQSClient } from "@aws-sdk/client-sqs";
import { expect, it, onTestFinished, vi } from "vitest";
import { type AwsPlace, awsClientOptions } from "../../../src/commands/kit/aws-client-options.ts";
import { stubAwsCredentials, fakeAwsCredentials } from "../../support/aws/aws-environment.ts";

function clientOf(place: AwsPlace): SQSClient {
  const client = new SQSClient(awsClientOptions(place));
  onTestFinished(() => client.destroy());
  return client;
}

it.each(["http://127.0.0.1:4566", "http://localhost:4566", "http://[::1]:4566"])(
  "never shows the user's credentials to %s",
  async (endpoint) => {
    stubAwsCredentials();
    const { config } = clientOf({ endpoint: new URL(endpoint), region: "us-east-2" });
    expect(await config.credentials()).toMatchObject({ accessKeyId: "local", secretAccessKey: "local" });
  },
);

it.each([null, new URL("https://sqs.example.com"), new URL("http://127.0.0.1.example.com")])(
  "takes the user's credentials for %s",
  async (endpoint) => {
    stubAwsCredentials();
    const { config } = clientOf({ endpoint, region: "us-east-2" });
    expect(await config.credentials()).toMatchObject({ accessKeyId: fakeAwsCredentials.accessKeyId });
  },
);

it("leaves the region to the SDK where none is named, and tries twice", async () => {
  vi.stubEnv("AWS_REGION", "eu-west-1");
  const { config } = clientOf({ endpoint: null });
  expect([await config.region(), await config.maxAttempts()]).toEqual(["eu-west-1", 2]);
});
