/**
 * A process that asks one model for one text and says what came of it and the most memory that it ever held. To be run as
 * `node ask-in-child.ts ollama|bedrock|openai URL`.
 */
import { resourceUsage } from "node:process";
import { writeText } from "../../../src/insight/write-text.ts";
import { createBedrockProvider } from "../../../src/llm/bedrock/bedrock-provider.ts";
import { LLMManager } from "../../../src/llm/llm-manager.ts";
import { createOllamaProvider } from "../../../src/llm/ollama/ollama-provider.ts";
import { createOpenaiProvider } from "../../../src/llm/openai/openai-provider.ts";
import { createDeadline } from "../../../src/platform/deadline.ts";
import { captureTelemetry } from "../captured-telemetry.ts";
import { risingTask } from "./rising-task.ts";

const [, , name, url = ""] = process.argv;
const makers = {
  bedrock: () => createBedrockProvider({ modelId: "m", region: "us-east-2", endpoint: url }),
  openai: () => createOpenaiProvider({ baseUrl: url, model: "m" }),
  ollama: () => createOllamaProvider({ host: url, model: "m" }),
};
const provider = makers[name === "bedrock" || name === "openai" ? name : "ollama"]();
const { logger, metrics } = captureTelemetry();
const model = new LLMManager([provider], { logger, metrics });
const { outcome, reason } = await writeText(risingTask(), model, { deadline: createDeadline(60_000), logger, metrics });
process.stdout.write(
  JSON.stringify({ outcome, reason: reason?.message ?? null, maxMb: resourceUsage().maxRSS / 1024 }),
);
