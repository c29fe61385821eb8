import * as z from "zod/mini";
import type { Clock, Fetch } from "../platform/clock.ts";
import type { Deadline } from "../platform/deadline.ts";
import { ServiceError } from "../platform/errors.ts";
import { type HttpReply, isTransientStatus, parseJson, sendRequest } from "../platform/http.ts";
import { parseRetryAfterMs } from "../platform/retry.ts";
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

/**
 * Asks for an access token: the client-credentials grant, form-encoded, with `audience`.
 *
 * @throws ServiceError `TOKEN_UNAVAILABLE` (retryable) if the server can't answer now; `TOKEN_REFUSED` if it refuses the
 * client, the audience or the grant: that is a fault of the configuration. Only `error` and `error_description` of the
 * answer are shown.
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
    { signal: deadline.signal, timeoutMs: options.timeoutMs ?? 5_000, fetch: options.fetch },
  ).catch((error: unknown) => {
    throw new ServiceError("TOKEN_UNAVAILABLE", "The token server did not answer", { cause: error, retryable: true });
  });
  return judgeTokenReply(reply, askedAtMs, clock);
}

const grantSchema = z.object({
  access_token: z.string().check(z.minLength(1)),
  expires_in: z.optional(z.unknown()),
});

const refusalSchema = z.object({ error: z.optional(z.string()), error_description: z.optional(z.string()) });

/** Turns the token server's answer into a token. Throws as `requestAccessToken` does. */
export function judgeTokenReply(reply: HttpReply, askedAtMs: number, clock: Clock): AccessToken {
  const body = parseJson(reply.text);
  const details = { status: reply.status };
  if (reply.status === 200) {
    const grant = z.safeParse(grantSchema, body);
    if (!grant.success) {
      throw new ServiceError("TOKEN_UNAVAILABLE", "The token server answered 200 without an access_token", {
        retryable: true,
        details,
      });
    }
    return {
      value: grant.data.access_token,
      expiresAtMs: askedAtMs + lifeSecondsOf(grant.data.expires_in) * 1_000,
    };
  }

  const refusal = z.safeParse(refusalSchema, body);
  const said = refusal.success ? [refusal.data.error, refusal.data.error_description].filter(Boolean).join(", ") : "";
  const message = `The token server answered ${reply.status}${said === "" ? "" : `: ${said}`}`;
  if (isTransientStatus(reply.status)) {
    const retryAfterMs = parseRetryAfterMs(reply.headers.get("retry-after"), clock);
    throw new ServiceError("TOKEN_UNAVAILABLE", message, {
      retryable: true,
      details: retryAfterMs === undefined ? details : { ...details, retryAfterMs },
    });
  }
  // Retryable: an operator can mend the client until the redelivery. Nothing asks again within this call.
  throw new ServiceError("TOKEN_REFUSED", message, { retryable: true, details });
}

function lifeSecondsOf(expiresIn: unknown): number {
  const seconds = typeof expiresIn === "string" && expiresIn.trim() !== "" ? Number(expiresIn) : expiresIn;
  if (typeof seconds !== "number" || !Number.isFinite(seconds)) return unstatedLifeSeconds;
  // A token that is over at once still serves the call that it was asked for.
  return Math.max(0, seconds);
}
