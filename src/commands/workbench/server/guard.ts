import { timingSafeEqual } from "node:crypto";

/** What of a request decides whether it is answered. Header names are in lower case. */
export interface GuardedRequest {
  readonly method: string;
  /** Without the query, as sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** What is let through. */
export interface GuardRules {
  /** The one `Host` that is answered: `127.0.0.1:PORT`. */
  readonly host: string;
  /** The secret that the path begins with; null where none is needed. */
  readonly key: string | null;
  /** Whether nothing may be changed, so that there is no POST. */
  readonly isReadOnly: boolean;
}

/** Let through with the path behind the key, or refused. */
export type GuardDecision =
  | { readonly path: string }
  | { readonly status: 403 | 404 | 405 | 415; readonly message: string };

const reading = ["GET", "HEAD"];

/**
 * Decides whether a request is answered. A page of another site can make a browser send requests to loopback: by a name of its own
 * that points here (so `Host` is compared exactly), by a form (so a POST must be JSON), or by a script (so it must come from this
 * very page). A key in the path keeps other users of the machine from a stage that they have no credentials for.
 */
export function guard({ method, path: given, headers }: GuardedRequest, rules: GuardRules): GuardDecision {
  if (headers["host"] !== rules.host) {
    return {
      status: 403,
      message: `This server answers to the host ${rules.host} alone: open the address that was printed`,
    };
  }
  const path = behindKey(given, rules.key);
  if (path === null) return { status: 403, message: "The address lacks its key: open the one that was printed" };
  const allowed = rules.isReadOnly ? reading : [...reading, "POST"];
  if (!allowed.includes(method)) {
    const why = rules.isReadOnly ? "a stage is shown read-only" : "there are GET, HEAD and POST";
    return { status: 405, message: `${method.slice(0, 20)} is not allowed: ${why}` };
  }
  const site = headers["sec-fetch-site"];
  if (method === "POST") {
    if (mediaTypeOf(headers["content-type"]) !== "application/json") {
      return { status: 415, message: "A POST must have the content-type application/json" };
    }
    if (site !== "same-origin")
      return { status: 403, message: "A POST must have the header sec-fetch-site: same-origin" };
    const origin = headers["origin"];
    if (origin !== undefined && origin !== `http://${rules.host}`) {
      return { status: 403, message: "A POST must come from this server's own page" };
    }
  } else if (path.startsWith("/api/") && site !== undefined && site !== "same-origin" && site !== "none") {
    return { status: 403, message: "Another site's page may not read this" };
  }
  return { path };
}

/** The path without the key; null where it does not begin with it. */
function behindKey(path: string, key: string | null): string | null {
  if (key === null) return path;
  const [, first = "", ...rest] = path.split("/");
  const [given, wanted] = [Buffer.from(first), Buffer.from(key)];
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
  return `/${rest.join("/")}`;
}

function mediaTypeOf(contentType: string | readonly string[] | undefined): string {
  return typeof contentType === "string" ? (contentType.split(";")[0] ?? "").trim().toLowerCase() : "";
}
