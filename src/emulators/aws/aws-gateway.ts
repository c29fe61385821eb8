import { type IncomingMessage, request as requestOf, type ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { type HttpHandler, listenOnLoopback, type RunningHttpServer, serve } from "../http-server.ts";

/** A server that speaks for a service. */
export interface AwsServer {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** Operations that it does not know, by `X-Amz-Target`, answered in this process in its stead. */
  readonly operations?: Readonly<Record<string, HttpHandler>> | undefined;
}

/** What answers the requests to a service. */
export type AwsRoute = AwsServer | HttpHandler;

/** Belong to a connection, and not to what is passed on. */
const ofConnection = new Set(["connection", "keep-alive", "transfer-encoding", "expect", "upgrade"]);

/**
 * Starts one endpoint for several AWS services, as `AWS_ENDPOINT_URL` wants it. Requests are passed on as they are, their
 * bodies as streams; a service without a route is answered 501.
 *
 * @param routes by the service's name in a signature (`sqs`, `s3`, `dynamodb`).
 * @param port default: any free port.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export async function startAwsGateway(
  routes: Readonly<Record<string, AwsRoute>>,
  port?: number,
): Promise<RunningHttpServer> {
  const table = new Map(Object.entries(routes));
  return await listenOnLoopback((incoming, response) => {
    const service = serviceOf(incoming);
    const route = table.get(service ?? "");
    if (route === undefined) return void serve(incoming, response, () => unknownService(service, [...table.keys()]));
    if (typeof route === "function") return void serve(incoming, response, route);
    const operation = new Map(Object.entries(route.operations ?? {})).get(String(incoming.headers["x-amz-target"]));
    if (operation !== undefined) return void serve(incoming, response, operation);
    return void pass(incoming, response, route.url);
  }, port);
}

/** The service that a request is signed for: `Credential=KEY/20261123/us-east-2/sqs/aws4_request`, or so in a presigned URL. */
function serviceOf({ headers, url = "/" }: IncomingMessage): string | undefined {
  const signed = /\bCredential=([^,\s]+)/.exec(headers.authorization ?? "")?.[1];
  const presigned = /[?&]X-Amz-Credential=([^&]+)/i.exec(url)?.[1]?.replaceAll(/%2F/gi, "/");
  return (signed ?? presigned)?.split("/").at(-2);
}

function unknownService(service: string | undefined, known: readonly string[]) {
  const asked =
    service === undefined ? "The request is not signed, so it names no service" : `There is no service ${service} here`;
  return {
    status: 501,
    headers: { "x-amzn-errortype": "NotImplemented" },
    body: { __type: "NotImplemented", message: `${asked}; there are ${known.toSorted().join(", ")}` },
  };
}

async function pass(incoming: IncomingMessage, response: ServerResponse, target: string): Promise<void> {
  const { hostname, port } = new URL(target);
  const outgoing = requestOf({
    hostname,
    port,
    method: incoming.method,
    path: incoming.url,
    headers: endToEnd(incoming.rawHeaders),
    // A connection that is used again may be one that its server is just closing.
    agent: false,
  });
  response.once("close", () => outgoing.destroy());
  incoming.pipe(outgoing);
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once("response", resolve);
      outgoing.on("error", reject);
    });
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEnd(answer.rawHeaders));
    await pipeline(answer, response);
  } catch (error) {
    if (response.headersSent) return void response.destroy();
    // The rest of the body is read, so that the client gets to the answer.
    incoming.unpipe(outgoing).resume();
    const message = error instanceof Error ? error.message : String(error);
    response.writeHead(502, { "content-type": "application/json" });
    response.end(JSON.stringify({ __type: "BadGateway", message }));
  }
}

/** The headers of a message without those of its connection, as names and values in turn. */
function endToEnd(rawHeaders: readonly string[]): string[] {
  return rawHeaders.filter((_, index) => !ofConnection.has((rawHeaders[index - (index % 2)] ?? "").toLowerCase()));
}
