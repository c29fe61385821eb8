import type { TextModel } from "../../../insight/ports.ts";
import { LLMManager } from "../../../llm/llm-manager.ts";
import { silentLogger, silentMetrics } from "../../replay/cases/silent-work.ts";
import { openModel, readModelChoice } from "../../replay/models/model-choice.ts";
import { UsageError } from "../../kit/parse-command-line.ts";
import { OrderError, type RunOrder } from "./run-order.ts";

/** What writes the texts of a trial. */
export interface TryModel {
  readonly label: string;
  readonly model: TextModel;
}

const typedName = "typed by hand";

/**
 * Opens the model that an order names.
 *
 * @param stackModel what the local stack asks: `ollama:NAME`, `bedrock:ID` or `plain`.
 * @param environment the settings of the service.
 * @throws OrderError for one that is not known.
 */
export function openTryModel(
  { model: asked, text }: Pick<RunOrder, "model" | "text">,
  stackModel: string,
  environment: Readonly<Record<string, string | undefined>>,
): TryModel {
  if (asked === "typed") return { label: typedName, model: typedModel(text ?? "") };
  const name = asked === "stack" ? stackModel : asked;
  try {
    const choice = readModelChoice(name);
    // A file that a page names is read for nobody.
    if (choice.kind === "recorded") throw new OrderError("model: recorded answers belong to npm run replay");
    const opened = openModel(choice, environment);
    const providers = opened.kind === "asked" ? [opened.provider] : [];
    return { label: name, model: new LLMManager(providers, { logger: silentLogger, metrics: silentMetrics }) };
  } catch (error) {
    if (error instanceof UsageError) throw new OrderError(error.message.replace("--model", "model"));
    throw error;
  }
}

/** Gives the same text whatever it is asked: it is the check that is tried. */
function typedModel(text: string): TextModel {
  const named = { provider: "typed", model: typedName, latencyMs: 0 };
  const usage = { inputTokens: null, outputTokens: null };
  return { generate: () => Promise.resolve({ ...named, text, usage, attempts: [named] }) };
}
