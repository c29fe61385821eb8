import { createBedrockProvider } from "../../../src/llm/bedrock/bedrock-provider.ts";
import type { ModelProvider } from "../../../src/llm/model-provider.ts";
import { createOllamaProvider } from "../../../src/llm/ollama/ollama-provider.ts";
import { createOpenaiProvider } from "../../../src/llm/openai/openai-provider.ts";
import * as bedrock from "./bedrock-server.ts";
import { deadUrl } from "../upstreams/dead-url.ts";
import * as ollama from "./ollama-server.ts";
import * as openai from "./openai-server.ts";

/** A model behind a real socket, and the provider that asks it. What it does is the same whatever it speaks. */
export interface ModelServer {
  readonly provider: ModelProvider;
  /** A provider of the same kind whose server is gone. */
  readonly deadProvider: ModelProvider;
  readonly requestCount: () => number;
  /** Requests that have neither been answered to their end nor given up. */
  readonly openRequestCount: () => number;
  says(text: string): void;
  /** Answers without reporting tokens. */
  saysUncounted(text: string): void;
  /** Answers once what it gives back is called. */
  saysLate(text: string): () => void;
  /** Answers, and closes a connection that is used once more. */
  saysOncePerConnection(text: string): void;
  /** Answers in two parts, the reasoning first. */
  reasonsThenSays(reasoning: string, text: string): void;
  /** Writes until the limit of tokens. */
  runsOutOfTokens(): void;
  fails(status: number): void;
  /** Answers with a page, as proxies do. */
  sendsPage(status: number): void;
  hangs(): void;
  /** Sends half of an answer and nothing more. */
  stalls(): void;
  /** Sends half of an answer and cuts the connection. */
  cutsOff(): void;
  /** Cuts the connection before it answers. */
  hangsUp(): void;
  close(): Promise<void>;
}

const page = "<html><head><title>Proxy</title></head><body><h1>It went wrong</h1></body></html>";

/** Starts a server that speaks Ollama's wire format. */
export async function openOllama(model = "llama3.2"): Promise<ModelServer> {
  const server = await ollama.startOllamaServer();
  return {
    provider: createOllamaProvider({ host: server.url, model }),
    deadProvider: createOllamaProvider({ host: await deadUrl(), model }),
    requestCount: () => server.requests.length,
    openRequestCount: server.openRequestCount,
    says: (text) => server.behave(ollama.ollamaSays(text)),
    saysUncounted: (text) =>
      server.behave(ollama.ollamaSays(text, { prompt_eval_count: undefined, eval_count: undefined })),
    saysLate: (text) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      server.behave(ollama.ollamaSaysLate(text, promise));
      return resolve;
    },
    saysOncePerConnection: (text) => server.behave(ollama.ollamaSaysOncePerConnection(text)),
    reasonsThenSays: (thinking, content) =>
      server.behave(ollama.ollamaSays(content, { message: { role: "assistant", content, thinking } })),
    runsOutOfTokens: () => server.behave(ollama.ollamaSays("BTC-USD is", { done_reason: "length" })),
    fails: (status) => server.behave(ollama.ollamaSendsJson(status, { error: `failure ${status}` })),
    sendsPage: (status) => server.behave(ollama.ollamaSendsText(status, page, { "content-type": "text/html" })),
    hangs: () => server.behave(ollama.ollamaHangs),
    stalls: () => server.behave(ollama.ollamaStalls),
    cutsOff: () => server.behave(ollama.ollamaCutsOff),
    hangsUp: () => server.behave(ollama.ollamaHangsUp),
    close: () => server.close(),
  };
}

const bedrockErrorNames: Readonly<Record<number, string>> = {
  400: "ValidationException",
  401: "UnrecognizedClientException",
  403: "AccessDeniedException",
  404: "ResourceNotFoundException",
  408: "ModelTimeoutException",
  424: "ModelErrorException",
  429: "ThrottlingException",
  500: "InternalServerException",
  503: "ServiceUnavailableException",
};

/** Starts a server that speaks Converse's wire format. */
export async function openBedrock(modelId = "eu.amazon.nova-lite-v1:0"): Promise<ModelServer> {
  const server = await bedrock.startBedrockServer();
  const providerOf = (endpoint: string) => createBedrockProvider({ modelId, region: "eu-west-1", endpoint });
  return {
    provider: providerOf(server.url),
    deadProvider: providerOf(await deadUrl()),
    requestCount: () => server.requests.length,
    openRequestCount: server.openRequestCount,
    says: (text) => server.behave(bedrock.bedrockSays(text)),
    saysUncounted: (text) => server.behave(bedrock.bedrockSays(text, { usage: undefined })),
    saysLate: (text) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      server.behave(bedrock.bedrockSaysLate(text, promise));
      return resolve;
    },
    saysOncePerConnection: (text) => server.behave(bedrock.bedrockSaysAndLeaves(text, "drop")),
    reasonsThenSays: (reasoning, text) =>
      server.behave(
        bedrock.bedrockSaysBlocks([{ reasoningContent: { reasoningText: { text: reasoning } } }, { text }]),
      ),
    runsOutOfTokens: () => server.behave(bedrock.bedrockSays("BTC-USD is", { stopReason: "max_tokens" })),
    fails: (status) => {
      const name = bedrockErrorNames[status] ?? "UnmodelledException";
      server.behave(bedrock.bedrockFails(status, name, `failure ${status}`));
    },
    sendsPage: (status) => server.behave(bedrock.bedrockSends(status, page, { "content-type": "text/html" })),
    hangs: () => server.behave(bedrock.bedrockHangs),
    stalls: () => server.behave(bedrock.bedrockStalls),
    cutsOff: () => server.behave(bedrock.bedrockCutsOff),
    hangsUp: () => server.behave(bedrock.bedrockHangsUp),
    close: () => server.close(),
  };
}

/** Starts a server that speaks OpenAI's wire format. */
export async function openOpenai(model = "gpt-4.1-mini"): Promise<ModelServer> {
  const server = await openai.startOpenaiServer();
  return {
    provider: createOpenaiProvider({ baseUrl: server.url, model }),
    deadProvider: createOpenaiProvider({ baseUrl: await deadUrl(), model }),
    requestCount: () => server.requests.length,
    openRequestCount: server.openRequestCount,
    says: (text) => server.behave(openai.openaiSays(text)),
    saysUncounted: (text) => server.behave(openai.openaiSays(text, { usage: undefined })),
    saysLate: (text) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      server.behave(openai.openaiSaysLate(text, promise));
      return resolve;
    },
    saysOncePerConnection: (text) => server.behave(openai.openaiSaysOncePerConnection(text)),
    reasonsThenSays: (reasoning, text) =>
      server.behave(openai.openaiSays(text, { message: { reasoning, reasoning_content: reasoning } })),
    runsOutOfTokens: () => server.behave(openai.openaiSays("BTC-USD is", { finish_reason: "length" })),
    fails: (status) => server.behave(openai.openaiFails(status, `failure ${status}`)),
    sendsPage: (status) => server.behave(openai.openaiSendsText(status, page, { "content-type": "text/html" })),
    hangs: () => server.behave(openai.openaiHangs),
    stalls: () => server.behave(openai.openaiStalls),
    cutsOff: () => server.behave(openai.openaiCutsOff),
    hangsUp: () => server.behave(openai.openaiHangsUp),
    close: () => server.close(),
  };
}
