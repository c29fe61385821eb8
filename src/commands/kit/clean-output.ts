import { createRedactor } from "../../platform/records/redactor.ts";
import { teachSecrets } from "../../platform/config/secret-references.ts";

/**
 * Makes what every line passes through before a terminal, and whoever reads its history, gets it: the secrets of the settings
 * and whatever is a credential by its shape are taken out. A line of JSON stays JSON.
 */
export function createCleanOutput(environment: Readonly<Record<string, string | undefined>>): (text: string) => string {
  const redactor = createRedactor();
  teachSecrets(redactor, environment);
  return (text) => (text.startsWith("{") ? redactor.redactJson(text) : redactor.redact(text));
}
