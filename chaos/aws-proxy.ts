import { parseJson } from "../src/platform/http/http.ts";
import {
  type FaultHook,
  type HttpAnswer,
  type HttpRequest,
  type RunningHttpServer,
  startHttpServer,
} from "../src/emulators/http-server.ts";

/** How the proxy is started. */
export interface AwsProxyOptions {
  /** The endpoint that requests are passed on to, known only once it runs. */
  readonly target: () => string;
  /** By how much a delay that the function asks of the queue passes faster. */
  readonly queueSpeed: number;
  readonly fault?: FaultHook | undefined;
}

/**
 * Starts a server that stands between the function and the emulator of SQS and S3: faults befall requests on the way, and
 * the delays of redelivery, minutes in earnest, are cut down.
 */
export async function startAwsProxy({ target, queueSpeed, fault }: AwsProxyOptions): Promise<RunningHttpServer> {
  async function pass(request: HttpRequest): Promise<HttpAnswer> {
    const query = request.query.size === 0 ? "" : `?${request.query.toString()}`;
    const { host: _, connection: __, "content-length": ___, expect: ____, ...headers } = request.headers;
    const isBodiless = request.method === "GET" || request.method === "HEAD";
    const response = await fetch(`${target()}${request.path}${query}`, {
      method: request.method,
      headers,
      ...(isBodiless ? {} : { body: hurry(request, queueSpeed) }),
    });
    const {
      "content-length": _length,
      "transfer-encoding": _encoding,
      connection: _connection,
      ...answered
    } = Object.fromEntries(response.headers);
    return { status: response.status, headers: answered, body: await response.text() };
  }
  return await startHttpServer(pass, { fault });
}

/** The body of a request, its delay cut down where it asks for one. */
function hurry({ headers, body }: HttpRequest, queueSpeed: number): string {
  if (headers["x-amz-target"] !== "AmazonSQS.ChangeMessageVisibility") return body;
  const asked: unknown = Reflect.get(Object(parseJson(body)), "VisibilityTimeout");
  if (typeof asked !== "number" || asked === 0) return body;
  return JSON.stringify({ ...Object(parseJson(body)), VisibilityTimeout: asked / queueSpeed });
}
