import { always } from "../upstream-trial.ts";

const page = "<!doctype html><title>Log in</title><form>";
/** An answer that grants a token. */
export const grant = { access_token: "a-token-of-nobody", token_type: "Bearer", expires_in: 86_400 };
const denied = (words: string): object => ({ error: "access_denied", error_description: words });
const tooMany = { error: "too_many_requests", error_description: "Client quota exceeded" };

/** An answer of the token server, and what becomes of the request: its code, and when it is back. */
export type TokenAnswer = [
  name: string,
  fault: ReturnType<typeof always>,
  code: string,
  backInSeconds: number,
  words: string,
];

/** Every answer by which a token server is known to give no token that can be used. */
export const tokenAnswers: readonly TokenAnswer[] = [
  [
    "400 invalid_request",
    always(400, { error: "invalid_request" }),
    "TOKEN_REFUSED",
    10,
    "answered 400: invalid_request",
  ],
  [
    "400 unsupported_grant_type",
    always(400, { error: "unsupported_grant_type" }),
    "TOKEN_REFUSED",
    10,
    "unsupported_grant_type",
  ],
  [
    "401 access_denied",
    always(401, denied("Unauthorized")),
    "TOKEN_REFUSED",
    10,
    "answered 401: access_denied, Unauthorized",
  ],
  ["401 invalid_client", always(401, { error: "invalid_client" }), "TOKEN_REFUSED", 10, "answered 401: invalid_client"],
  [
    "403 of the audience",
    always(403, denied("Service not enabled within domain: https://x")),
    "TOKEN_REFUSED",
    10,
    "Service not enabled within domain: https://x",
  ],
  [
    "403 without a grant",
    always(403, denied('Client is not authorized to access "https://x".')),
    "TOKEN_REFUSED",
    10,
    "Client is not authorized",
  ],
  [
    "403 unauthorized_client",
    always(403, { error: "unauthorized_client" }),
    "TOKEN_REFUSED",
    10,
    "unauthorized_client",
  ],
  [
    "403 with a page of something in front",
    always(403, page),
    "TOKEN_UNAVAILABLE",
    10,
    'answered 403: a page of HTML, "Log in"',
  ],
  ["404", always(404, "Not found."), "TOKEN_REFUSED", 10, "answered 404"],
  ["405", always(405), "TOKEN_REFUSED", 10, "answered 405"],
  [
    "429 for a minute",
    always(429, tooMany, { "retry-after": "60" }),
    "TOKEN_UNAVAILABLE",
    60,
    "too_many_requests, Client quota exceeded",
  ],
  ["429 for 2285 s", always(429, tooMany, { "retry-after": "2285" }), "TOKEN_UNAVAILABLE", 900, "answered 429"],
  ["429 for no time", always(429, tooMany, { "retry-after": "0" }), "TOKEN_UNAVAILABLE", 10, "answered 429"],
  [
    "429 of a quota",
    always(429, tooMany, { "auth0-client-quota-limit": "b=per_hour;q=10;r=0;t=340" }),
    "TOKEN_UNAVAILABLE",
    340,
    "answered 429",
  ],
  ["429 with a reset", always(429, tooMany, { "x-ratelimit-reset": "30" }), "TOKEN_UNAVAILABLE", 30, "answered 429"],
  ["500", always(500, { error: "server_error" }), "TOKEN_UNAVAILABLE", 10, "answered 500: server_error"],
  [
    "503 with a page",
    always(503, page, { "retry-after": "120" }),
    "TOKEN_UNAVAILABLE",
    120,
    'a page of HTML, "Log in"',
  ],
  [
    "302 to a login",
    always(302, "", { location: "https://login.example/?state=hunter2" }),
    "TOKEN_UNAVAILABLE",
    10,
    "redirects to https://login.example (302)",
  ],
  ["200 with a page", always(200, page), "TOKEN_UNAVAILABLE", 10, 'without an access_token: a page of HTML, "Log in"'],
  [
    "200 with an error",
    always(200, denied("Unauthorized")),
    "TOKEN_UNAVAILABLE",
    10,
    "without an access_token: access_denied, Unauthorized",
  ],
  [
    "200 without a token",
    always(200, { token_type: "Bearer", expires_in: 1 }),
    "TOKEN_UNAVAILABLE",
    10,
    "without an access_token",
  ],
  ["200 with nothing", always(200), "TOKEN_UNAVAILABLE", 10, "answered 200 without an access_token"],
  [
    "a token that no header can carry",
    always(200, { ...grant, access_token: "a\nb" }),
    "TOKEN_UNAVAILABLE",
    10,
    "no header can carry",
  ],
  [
    "a token of another type",
    always(200, { ...grant, token_type: "DPoP" }),
    "TOKEN_REFUSED",
    10,
    'of the type "DPoP", not Bearer',
  ],
];
