import { createLogger } from "../platform/logger.ts";
import { createRedactor } from "../platform/redactor.ts";

/**
 * Begins to start a service at once and gives it to every invocation. A start that failed is logged, told to those who
 * waited for it, and tried anew by the next one: a parameter that was missing may be there by then.
 */
export function startOnce<T>(compose: () => Promise<T>): () => Promise<T> {
  let starting: Promise<T> | null = null;

  async function start(): Promise<T> {
    try {
      return await compose();
    } catch (error) {
      starting = null;
      // The service's own logger is part of what did not start. Errors of a start never quote a value that is secret.
      createLogger({ level: "error", redactor: createRedactor() }).error("start_failed", { error });
      throw error;
    }
  }

  const get = async (): Promise<T> => {
    starting ??= start();
    return await starting;
  };
  // Lambda gives the start more processor time than the first invocation, so the work begins here.
  get().catch(() => undefined);
  return get;
}
