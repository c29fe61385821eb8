import { parseJson } from "../src/platform/http/http.ts";
import {
  type FaultHook,
  type HttpAnswer,
  type HttpRequest,
  type RunningHttpServer,
  startHttpServer,
} from "../src/emulators/http-server.ts";
import { type Dice, pickWeighted } from "./dice.ts";

/** How the model is started. */
export interface ModelServerOptions {
  /** Throws what kind of text is answered; without them every text is true. */
  readonly dice?: Dice | undefined;
  readonly fault?: FaultHook | undefined;
}

/** A running model. Its `url` is what `OLLAMA_HOST` is set to. */
export interface ModelServer extends RunningHttpServer {
  /** Chats that were asked for so far, those that a fault befell included. */
  readonly callCount: number;
}

/** The name that it answers to: what `OLLAMA_MODEL` is set to. */
export const modelName = "chaos:latest";

/** How often a text is not true to the figures. */
const badTexts = { lying: 0.15, empty: 0.05, too_long: 0.05 };

/** Starts a server that speaks Ollama's `/api/chat` and writes its texts from the figures in the prompt. */
export async function startModelServer({ dice, fault }: ModelServerOptions = {}): Promise<ModelServer> {
  let callCount = 0;

  function answer(request: HttpRequest): HttpAnswer {
    if (request.path !== "/api/chat" || request.method !== "POST") return { status: 404, body: "404 page not found" };
    const prompt = readPrompt(request.body);
    const content = writeAnswer(prompt, dice === undefined ? undefined : pickWeighted(dice, badTexts));
    const reply = { model: modelName, message: { role: "assistant", content }, done: true, done_reason: "stop" };
    return {
      status: 200,
      body: { ...reply, prompt_eval_count: Math.max(400, prompt.split(/\s+/).length * 2), eval_count: 60 },
    };
  }

  const server = await startHttpServer(answer, {
    fault: (request) => {
      callCount += 1;
      return fault?.(request);
    },
  });
  return {
    ...server,
    get callCount() {
      return callCount;
    },
  };
}

/** The texts of a chat's messages. */
function readPrompt(body: string): string {
  const messages: unknown = Reflect.get(Object(parseJson(body)), "messages");
  const list: readonly unknown[] = Array.isArray(messages) ? messages : [];
  return list.map((message) => String(Reflect.get(Object(message), "content"))).join("\n");
}

/** Writes a text from a prompt: a true one, or one with a fault that the service must find. */
export function writeAnswer(prompt: string, fault?: keyof typeof badTexts): string {
  const productId = /^- Product: (\S+)\.$/m.exec(prompt)?.[1] ?? "";
  const rsi = /\(RSI\) is (\d+\.\d+)/.exec(prompt)?.[1];
  const close = /^- \S+ last closed at (\S+)\.$/m.exec(prompt)?.[1];
  const average = /5-minute rolling average of (\S+)\.$/m.exec(prompt)?.[1];
  const sentences = [
    close === undefined ? "" : `${productId} last closed at ${close}.`,
    average === undefined ? "" : `The rolling average of ${productId} is ${average}.`,
    rsi === undefined ? "" : `The RSI is ${rsi}.`,
  ].filter((sentence) => sentence !== "");
  const truth = sentences.length === 0 ? `${productId} has few figures.` : sentences.join(" ");
  if (fault === "empty") return "";
  if (fault === "too_long") return Array.from({ length: 12 }, () => truth).join(" ");
  if (fault === "lying") return `${productId} last closed at 123456.78 and will double. The RSI is 99.99, so buy now.`;
  return truth;
}
