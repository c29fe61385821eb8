/** Where a command looks for AWS. */
export interface AwsPlace {
  /** Null is AWS, or where the SDK's own variables point. */
  readonly endpoint: URL | null;
  /** Undefined is the SDK's own choice. */
  readonly region?: string | undefined;
}

/** Whoever waits at a terminal wants to know soon that nobody answers. */
const timeouts = { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true } as const;
const maxAttempts = 2;

const loopbackHosts = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * What any AWS client of a command is made with: the SDK's usual credentials and variables, or an endpoint that is given.
 * The embedded stack, on loopback, takes any credentials, so it gets made-up ones and never the user's.
 */
export function awsClientOptions({ endpoint, region }: AwsPlace) {
  const isLoopback = endpoint !== null && loopbackHosts.has(endpoint.hostname);
  return {
    requestHandler: timeouts,
    maxAttempts,
    ...(region === undefined ? {} : { region }),
    ...(endpoint === null ? {} : { endpoint: endpoint.href }),
    ...(isLoopback ? { credentials: { accessKeyId: "local", secretAccessKey: "local" } } : {}),
  };
}
