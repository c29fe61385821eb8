import { decodeJwt, decodeProtectedHeader } from "jose";

/**
 * Whether an `Authorization` header carries a token as Coinbase's private endpoints want it: a well-formed JWT with a
 * key id and a subject, not expired, made for this very request. Its signature is not checked: there is no key to check it with.
 *
 * @param uri method, one blank, host and path without the query: `GET api.coinbase.com/api/v3/...`.
 */
export function isCoinbaseBearer(authorization: string | undefined, uri: string, nowSeconds: number): boolean {
  const token = /^Bearer (\S+)$/.exec(authorization ?? "")?.[1];
  if (token === undefined) return false;
  try {
    const { kid } = decodeProtectedHeader(token);
    const claims = decodeJwt(token);
    return (
      isFilled(kid) &&
      isFilled(claims.sub) &&
      claims["uri"] === uri &&
      (claims.nbf ?? nowSeconds) <= nowSeconds &&
      claims.exp !== undefined &&
      claims.exp > nowSeconds
    );
  } catch {
    return false;
  }
}

function isFilled(text: string | undefined): boolean {
  return typeof text === "string" && text !== "";
}
