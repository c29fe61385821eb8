import { createPrivateKey, type KeyObject, randomBytes, sign } from "node:crypto";
import type { Clock } from "../../platform/clock.ts";
import { ServiceError } from "../../platform/errors.ts";
import { settings } from "../../platform/config/settings.ts";

/** A CDP API key. */
export interface CoinbaseKey {
  readonly id: string;
  /** P-256 PEM (SEC1 or PKCS8, also with `\n` escapes) or Ed25519 base64 of 64 bytes (seed, then public key). */
  readonly secret: string;
}

/** Signs a token for one request: `method` and `url` name it, the query is not part of the signature. */
export type SignCoinbaseRequest = (method: string, url: string) => string;

const lifeSeconds = 120;

/**
 * Makes the signer of a key. Each request needs a token of its own.
 *
 * @throws ServiceError `CONFIGURATION_INVALID` if the secret is a key of neither form; it never shows the secret.
 * @see https://docs.cdp.coinbase.com/coinbase-app/authentication-authorization/api-key-authentication
 */
export function createCoinbaseSigner(
  key: CoinbaseKey,
  {
    clock = Date.now,
    newNonce = () => randomBytes(16).toString("hex"),
  }: { clock?: Clock | undefined; newNonce?: () => string } = {},
): SignCoinbaseRequest {
  const privateKey = parseSecret(key.secret);
  const algorithm = privateKey.asymmetricKeyType === "ed25519" ? "EdDSA" : "ES256";
  return (method, url) => {
    const { host, pathname } = new URL(url);
    const now = Math.floor(clock() / 1_000);
    const header = { alg: algorithm, kid: key.id, nonce: newNonce(), typ: "JWT" };
    const payload = { sub: key.id, iss: "cdp", nbf: now, exp: now + lifeSeconds, uri: `${method} ${host}${pathname}` };
    const content = `${encode(header)}.${encode(payload)}`;
    const signature =
      algorithm === "EdDSA"
        ? sign(null, Buffer.from(content), privateKey)
        : sign("sha256", Buffer.from(content), { key: privateKey, dsaEncoding: "ieee-p1363" });
    return `${content}.${signature.toString("base64url")}`;
  };
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

function parseSecret(secret: string): KeyObject {
  try {
    if (secret.includes("-----BEGIN")) {
      const key = createPrivateKey(secret.replaceAll(String.raw`\n`, "\n"));
      if (key.asymmetricKeyType === "ec" && key.asymmetricKeyDetails?.namedCurve === "prime256v1") return key;
    } else {
      const bytes = Buffer.from(secret, "base64");
      if (bytes.length === 64) {
        const d = bytes.subarray(0, 32).toString("base64url");
        const x = bytes.subarray(32).toString("base64url");
        return createPrivateKey({ key: { kty: "OKP", crv: "Ed25519", d, x }, format: "jwk" });
      }
    }
  } catch {
    // What OpenSSL says of a malformed key can quote it.
  }
  throw new ServiceError(
    "CONFIGURATION_INVALID",
    `${settings.coinbaseSecret.name} must be a P-256 private key in PEM or an Ed25519 key in base64 (64 bytes)`,
  );
}
