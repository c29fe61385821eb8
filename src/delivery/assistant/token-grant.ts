import * as z from "zod/mini";
import type { Clock, Fetch } from "../../platform/clock.ts";
import type { Deadline } from "../../platform/deadline.ts";
import { ServiceError, toServiceError } from "../../platform/errors.ts";
import { type HttpReply, isTransientStatus, parseJson, sendRequest } from "../../platform/http/http.ts";
import { retryDetailsOf } from "../../platform/http/retry-after.ts";
import { isPage, serverWords } from "../../platform/http/server-words.ts";
import type { AccessToken } from "./access-token.ts";

/** Whom the token is for. */
export interface TokenGrantOptions {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly audience: string;
  /** Milliseconds until the request is given up. Default 5000. */
  readonly timeoutMs?: number;
  readonly fetch?: Fetch | undefined;
  readonly clock?: Clock | undefined;
}

/** A server that does not say how long its token lives gets a short life for it. */
const unstatedLifeSeconds = 300;

/** A token that claims to live longer is asked for anew after a year: no calendar has to hold what a server makes up. */
const maxLifeSeconds = 365 * 86_400;

/** A token of more could not be sent in a header anyway. */
const maxBodyBytes = 65_536;

/**
 * Asks for an access token: the client-credentials grant, form-encoded, with `audience`.
 *
 * @throws ServiceError `TOKEN_UNAVAILABLE` (retryable) if the server can't answer now; `TOKEN_REFUSED` (retryable: an operator can
 * fix it) if it refuses the client, the audience or the grant, or grants a token that no `Bearer` is. Of the answer only `error`
 * and `error_description`, or the title of a page, are shown.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 * @see https://auth0.com/docs/api/authentication/client-credentials-flow/get-token
 */
export async function requestAccessToken(options: TokenGrantOptions, deadline: Deadline): Promise<AccessToken> {
  const clock = options.clock ?? Date.now;
  const askedAtMs = clock();
  const reply = await sendRequest(
    {
      method: "POST",
      url: options.tokenUrl,
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_id: options.clientId,
        client_secret: options.clientSecret,
        audience: options.audience,
      }).toString(),
    },
    { signal: deadline.signal, timeoutMs: options.timeoutMs ?? 5_000, maxBodyBytes, fetch: options.fetch },
  ).catch((thrown: unknown) => {
    const error = toServiceError(thrown);
    const { details } = error;
    const message = `The token server gave no answer that can be used: ${error.message}`;
    throw new ServiceError("TOKEN_UNAVAILABLE", message, { cause: error, retryable: true, details });
  });
  return judgeTokenReply(reply, askedAtMs, clock);
}

const grantSchema = z.object({
  access_token: z.string().check(z.minLength(1)),
  expires_in: z.optional(z.unknown()),
  token_type: z.optional(z.unknown()),
});

/** What a header can carry of a token. */
const sendable = /^[\x21-\x7E]+$/;

const refusalSchema = z.object({ error: z.optional(z.unknown()), error_description: z.optional(z.unknown()) });

/** Turns the token server's answer into a token. Throws as `requestAccessToken` does. */
export function judgeTokenReply(reply: HttpReply, askedAtMs: number, clock: Clock): AccessToken {
  const body = parseJson(reply.text);
  const { status } = reply;
  if (status >= 200 && status < 300) return readGrant(reply, body, askedAtMs);

  const said = wordsOf(reply.text, body);
  const message = `The token server answered ${status}${said === "" ? "" : `: ${said}`}`;
  const details = { status, ...retryDetailsOf(reply, clock) };
  // A page under a refusal is not the token server's own: something in front of it holds the request back.
  const isForeign = (status === 401 || status === 403) && isPage(reply.text);
  if (isTransientStatus(status) || isForeign) {
    throw new ServiceError("TOKEN_UNAVAILABLE", message, { retryable: true, details });
  }
  // Retryable: an operator can fix the client until the redelivery. Nothing asks again within this call.
  throw new ServiceError("TOKEN_REFUSED", message, { retryable: true, details });
}

function readGrant({ status, text }: HttpReply, body: unknown, askedAtMs: number): AccessToken {
  const details = { status };
  const grant = z.safeParse(grantSchema, body);
  if (!grant.success || !sendable.test(grant.data.access_token)) {
    const said = wordsOf(text, body);
    const lack = grant.success ? "with an access_token that no header can carry" : "without an access_token";
    const message = `The token server answered ${status} ${lack}${said === "" ? "" : `: ${said}`}`;
    throw new ServiceError("TOKEN_UNAVAILABLE", message, { retryable: true, details });
  }
  const { access_token: value, token_type: type, expires_in: expiresIn } = grant.data;
  if (typeof type === "string" && type.trim() !== "" && type.trim().toLowerCase() !== "bearer") {
    const message = `The token server granted a token of the type ${JSON.stringify(type.slice(0, 40))}, not Bearer`;
    throw new ServiceError("TOKEN_REFUSED", message, { retryable: true, details });
  }
  return { value, expiresAtMs: askedAtMs + lifeSecondsOf(expiresIn) * 1_000 };
}

/** The server's own words: no other field, for the server knows the secret and may echo it. */
function wordsOf(text: string, body: unknown): string {
  if (body === undefined) return isPage(text) ? serverWords(text) : "";
  const refusal = z.safeParse(refusalSchema, body);
  if (!refusal.success) return "";
  const said = [refusal.data.error, refusal.data.error_description]
    .filter((words) => typeof words === "string" && words !== "")
    .join(", ");
  return said.slice(0, 500).toWellFormed();
}

function lifeSecondsOf(expiresIn: unknown): number {
  const seconds = typeof expiresIn === "string" && expiresIn.trim() !== "" ? Number(expiresIn) : expiresIn;
  if (typeof seconds !== "number" || !Number.isFinite(seconds)) return unstatedLifeSeconds;
  // A token that is over at once still serves the call that it was asked for.
  return Math.min(maxLifeSeconds, Math.max(0, seconds));
}
