import { onTestFinished } from "vitest";
import { ollamaSays, type OllamaServer, startOllamaServer } from "./ollama-server.ts";

/** A model behind a real socket that writes what the prompt calls true. */
export interface FactModel extends OllamaServer {
  readonly callCount: () => number;
}

/** Makes another text of the five true sentences of an answer. `index` counts the answers from 0. */
export type Retelling = (sentences: readonly string[], index: number, model: string) => string;

const wanted = [/ last closed at /, / over 24 hours\.$/, / the EMA of /, /^The RSI of /, / momentum of /];

/** The five sentences of the prompt's facts that tell most. */
export function trueSentences(system: string): readonly string[] {
  const facts = (system.split("Facts, all true of these figures:\n")[1] ?? "")
    .split("\n")
    .map((line) => line.replace(/^- /, ""));
  return wanted.flatMap((pattern) => facts.find((fact) => pattern.test(fact)) ?? []);
}

/** Starts it. Without a retelling it is honest. */
export async function startFactModel(retell: Retelling = honest): Promise<FactModel> {
  const server = await startOllamaServer();
  onTestFinished(async () => await server.close());
  let calls = 0;
  server.behave((response, request) => {
    const body = Object(request.body);
    const messages: readonly { readonly role: string; readonly content: string }[] = Reflect.get(body, "messages");
    const system = messages.find(({ role }) => role === "system")?.content ?? "";
    const text = retell(trueSentences(system), calls, String(Reflect.get(body, "model")));
    calls += 1;
    return ollamaSays(text, { eval_count: 80 })(response, request);
  });
  return { ...server, callCount: () => calls };
}

/** Tells what is true. */
export const honest: Retelling = (sentences) => sentences.join(" ");

/** Lies in one sentence of five. */
export const lying: Retelling = (sentences) => [...sentences.slice(0, 4), "The RSI of 99.10 is overbought."].join(" ");
