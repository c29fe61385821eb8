import { generateKeyPairSync, type KeyObject, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { createCoinbaseSigner } from "../../../src/market/coinbase/coinbase-jwt.ts";
import { thrownBy } from "../../support/thrown-by.ts";

const id = "organizations/11111111-2222/apiKeys/33333333-4444";
const nowMs = 1_700_049_600_999;
const url = "https://api.coinbase.com/api/v3/brokerage/products/BTC-USD/candles?start=1&end=2&granularity=FIVE_MINUTE";

const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" });
const sec1Pem = p256.privateKey.export({ type: "sec1", format: "pem" }).toString();
const pkcs8Pem = p256.privateKey.export({ type: "pkcs8", format: "pem" }).toString();

const ed25519 = generateKeyPairSync("ed25519");
const ed25519Jwk = z.parse(z.object({ d: z.string(), x: z.string() }), ed25519.privateKey.export({ format: "jwk" }));
const ed25519Secret = Buffer.concat([
  Buffer.from(ed25519Jwk.d, "base64url"),
  Buffer.from(ed25519Jwk.x, "base64url"),
]).toString("base64");

const jsonObject = z.record(z.string(), z.unknown());

function decode(part: string): Record<string, unknown> {
  return z.parse(jsonObject, JSON.parse(Buffer.from(part, "base64url").toString()));
}

/** A token in its parts; fails where it is no token. */
function take(token: string) {
  expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  const [header = "", payload = "", signature = ""] = token.split(".");
  return {
    header: decode(header),
    payload: decode(payload),
    signature: Buffer.from(signature, "base64url"),
    content: Buffer.from(`${header}.${payload}`),
  };
}

function isSignedBy(token: string, publicKey: KeyObject): boolean {
  const { content, signature } = take(token);
  return publicKey.asymmetricKeyType === "ed25519"
    ? verify(null, content, publicKey, signature)
    : verify("sha256", content, { key: publicKey, dsaEncoding: "ieee-p1363" }, signature);
}

const keys = [
  { form: "P-256 in SEC1, as Coinbase issues it", secret: sec1Pem, pair: p256, alg: "ES256" },
  { form: "P-256 in PKCS8", secret: pkcs8Pem, pair: p256, alg: "ES256" },
  { form: "P-256 in one line with \\n escapes", secret: sec1Pem.replaceAll("\n", "\\n"), pair: p256, alg: "ES256" },
  { form: "P-256 with the line ends of Windows", secret: pkcs8Pem.replaceAll("\n", "\r\n"), pair: p256, alg: "ES256" },
  { form: "Ed25519 in base64", secret: ed25519Secret, pair: ed25519, alg: "EdDSA" },
];

describe.each(keys)("a token by a key of the form $form", ({ secret, pair, alg }) => {
  const sign = createCoinbaseSigner({ id, secret }, { clock: () => nowMs, newNonce: () => "c0ffee" });

  it("bears a signature of 64 bytes that the public key verifies", () => {
    const token = sign("GET", url);
    expect(take(token).signature).toHaveLength(64);
    expect(isSignedBy(token, pair.publicKey)).toBe(true);
  });

  it("bears no signature for another content", () => {
    const [header, , signature] = sign("GET", url).split(".");
    const forged = `${header}.${Buffer.from('{"sub":"mallory"}').toString("base64url")}.${signature}`;
    expect(isSignedBy(forged, pair.publicKey)).toBe(false);
  });

  it("says who signed what, for two minutes, by the name that the trading API reads", () => {
    const { header, payload } = take(sign("GET", url));
    expect(header).toEqual({ alg, kid: id, nonce: "c0ffee", typ: "JWT" });
    expect(payload).toEqual({
      sub: id,
      iss: "cdp",
      nbf: 1_700_049_600,
      exp: 1_700_049_720,
      uri: "GET api.coinbase.com/api/v3/brokerage/products/BTC-USD/candles",
    });
  });
});

it("names the port where there is one, the path as it is sent, and never the query", () => {
  const sign = createCoinbaseSigner({ id, secret: sec1Pem });
  const { payload } = take(sign("GET", "http://127.0.0.1:4321/products/A%2FB/candles?limit=300#part"));
  expect(payload["uri"]).toBe("GET 127.0.0.1:4321/products/A%2FB/candles");
});

it("is new for each request: of the present second, with a nonce of its own", () => {
  let timeMs = nowMs;
  const sign = createCoinbaseSigner({ id, secret: sec1Pem }, { clock: () => timeMs });
  const first = take(sign("GET", url));
  timeMs += 60_000;
  const second = take(sign("GET", url));
  expect(first.header["nonce"]).toMatch(/^[0-9a-f]{32}$/);
  expect(second.header["nonce"]).toMatch(/^[0-9a-f]{32}$/);
  expect(second.header["nonce"]).not.toBe(first.header["nonce"]);
  expect([first.payload["nbf"], second.payload["nbf"]]).toEqual([1_700_049_600, 1_700_049_660]);
});

it("takes the system's clock by default", () => {
  const beforeSeconds = Math.floor(Date.now() / 1_000);
  const { nbf } = z.parse(
    z.object({ nbf: z.number() }),
    take(createCoinbaseSigner({ id, secret: sec1Pem })("GET", url)).payload,
  );
  expect(nbf).toBeGreaterThanOrEqual(beforeSeconds);
  expect(nbf).toBeLessThanOrEqual(Math.floor(Date.now() / 1_000));
});

const p384Pem = generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey.export({ type: "sec1", format: "pem" });
const ed25519Pem = ed25519.privateKey.export({ type: "pkcs8", format: "pem" });
const rsaPem = generateKeyPairSync("rsa", { modulusLength: 2_048 }).privateKey.export({ type: "pkcs8", format: "pem" });
const lockedPem = p256.privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "secret" });
const publicPem = p256.publicKey.export({ type: "spki", format: "pem" });

describe("a secret of neither form is refused, and not quoted:", () => {
  it.each([
    { what: "nothing", secret: "" },
    { what: "words", secret: "not-a-key-but-a-password" },
    { what: "a base64 seed without its public half", secret: Buffer.alloc(32, 7).toString("base64") },
    { what: "65 bytes in base64", secret: Buffer.alloc(65, 7).toString("base64") },
    { what: "a PEM without its middle", secret: sec1Pem.replace(/\n[\s\S]*\n(?=-----END)/, "\n") },
    { what: "a PEM that was cut", secret: sec1Pem.slice(0, 80) },
    { what: "a PEM of nonsense", secret: "-----BEGIN EC PRIVATE KEY-----\nbm9uc2Vuc2U=\n-----END EC PRIVATE KEY-----" },
    { what: "a key on another curve", secret: String(p384Pem) },
    { what: "an Ed25519 key in PEM", secret: String(ed25519Pem) },
    { what: "an RSA key", secret: String(rsaPem) },
    { what: "a key behind a passphrase", secret: String(lockedPem) },
    { what: "a public key", secret: String(publicPem) },
  ])("$what", async ({ secret }) => {
    const error = await thrownBy(Promise.try(() => createCoinbaseSigner({ id, secret })));
    expect([error.code, error.retryable]).toEqual(["CONFIGURATION_INVALID", false]);
    expect(error.message).toBe(
      "COINBASE_API_SECRET must be a P-256 private key in PEM or an Ed25519 key in base64 (64 bytes)",
    );
    expect(error.cause, "a cause would be logged, and could quote the key").toBeUndefined();
    expect(error.details).toEqual({});
  });
});
