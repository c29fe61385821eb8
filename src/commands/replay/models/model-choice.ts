import { createBedrockProvider } from "../../../llm/bedrock/bedrock-provider.ts";
import type { ModelProvider } from "../../../llm/model-provider.ts";
import { createOllamaProvider } from "../../../llm/ollama/ollama-provider.ts";
import { createOpenaiProvider } from "../../../llm/openai/openai-provider.ts";
import { readAnswerLimits, readKeepAlive } from "../../../platform/config/model-limits-config.ts";
import { settings } from "../../../platform/config/settings.ts";
import { createSettingsReader } from "../../../platform/config/settings-reader.ts";
import type { CommandContext } from "../../kit/command.ts";
import { bedrockRegion } from "../../kit/bedrock-region.ts";
import { ollamaHost } from "../../kit/ollama-host.ts";
import { UsageError } from "../../kit/parse-command-line.ts";
import { type FindRecorded, readRecordedAnswers } from "./recorded-answers.ts";

/** What writes the texts, as the command line names it. */
export type ModelChoice =
  | { readonly kind: "ollama" | "bedrock" | "openai" | "recorded"; readonly name: string; readonly label: string }
  | { readonly kind: "plain"; readonly label: string };

/** A model that can be asked: over the network, in a file, or none. */
export type AskedModel =
  | { readonly kind: "asked"; readonly label: string; readonly provider: ModelProvider }
  | { readonly kind: "recorded"; readonly label: string; readonly find: FindRecorded }
  | { readonly kind: "plain"; readonly label: string };

const known = "ollama:NAME, bedrock:ID, openai:NAME, recorded:FILE and plain";

/**
 * Reads what `--model` names.
 *
 * @throws UsageError that says what is known.
 */
export function readModelChoice(given: string): ModelChoice {
  if (given === "plain") return { kind: "plain", label: given };
  const at = given.indexOf(":");
  const name = given.slice(at + 1);
  const kind = (["ollama", "bedrock", "openai", "recorded"] as const).find((each) => each === given.slice(0, at));
  if (kind !== undefined && name !== "") return { kind, name, label: given };
  throw new UsageError(`--model ${JSON.stringify(given)} is not known; known are ${known}`);
}

/**
 * Makes what asks a model, with the settings of the service. Nothing is sent.
 *
 * @throws UsageError for a setting or a file that can't be used.
 */
export function openModel(choice: ModelChoice, environment: CommandContext["environment"]): AskedModel {
  const { label } = choice;
  if (choice.kind === "plain") return { kind: "plain", label };
  if (choice.kind === "recorded") return { kind: "recorded", label, find: readRecordedAnswers(choice.name) };
  const reader = createSettingsReader(environment, "prompts");
  const limits = readAnswerLimits(reader);
  const keepAlive = readKeepAlive(reader);
  const baseUrl = choice.kind === "openai" ? (reader.address(settings.openaiUrl) ?? "") : "";
  try {
    reader.finish();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  if (choice.kind === "ollama") {
    const host = ollamaHost(environment);
    const apiKey = environment[settings.ollamaKey.name];
    const provider = createOllamaProvider({ host, model: choice.name, apiKey, ...limits, ...keepAlive });
    return { kind: "asked", label, provider };
  }
  if (choice.kind === "openai") {
    const apiKey = environment[settings.openaiKey.name];
    return { kind: "asked", label, provider: createOpenaiProvider({ baseUrl, model: choice.name, apiKey, ...limits }) };
  }
  const region = bedrockRegion(environment);
  const endpoint = environment["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"];
  return {
    kind: "asked",
    label,
    provider: createBedrockProvider({ modelId: choice.name, region, endpoint, ...limits }),
  };
}
