/**
 * The `prompts` function as it is usually written: every client is imported at the top, and so is the validator whole. What
 * it does per message is ours, since the handler is; the bundler gives our modules `zod` in place of `zod/mini`.
 */
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ECSClient } from "@aws-sdk/client-ecs";
import { S3Client } from "@aws-sdk/client-s3";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";
import { pino } from "pino";
import { z } from "zod";
import { openBucket } from "../../src/consumer/wiring/open-bucket.ts";
import { openQueue } from "../../src/consumer/wiring/open-queue.ts";
import { createBedrockProvider } from "../../src/llm/bedrock/bedrock-provider.ts";
import { createEcsService } from "../../src/llm/ollama/ecs-service.ts";
import { createOllamaProvider } from "../../src/llm/ollama/ollama-provider.ts";
import { createSsmParameters } from "../../src/platform/config/ssm-parameters.ts";

export { handler } from "../../src/consumer/prompts.ts";

/** Keeps the bundler from dropping what is imported. */
export const imported = [
  BedrockRuntimeClient,
  DynamoDBClient,
  ECSClient,
  S3Client,
  SQSClient,
  SSMClient,
  pino,
  z,
  openBucket,
  openQueue,
  createBedrockProvider,
  createEcsService,
  createOllamaProvider,
  createSsmParameters,
];
