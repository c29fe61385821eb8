import { BedrockRuntimeClient, ConverseCommand, type ConverseCommandOutput } from "@aws-sdk/client-bedrock-runtime";
import type { Clock } from "../../platform/clock.ts";
import { awsFailure } from "./aws-failure.ts";
import { judgeBedrockReply } from "./bedrock-reply.ts";
import { defaultMaxOutputTokens } from "../generation-limits.ts";
import type { ModelPrompt, ModelProvider } from "../model-provider.ts";
import { collectModelBody } from "../read-model-body.ts";

/** How Bedrock is asked. */
export interface BedrockProviderOptions {
  /** Model id, inference-profile id or ARN. */
  readonly modelId: string;
  readonly region: string;
  /** Default: the SDK's own, `AWS_ENDPOINT_URL_BEDROCK_RUNTIME` included. */
  readonly endpoint?: string | undefined;
  /** Default: not sent, so that the model's own holds; some models refuse it. */
  readonly temperature?: number | undefined;
  /** Most tokens that the model may write. Default 1024. */
  readonly maxOutputTokens?: number | undefined;
  /** Most milliseconds for an answer. Default: the manager's. */
  readonly maxAnswerMs?: number | undefined;
  /** Goes with each request, so that AWS's invocation log and its costs can be told apart by it. */
  readonly stage?: string | undefined;
  /** Says how far off the date of a `Retry-After` is. Default `Date.now`. */
  readonly clock?: Clock | undefined;
}

/**
 * Makes the provider that asks a model on Amazon Bedrock through Converse. Nothing is sent, and no credentials are looked
 * for, before the first prompt.
 */
export function createBedrockProvider(options: BedrockProviderOptions): ModelProvider {
  const client = createClient(options);
  return {
    name: "bedrock",
    model: options.modelId,
    ...(options.maxAnswerMs === undefined ? {} : { maxAnswerMs: options.maxAnswerMs }),
    settings: {
      temperature: options.temperature ?? null,
      maxOutputTokens: options.maxOutputTokens ?? defaultMaxOutputTokens,
    },
    async answer(prompt, { signal, promptName }) {
      let reply: ConverseCommandOutput;
      try {
        reply = await client.send(converse(prompt, options, promptName), { abortSignal: signal });
      } catch (error) {
        throw awsFailure("Bedrock", error, signal, options.clock);
      }
      return judgeBedrockReply(reply, options.modelId);
    },
  };
}

/**
 * The SDK tries once: it would wait a second and more for a throttled model while another one is ready. Whether a further
 * try is worth its time is for the manager to say, who knows of the others.
 *
 * The SDK's own way of connecting is kept: HTTP/2, a connection for each request (so none is stale), no time limit but the
 * signal of the call. Its way of reading is not: it would keep a body of any size.
 */
function createClient(options: BedrockProviderOptions): BedrockRuntimeClient {
  return new BedrockRuntimeClient({
    region: options.region,
    maxAttempts: 1,
    streamCollector: collectModelBody,
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
  });
}

function converse(prompt: ModelPrompt, options: BedrockProviderOptions, promptName?: string): ConverseCommand {
  return new ConverseCommand({
    modelId: options.modelId,
    ...metadataOf(options, promptName),
    messages: [{ role: "user", content: [{ text: prompt.user }] }],
    ...(prompt.system === "" ? {} : { system: [{ text: prompt.system }] }),
    inferenceConfig: {
      maxTokens: options.maxOutputTokens ?? defaultMaxOutputTokens,
      ...(options.temperature === undefined ? {} : { temperature: options.temperature }),
    },
  });
}

/** @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html (requestMetadata) */
function metadataOf(
  { stage }: BedrockProviderOptions,
  promptName: string | undefined,
): { readonly requestMetadata?: Record<string, string> } {
  const requestMetadata = {
    ...(stage === undefined ? {} : { stage }),
    ...(promptName === undefined ? {} : { prompt: promptName }),
  };
  return Object.keys(requestMetadata).length === 0 ? {} : { requestMetadata };
}
