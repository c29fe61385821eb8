import { errors, jwtVerify, type JWTVerifyGetKey } from "jose";
import type { Clock } from "../../platform/clock.ts";
import { parseJson } from "../../platform/http/http.ts";
import type { HttpAnswer, HttpRequest } from "../http-server.ts";

/** Who may post. */
export interface InboxAccess {
  readonly issuer: string;
  readonly audience: string;
  readonly apiKey: string;
  /** Finds the key that a token was signed with. */
  readonly getKey: JWTVerifyGetKey;
  readonly clock: Clock;
}

/** What a sound request asks to post. */
export interface Notification {
  readonly message: string;
  readonly channel: string;
}

/** Discord's limit for one message, in UTF-16 units. */
const maxMessage = 2_000;
const channelGrammar = /^[a-z0-9][a-z0-9_-]{0,99}$/;

/** The refusal of a request that may not post (401, 403) or names no correlation id (400); undefined where it may. */
export async function refuseSender(request: HttpRequest, access: InboxAccess): Promise<HttpAnswer | undefined> {
  const token = /^Bearer (\S+)$/.exec(request.headers["authorization"] ?? "")?.[1];
  if (token === undefined) return refusal(401, "the header authorization lacks a bearer token");
  try {
    await jwtVerify(token, access.getKey, {
      issuer: access.issuer,
      audience: access.audience,
      algorithms: ["RS256"],
      requiredClaims: ["exp"],
      currentDate: new Date(access.clock()),
    });
  } catch (error) {
    // A key set that can't be fetched is the server's own trouble: it ends as a 500.
    if (!(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout) throw error;
    return refusal(401, `the token is refused: ${error.message}`);
  }
  if (request.headers["x-api-key"] !== access.apiKey) return refusal(403, "the header x-api-key is missing or wrong");
  if ((request.headers["x-correlation-id"] ?? "") === "") return refusal(400, "the header x-correlation-id is missing");
  return undefined;
}

/** The notification of a request, or its refusal: 415 and 400 for what is no JSON, 422 naming the field that is wrong. */
export function readNotification(request: HttpRequest): Notification | { readonly refused: HttpAnswer } {
  const contentType = (request.headers["content-type"] ?? "").split(";")[0]?.trim();
  if (contentType !== "application/json") return { refused: refusal(415, "the body must be application/json") };
  const body = parseJson(request.body);
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    return { refused: refusal(400, "the body is not a JSON object") };
  }
  const fields = new Map<string, unknown>(Object.entries(body));
  const message = fields.get("message");
  if (typeof message !== "string" || message.length === 0 || message.length > maxMessage) {
    return { refused: refusal(422, `message must be a text of 1 to ${maxMessage} characters`) };
  }
  const channel = fields.get("webhook_channel");
  if (typeof channel !== "string" || !channelGrammar.test(channel)) {
    return { refused: refusal(422, `webhook_channel must match ${channelGrammar.source}`) };
  }
  return { message, channel };
}

/** An answer that says why nothing was posted. */
export function refusal(status: number, error: string): HttpAnswer {
  return { status, body: { error } };
}
