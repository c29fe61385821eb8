import { parseJson } from "../../src/platform/http/http.ts";
import type { Trip } from "./trip-recorder.ts";

/** A call as the bare script makes it. What must be new in each message is added to it there. */
export type BareCall =
  | { readonly kind: "dynamodb"; readonly operation: string; readonly input: DynamodbInput }
  | { readonly kind: "s3"; readonly bucket: string; readonly key: string; readonly body: string }
  | { readonly kind: "model"; readonly host: string; readonly body: object }
  | {
      readonly kind: "http";
      readonly method: string;
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    };

/** The input of a command that names one item by a key of one string. */
export interface DynamodbInput {
  readonly TableName: string;
  readonly Key: Readonly<Record<string, { readonly S: string }>>;
}

/** The bare script's event: the calls to make from now on, or a message's mark, which makes its items, objects and posts its own. */
export type BareEvent = { readonly stages: readonly (readonly BareCall[])[] } | { readonly mark: string };

/** What the sender itself adds to every request. */
const ofFetch = /^(?:host|connection|content-length|accept-encoding|accept-language|user-agent|sec-fetch-.*)$/;

/**
 * The call behind a recorded trip.
 *
 * @throws Error for a call that the bare script can't make.
 */
export function bareCallOf({ service, operation, url, request }: Trip): BareCall {
  const { method, body } = request;
  const { pathname } = new URL(url);
  if (service === "DynamoDB") {
    const input: unknown = parseJson(body);
    if (isKeyed(input)) return { kind: "dynamodb", operation, input };
  }
  if (service === "S3" && operation === "PutObject") {
    const [, bucket = "", ...key] = decodeURIComponent(pathname).split("/");
    return { kind: "s3", bucket, key: key.join("/"), body };
  }
  if (service === "Ollama") return { kind: "model", host: new URL(url).origin, body: Object(parseJson(body)) };
  if (service === "Coinbase" || service === "Assistant" || service === "Auth0") {
    const headers = Object.entries(request.headers).filter(([name]) => !ofFetch.test(name));
    return { kind: "http", method, url, headers: Object.fromEntries(headers), body };
  }
  throw new Error(`The bare script can't make this call: ${service} ${operation}`);
}

function isKeyed(input: unknown): input is DynamodbInput {
  return typeof input === "object" && input !== null && "TableName" in input && "Key" in input;
}
