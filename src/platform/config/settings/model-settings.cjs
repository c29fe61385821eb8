"use strict";

const { durationCheck, dollarsCheck, pricesCheck } = require("./setting-checks.cjs");

const forPrompts = /** @type {const} */ (["prompts"]);
const ollama = /** @type {const} */ (["ollama"]);
const openai = /** @type {const} */ (["openai"]);
const text = /** @type {const} */ ({ kind: "text" });
const name = /** @type {const} */ ({ kind: "name" });

/** Which models are asked, and within which bounds. */
const modelSettings = /** @satisfies {Readonly<Record<string, import("../setting.ts").Setting>>} */ (
  /** @type {const} */ ({
    providers: {
      name: "LLM_PROVIDERS",
      meaning: "Order of preference, separated by commas; `none` posts the plain insight only",
      functions: forPrompts,
      check: { kind: "list" },
      required: true,
      default: "bedrock,ollama",
      valueOnly: true,
      doctor: ["bedrock", "ollama", "openai"],
      readme: "order of preference, default `bedrock,ollama`; `none` posts the plain insight only",
    },
    bedrockModelId: {
      name: "BEDROCK_MODEL_ID",
      meaning: "Model, inference-profile id or ARN",
      functions: forPrompts,
      check: name,
      valueOnly: true,
      doctor: ["bedrock"],
      readme: "model, inference profile or ARN; the region defaults to the function's",
    },
    bedrockRegion: {
      name: "BEDROCK_REGION",
      meaning: "Region of Bedrock; default the function's own",
      functions: forPrompts,
      check: name,
      valueOnly: true,
      doctor: ["bedrock"],
      sameRowAs: "bedrockModelId",
    },
    ollamaHost: {
      name: "OLLAMA_HOST",
      meaning: "Ollama server or `https://ollama.com`",
      functions: forPrompts,
      check: { kind: "address", mayBePrivate: true },
      doctor: ollama,
      readme: "an Ollama server or `https://ollama.com`; the key is optional",
    },
    ollamaModel: {
      name: "OLLAMA_MODEL",
      meaning: "Model that the Ollama server has pulled",
      functions: forPrompts,
      check: text,
      doctor: ollama,
      sameRowAs: "ollamaHost",
    },
    ollamaKey: {
      name: "OLLAMA_API_KEY",
      meaning: "Bearer key of the Ollama server; optional",
      functions: forPrompts,
      check: text,
      secret: true,
      refusedAs: ["MODEL_MISCONFIGURED"],
      doctor: ollama,
      sameRowAs: "ollamaHost",
    },
    openaiUrl: {
      name: "OPENAI_BASE_URL",
      meaning: "Address that `/chat/completions` is added to",
      functions: forPrompts,
      check: { kind: "address", mayBePrivate: true },
      default: "https://api.openai.com/v1",
      doctor: openai,
      readme:
        "any endpoint that speaks OpenAI's chat completions (OpenAI, Groq, OpenRouter, vLLM, LM Studio), as provider `openai`; the address defaults to `https://api.openai.com/v1`, and the key is optional",
    },
    openaiModel: {
      name: "OPENAI_MODEL",
      meaning: "Model that this endpoint is asked for",
      functions: forPrompts,
      check: text,
      doctor: openai,
      sameRowAs: "openaiUrl",
    },
    openaiKey: {
      name: "OPENAI_API_KEY",
      meaning: "Bearer key of this endpoint; optional",
      functions: forPrompts,
      check: text,
      secret: true,
      refusedAs: ["MODEL_MISCONFIGURED"],
      doctor: openai,
      sameRowAs: "openaiUrl",
    },
    maxOutputTokens: {
      name: "MODEL_MAX_OUTPUT_TOKENS",
      meaning:
        "Most tokens of a model's answer, its reasoning included, 64 to 32768, 1024 where it is not set. An answer that hits the limit is not used",
      functions: forPrompts,
      check: { kind: "count", min: 64, max: 32_768 },
    },
    modelTimeoutSeconds: {
      name: "MODEL_TIMEOUT_SECONDS",
      meaning:
        "Most seconds for one answer, 1 to 900, within the function's own 90; where it is not set 60 for Ollama, which may load the model first, and 30 for the others",
      functions: forPrompts,
      // No function of AWS Lambda runs longer.
      check: { kind: "count", min: 1, max: 900 },
    },
    keepAlive: {
      name: "OLLAMA_KEEP_ALIVE",
      meaning:
        "How long Ollama keeps the model in memory after an answer: seconds, `10m`, `1h30m`, `-1` for ever, `0` not at all; where it is not set as the server says, 5 minutes by its own default",
      functions: forPrompts,
      check: durationCheck,
    },
    dailySpendLimit: {
      name: "DAILY_SPEND_LIMIT_USD",
      meaning:
        "Most US dollars that the stage's models may cost in a day (UTC), above 0, such as `2.50`; needs a price in `MODEL_PRICES` for each model. Where it is not set there is no such limit, and no call for it. Beyond it the plain insight is posted",
      functions: forPrompts,
      check: dollarsCheck,
    },
    dailyTokenLimit: {
      name: "DAILY_TOKEN_LIMIT",
      meaning:
        "Likewise the most tokens, read and written, that the stage's models may be sent and write in a day (UTC)",
      functions: forPrompts,
      check: { kind: "count", min: 1, max: 1_000_000_000_000 },
    },
    modelPrices: {
      name: "MODEL_PRICES",
      meaning:
        "What models cost: `PROVIDER:MODEL=IN/OUT,...`, US dollars for a million tokens read and written, such as `bedrock:us.amazon.nova-lite-v1:0=0.06/0.24`; a model of one's own is `ollama:NAME=0/0`",
      functions: forPrompts,
      check: pricesCheck,
    },
    ecsCluster: {
      name: "ECS_CLUSTER",
      meaning:
        "An Ollama node group on ECS, used instead of `OLLAMA_HOST`; both or neither, with `OLLAMA_MODEL`. One of its running tasks is asked, at its private address (network mode `awsvpc`), port 11434. The template then gives the function the right to find and raise them, and needs `SUBNET_IDS` and `SGS_IDS` of their VPC",
      functions: forPrompts,
      check: name,
      valueOnly: true,
      pairedWith: "ecsService",
      doctor: ollama,
    },
    ecsService: {
      name: "ECS_SERVICE",
      meaning: "ECS service of the node group",
      functions: forPrompts,
      check: name,
      valueOnly: true,
      doctor: ollama,
      sameRowAs: "ecsCluster",
    },
    nodeGroupMinSize: {
      name: "NODE_GROUP_MIN_SIZE",
      meaning: "Fewest tasks that the node group may be raised to",
      functions: forPrompts,
      check: { kind: "count", min: 0 },
      default: "0",
      doctor: ollama,
      readme:
        "default 0, 1 and 1: a node group scaled to 0 is raised to the desired size, which lies from the minimum to the maximum; 0 leaves it there. The next provider answers until a task runs",
    },
    nodeGroupMaxSize: {
      name: "NODE_GROUP_MAX_SIZE",
      meaning: "Most tasks that the node group may be raised to",
      functions: forPrompts,
      check: { kind: "count", min: 1 },
      default: "1",
      doctor: ollama,
      sameRowAs: "nodeGroupMinSize",
    },
    nodeGroupDesiredSize: {
      name: "NODE_GROUP_DESIRED_SIZE",
      meaning: "Tasks that a node group scaled to 0 is raised to",
      functions: forPrompts,
      check: { kind: "count", min: 0 },
      default: "1",
      doctor: ollama,
      sameRowAs: "nodeGroupMinSize",
    },
  })
);

module.exports = { modelSettings };
