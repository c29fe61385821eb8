import { ollamaSays, type OllamaServer, startOllamaServer } from "../../support/models/ollama-server.ts";

/** A sentence that no market bears out. */
export const lie = "The RSI of 99.10 is overbought.";

/** What a draft asks for to get an answer without the lie. */
export const honestWords = "Keep to the truth.";

/**
 * Starts a model behind a real socket that writes some of the facts of its prompt, and a lie among them, unless the prompt asks for
 * the truth. `release` lets answers that were held back go.
 */
export async function startLyingModel(): Promise<OllamaServer & { hold(): () => void }> {
  const server = await startOllamaServer();
  let held: Promise<void> = Promise.resolve();
  server.behave((response, request) => {
    const messages: readonly { readonly role: string; readonly content: string }[] = Reflect.get(
      Object(request.body),
      "messages",
    );
    const system = messages.find(({ role }) => role === "system")?.content ?? "";
    const user = messages.find(({ role }) => role === "user")?.content ?? "";
    const facts = factsOf(system);
    const isHonest = user.includes(honestWords);
    const text = [...facts.slice(0, 2), ...(isHonest ? [] : [lie]), ...facts.slice(2)].join(" ");
    void held.then(() => ollamaSays(text, { eval_count: 80 })(response, request));
  });
  return {
    ...server,
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
  };
}

/** What a trader would tell first, of whichever prompt. */
const wanted = [/ last closed at /, / over 24 hours\.$/, / the EMA of /, /^The RSI of /, / momentum of /];

function factsOf(system: string): readonly string[] {
  const facts = (system.split("Facts, all true of these figures:\n")[1] ?? "")
    .split("\n")
    .map((line) => line.replace(/^- /, ""));
  const found = wanted.flatMap((pattern) => facts.find((fact) => pattern.test(fact)) ?? []);
  return found.length >= 3 ? found : facts.slice(0, 5);
}
