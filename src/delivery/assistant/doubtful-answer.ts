import { parseJson } from "../../platform/http/http.ts";
import { isPage, serverWords } from "../../platform/http/server-words.ts";

/**
 * What a body under a good status says that doesn't go with it: an error in JSON, or a page for people, such as that of a login.
 * Null where there is nothing to doubt. The status decides all the same; this is for the operator.
 */
export function doubtOf(text: string): string | null {
  if (isPage(text)) return serverWords(text);
  const body = parseJson(text);
  if (typeof body !== "object" || body === null || !tellsOfFailure(body)) return null;
  const words = serverWords(text);
  return words === "" ? text.slice(0, 100) : words;
}

function tellsOfFailure(body: object): boolean {
  const field = (name: string): unknown => Reflect.get(body, name);
  if (field("ok") === false || field("success") === false || field("delivered") === false) return true;
  if (["error", "errors", "failures"].some((name) => isSomething(field(name)))) return true;
  const states = ["status", "state", "result", "outcome"].map(field);
  if (states.some((state) => typeof state === "string" && failed.test(state))) return true;
  return ["status", "statusCode", "status_code", "code"].map(field).some(isErrorStatus);
}

const failed = /^(?:error|errors|fail|failed|failure|rejected|refused|denied|unauthorized|forbidden)$/i;

function isErrorStatus(status: unknown): boolean {
  return typeof status === "number" && status >= 400 && status <= 599;
}

function isSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== false && value !== "" && value !== 0;
}
