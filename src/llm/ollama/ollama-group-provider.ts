import { isServiceError, type ServiceError, toServiceError } from "../../platform/errors.ts";
import type { ModelAnswer, ModelPrompt, ModelProvider } from "../model-provider.ts";
import type { OllamaNodeGroup } from "./ollama-node-group.ts";
import {
  createOllamaProvider,
  defaultOllamaAnswerMs,
  type OllamaProviderOptions,
  ollamaSettings,
} from "./ollama-provider.ts";

/** How the nodes are asked; which of them, the group knows. */
export interface OllamaGroupProviderOptions extends Omit<OllamaProviderOptions, "host"> {
  readonly group: OllamaNodeGroup;
}

/**
 * Makes the provider that asks a node of a group. A node that gave no text is forgotten, whatever the reason: what failed
 * there may work elsewhere. If it was unavailable, another node is asked within the same call.
 */
export function createOllamaGroupProvider({ group, ...server }: OllamaGroupProviderOptions): ModelProvider {
  async function ask(host: string, prompt: ModelPrompt, signal: AbortSignal): Promise<ModelAnswer> {
    try {
      return await createOllamaProvider({ ...server, host }).answer(prompt, { signal });
    } catch (error) {
      group.forget(host);
      throw error;
    }
  }

  return {
    name: "ollama",
    model: server.model,
    maxAnswerMs: server.maxAnswerMs ?? defaultOllamaAnswerMs,
    settings: ollamaSettings(server),
    async answer(prompt, { signal }) {
      const first = await group.find(signal);
      try {
        return await ask(first, prompt, signal);
      } catch (error) {
        if (signal.aborted || !isServiceError(error, "MODEL_UNAVAILABLE")) throw error;
        const second = await group.find(signal, first).catch((why: unknown) => {
          throw joinFailures(error, toServiceError(why));
        });
        return await ask(second, prompt, signal);
      }
    },
  };
}

/** Why a node failed, and why no other could be asked; the latter says what is to be done about it. */
function joinFailures(first: ServiceError, second: ServiceError): ServiceError {
  return second.with({ message: `${first.message}; ${second.message}`, cause: first.cause });
}
