import { randomUUID } from "node:crypto";
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from "jose";
import type { Clock } from "../../platform/clock.ts";
import { parseJson } from "../../platform/http/http.ts";
import {
  type FaultHook,
  type HttpAnswer,
  type HttpRequest,
  type RunningHttpServer,
  startHttpServer,
} from "../http-server.ts";

/** How the token server is started: the one client and the one API that it knows. */
export interface TokenServerOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly audience: string;
  /** Life of a token in seconds. Default 86400, as Auth0's. */
  readonly expiresInSeconds?: number | undefined;
  readonly clock?: Clock | undefined;
  readonly fault?: FaultHook | undefined;
  /** Default 0: any free port. */
  readonly port?: number | undefined;
}

/** A running token server. */
export interface TokenServer extends RunningHttpServer {
  /** What `AUTH0_OAUTH_URL` is set to. */
  readonly tokenUrl: string;
  /** The tokens' `iss`: the server's URL with a slash at the end, as Auth0 writes it. */
  readonly issuer: string;
  readonly jwksUrl: string;
  /** Requests for a token so far, those that were refused or that a fault befell included. */
  readonly tokenRequestCount: number;
}

const tokenPath = "/oauth/token";
const jwksPath = "/.well-known/jwks.json";
const grantType = "client_credentials";
const requiredFields = ["grant_type", "client_id", "client_secret", "audience"] as const;

/**
 * Starts a server that answers the client-credentials grant as Auth0 does. Its tokens are RS256 JWTs, signed by a key that is
 * made at start and published at the JWKS endpoint.
 *
 * @see https://auth0.com/docs/api/authentication/client-credential-flow/get-token
 */
export async function startTokenServer(options: TokenServerOptions): Promise<TokenServer> {
  const clock = options.clock ?? Date.now;
  const expiresInSeconds = options.expiresInSeconds ?? 86_400;
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const keyId = randomUUID();
  const jwk = { ...(await exportJWK(publicKey)), kid: keyId, alg: "RS256", use: "sig" };
  let tokenRequestCount = 0;
  let issuer = "";

  async function answerTokenRequest(request: HttpRequest): Promise<HttpAnswer> {
    const fields = readFields(request);
    const refused = fields === undefined ? refusal(400, "invalid_request", "Invalid body") : judge(fields, options);
    if (refused !== undefined) return refused;
    const token = await sign(privateKey, keyId, {
      issuer,
      clientId: options.clientId,
      audience: options.audience,
      issuedAtSeconds: Math.floor(clock() / 1_000),
      expiresInSeconds,
    });
    return {
      status: 200,
      headers: { "cache-control": "no-store", pragma: "no-cache" },
      body: { access_token: token, token_type: "Bearer", expires_in: expiresInSeconds },
    };
  }

  const server = await startHttpServer(
    (request) => {
      const route = `${request.method} ${request.path}`;
      if (route === `POST ${tokenPath}`) return answerTokenRequest(request);
      if (route === `GET ${jwksPath}`) return { status: 200, body: { keys: [jwk] } };
      if (route === "GET /.well-known/openid-configuration") {
        const tokenUrl = server.url + tokenPath;
        return { status: 200, body: { issuer, jwks_uri: server.url + jwksPath, token_endpoint: tokenUrl } };
      }
      return refusal(404, "not_found", "Not Found");
    },
    {
      port: options.port,
      fault: (request) => {
        if (request.path === tokenPath) tokenRequestCount += 1;
        return options.fault?.(request);
      },
    },
  );
  issuer = `${server.url}/`;
  return {
    ...server,
    tokenUrl: server.url + tokenPath,
    issuer,
    jwksUrl: server.url + jwksPath,
    get tokenRequestCount() {
      return tokenRequestCount;
    },
  };
}

/** The fields of a form or JSON body; undefined where the body is neither. */
function readFields(request: HttpRequest): ReadonlyMap<string, unknown> | undefined {
  const contentType = request.headers["content-type"] ?? "";
  if (contentType.startsWith("application/x-www-form-urlencoded")) return new Map(new URLSearchParams(request.body));
  if (!contentType.startsWith("application/json")) return undefined;
  const value = parseJson(request.body);
  return typeof value === "object" && value !== null ? new Map(Object.entries(value)) : undefined;
}

/** What Auth0 refuses a request with; undefined where a token is due. */
function judge(fields: ReadonlyMap<string, unknown>, options: TokenServerOptions): HttpAnswer | undefined {
  for (const name of requiredFields) {
    const value = fields.get(name);
    if (typeof value !== "string" || value === "") {
      return refusal(400, "invalid_request", `Missing required parameter: ${name}`);
    }
    if (name === "grant_type" && value !== grantType) {
      return refusal(400, "unsupported_grant_type", `Unsupported grant type: ${value}`);
    }
  }
  if (fields.get("client_id") !== options.clientId || fields.get("client_secret") !== options.clientSecret) {
    return refusal(401, "access_denied", "Unauthorized");
  }
  if (fields.get("audience") !== options.audience) {
    return refusal(403, "access_denied", `Service not enabled within domain: ${String(fields.get("audience"))}`);
  }
  return undefined;
}

interface Grant {
  readonly issuer: string;
  readonly clientId: string;
  readonly audience: string;
  readonly issuedAtSeconds: number;
  readonly expiresInSeconds: number;
}

async function sign(key: CryptoKey, keyId: string, grant: Grant): Promise<string> {
  return await new SignJWT({ azp: grant.clientId, gty: "client-credentials" })
    .setProtectedHeader({ alg: "RS256", typ: "JWT", kid: keyId })
    .setIssuer(grant.issuer)
    .setSubject(`${grant.clientId}@clients`)
    .setAudience(grant.audience)
    .setIssuedAt(grant.issuedAtSeconds)
    .setExpirationTime(grant.issuedAtSeconds + grant.expiresInSeconds)
    .setJti(randomUUID())
    .sign(key);
}

function refusal(status: number, error: string, description: string): HttpAnswer {
  return { status, body: { error, error_description: description } };
}
