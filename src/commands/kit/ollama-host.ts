import { settings } from "../../platform/config/settings.ts";
import { UsageError } from "./parse-command-line.ts";

const defaultOllamaHost = "http://127.0.0.1:11434";

/**
 * The address of the Ollama server. Ollama itself takes `OLLAMA_HOST` without a scheme, without a port, and as the address to listen
 * on. Default `http://127.0.0.1:11434`.
 *
 * @throws UsageError where it is no address.
 */
export function ollamaHost(environment: Readonly<Record<string, string | undefined>>): string {
  const given = (environment[settings.ollamaHost.name] ?? "").trim();
  if (given === "") return defaultOllamaHost;
  const url = URL.parse(/^https?:\/\//i.test(given) ? given : `http://${given}`);
  if (url === null) throw new UsageError(`${settings.ollamaHost.name} ${JSON.stringify(given)} is not an address`);
  if (url.hostname === "0.0.0.0") url.hostname = "127.0.0.1";
  if (url.port === "" && !/:\d+\/?$/.test(given) && url.protocol === "http:") url.port = "11434";
  return url.href.replace(/\/+$/, "");
}
