import * as z from "zod/mini";
import { parseJson } from "../../platform/http/http.ts";

/** What a request is at once the function has logged an event of it. */
const workAfter: Readonly<Record<string, string>> = {
  request_received: "its candles were fetched",
  candles_fetched: "its figures were computed",
  figures_computed: "a model was asked for its text",
  text_checked: "its text was made ready to be posted",
  no_model_text: "its text was made ready to be posted",
  request_refused: "its text was made ready to be posted",
  posting_resumed: "its text was made ready to be posted",
  request_failed: "it waited for its redelivery",
};

const stepLine = z.object({ event: z.string(), correlation_id: z.string() });

/** Follows in the function's log how far each request has come. */
export interface ReachedSteps {
  see(logLine: string): void;
  /** What the request is at, as words that follow "while". */
  of(correlationId: string): string;
}

/** Makes a {@link ReachedSteps}. */
export function createReachedSteps(): ReachedSteps {
  const reached = new Map<string, string>();
  return {
    see(logLine) {
      const line = z.safeParse(stepLine, parseJson(logLine));
      const work = line.success ? workAfter[line.data.event] : undefined;
      if (line.success && work !== undefined) reached.set(line.data.correlation_id, work);
    },
    of: (correlationId) => reached.get(correlationId) ?? "it waited to be received from the queue",
  };
}
