import { settings } from "../../platform/config/settings.ts";
import { modelError } from "../model-error.ts";

/**
 * The address of a call of an endpoint. Its base may be written as SDKs take it (`https://api.openai.com/v1`), as the host
 * alone (then `/v1` is added), or as the whole address of `/chat/completions`; a query is kept.
 *
 * @throws ServiceError `MODEL_MISCONFIGURED` where the base is no URL.
 */
export function openaiUrl(baseUrl: string, call: "chat/completions" | "models"): URL {
  const url = URL.parse(baseUrl);
  // What is no URL is not quoted: it may hold a password.
  if (url === null || !url.protocol.startsWith("http"))
    throw modelError("MODEL_MISCONFIGURED", `${settings.openaiUrl.name} is not a URL`);
  const path = url.pathname.replace(/\/+$/, "").replace(/\/chat\/completions$/, "");
  url.pathname = `${path === "" ? "/v1" : path}/${call}`;
  return url;
}
