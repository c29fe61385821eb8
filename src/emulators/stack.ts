import { randomBytes } from "node:crypto";
import type { Clock } from "../platform/clock.ts";
import { type AssistantInbox, type InboxMessage, startAssistantInbox } from "./upstreams/assistant-inbox.ts";
import { startAwsGateway } from "./aws/aws-gateway.ts";
import { functionSettings, settings } from "../platform/config/settings.ts";
import { defaultRegion as region, deployedNames } from "../platform/config/deployed-names.ts";
import { startDynamodbServer } from "./aws/dynamodb-server.ts";
import { type Exchange, startExchange } from "./upstreams/coinbase-exchange.ts";
import { type DiscordServer, type DiscordServerOptions, startDiscordServer } from "./upstreams/discord-server.ts";
import { embeddedRoles } from "./aws/embedded-roles.ts";
import type { FaultHook } from "./http-server.ts";
import { createIamApi, type DescribedRole } from "./aws/iam-api.ts";
import { createInvocableFunction, type InvocableFunction } from "./lambda/invocable-function.ts";
import { bundleTemporarily } from "./lambda/bundle-function.ts";
import type { LambdaCode } from "./lambda/lambda-code.ts";
import { createLambdaApi, type DescribedFunction } from "./aws/lambda-api.ts";
import { type LocalAws, localAccountId, localBucketName as bucketName } from "./aws/local-aws.ts";
import type { MarketData } from "./markets/market-data.ts";
import { startMessageMoveTasks } from "./aws/message-move-task.ts";
import { createParameterStore, type StoredParameter } from "./aws/parameter-store.ts";
import { type QueueAndBucket, startQueueAndBucket } from "./aws/queue-and-bucket.ts";
import { pick, toDiscord, withOverrides } from "./stack-variables.ts";
import { startTogether, stopTogether } from "./start-together.ts";
import { startTokenServer, type TokenServer } from "./upstreams/token-server.ts";

/** How the stack is started. */
export interface StackOptions {
  /** What the exchange serves; null starts no exchange, and the function asks the one it asks by default. */
  readonly market: MarketData | null;
  /** Variables that replace those of the stack or are added to them; undefined takes one out. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  readonly clock?: Clock | undefined;
  /** Of the one AWS; the inbox takes the port after it, and the queue the one after that. Default: any free ports. */
  readonly port?: number | undefined;
  /** Faults of the servers, for trying out how the function bears them. */
  readonly faults?:
    | Readonly<Partial<Record<"exchange" | "tokenServer" | "inbox" | "dynamodb" | "discord", FaultHook>>>
    | undefined;
  /** Life of the token server's tokens in seconds. Default 86400. */
  readonly tokenExpiresInSeconds?: number | undefined;
  /** Whether the inbox knows an idempotency key again. Default true. */
  readonly honoursIdempotencyKey?: boolean | undefined;
  readonly onMessage?: ((message: InboxMessage) => void) | undefined;
  /** Insights go to a server that speaks Discord's wire format instead of the inbox. Default: to the inbox. */
  readonly discord?: Pick<DiscordServerOptions, "channels" | "postsPerWindow" | "relayTo"> | undefined;
  /** What SSM holds, by name; the function's variables may refer to it. Without it the function finds no SSM. */
  readonly parameters?: Readonly<Record<string, StoredParameter>> | undefined;
  /** The functions' roles. Default: what a deployment's allow, on the stack's own parts. */
  readonly roles?: readonly DescribedRole[] | undefined;
  /** The functions that Lambda's Invoke runs. Default: the service's own, bundled as they are deployed. */
  readonly code?: Readonly<Partial<Record<"prompts" | "api", LambdaCode>>> | undefined;
}

/** Everything that the function talks to, running in this process on free ports of 127.0.0.1. */
export interface Stack extends Pick<
  QueueAndBucket,
  "queueUrl" | "dlqUrl" | "readDeadLetters" | "putObject" | "readObject" | "listObjects"
> {
  /** The whole configuration of the function, the AWS SDK's variables included. */
  readonly environment: Readonly<Record<string, string>>;
  /** One endpoint for every AWS service of the stack, as `AWS_ENDPOINT_URL` wants it. The function's variables name each one's own. */
  readonly awsUrl: string;
  readonly inbox: AssistantInbox;
  /** Null where insights go to the inbox. */
  readonly discord: DiscordServer | null;
  /** What takes the insights: the inbox, or the one in its place. */
  readonly receiver: Pick<AssistantInbox, "messages" | "postCount" | "settle">;
  readonly exchange: Exchange | null;
  readonly tokenServer: TokenServer;
  /** Stops every server and frees every port. */
  stop(): Promise<void>;
}

const stage = "local";
const names = deployedNames(stage);
const audience = "https://assistant.local";
const cacheTable = { name: "trader-cache", keyName: "cache_key" };
const stateTable = { name: names.stateTable, keyName: "id" };

/** What of the configuration the function behind the HTTP API is given. */
const apiVariables: ReadonlySet<string> = new Set(
  functionSettings.filter(({ functions }) => functions.includes("api")).map(({ name }) => name),
);

/** As serverless.yml deploys them. */
const timeoutsMs = { prompts: 90_000, api: 15_000 };

/** Port 2 belongs to no service, and no ordinary process may take it: whoever asks there is refused at once. */
const closedPort = "http://127.0.0.1:2";

/**
 * Starts the embedded stack. Its secrets are made up anew at every start.
 *
 * @throws what a server failed to start with; the others are stopped then.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { market, clock, faults = {} } = options;
  const aws: LocalAws = { region, credentials: { accessKeyId: newSecret(), secretAccessKey: newSecret() } };
  const client = { clientId: newSecret(), clientSecret: newSecret() };
  const apiKey = newSecret();

  const startingTokenServer = startTokenServer({
    ...client,
    audience,
    expiresInSeconds: options.tokenExpiresInSeconds,
    clock,
    fault: faults.tokenServer,
  });
  const startingInbox = startingTokenServer.then(({ issuer, jwksUrl }) =>
    startAssistantInbox({
      issuer,
      jwksUrl,
      audience,
      apiKey,
      clock,
      port: options.port === undefined || options.discord !== undefined ? undefined : options.port + 1,
      honoursIdempotencyKey: options.honoursIdempotencyKey,
      fault: faults.inbox,
      onMessage: options.onMessage,
    }),
  );
  const startingQueue = startQueueAndBucket({
    queueName: names.queue,
    dlqName: names.deadLetterQueue,
    bucketName,
    aws,
    port: options.port === undefined ? undefined : options.port + 2,
  });
  const startingDynamodb = startDynamodbServer([cacheTable, stateTable], aws, faults.dynamodb);
  const startingTasks = startingQueue.then(({ url }) => startMessageMoveTasks({ url, aws, clock }));
  const parameters = new Map(Object.entries(options.parameters ?? {}));
  const functions: DescribedFunction[] = [];
  const parts = { region, ...names, bucketName, cacheTable: cacheTable.name };
  const roles = options.roles ?? embeddedRoles(names, parts);
  const startingGateway = Promise.all([startingQueue, startingDynamodb, startingTasks]).then(
    ([{ url }, dynamodb, { operations }]) =>
      startAwsGateway(
        {
          sqs: { url, operations },
          s3: { url },
          dynamodb: { url: dynamodb.url },
          lambda: createLambdaApi(functions, { region, accountId: localAccountId }),
          iam: createIamApi(roles, localAccountId),
          ssm: createParameterStore((name) => parameters.get(name)),
        },
        options.port,
      ),
  );
  const startingDiscord =
    options.discord === undefined
      ? Promise.resolve(null)
      : startDiscordServer({
          ...options.discord,
          clock,
          port: options.port === undefined ? undefined : options.port + 1,
          fault: faults.discord,
          onMessage: options.onMessage,
        });
  const servers = await startTogether(
    startingQueue,
    startingDynamodb,
    startingTasks,
    startingGateway,
    startingTokenServer,
    startingInbox,
    market === null ? Promise.resolve(null) : startExchange({ market, clock, fault: faults.exchange }),
    startingDiscord,
  );
  const [queueAndBucket, dynamodb, , gateway, tokenServer, inbox, exchange, discord] = servers;

  const environment = withOverrides(
    {
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: aws.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: aws.credentials.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_ENDPOINT_URL_SQS: queueAndBucket.url,
      AWS_ENDPOINT_URL_S3: queueAndBucket.url,
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb.url,
      AWS_ENDPOINT_URL_SSM: options.parameters === undefined ? closedPort : gateway.url,
      AWS_ENDPOINT_URL_ECS: closedPort,
      [settings.region.name]: region,
      [settings.stage.name]: stage,
      [settings.logLevel.name]: "info",
      [settings.bucketName.name]: bucketName,
      [settings.cacheTableName.name]: cacheTable.name,
      [settings.stateTableName.name]: stateTable.name,
      [settings.queueUrl.name]: queueAndBucket.queueUrl,
      [settings.deadLetterQueueUrl.name]: queueAndBucket.dlqUrl,
      [settings.coinbaseUrl.name]: exchange?.url,
      [settings.providers.name]: "none",
      [settings.tokenUrl.name]: tokenServer.tokenUrl,
      [settings.clientId.name]: client.clientId,
      [settings.clientSecret.name]: client.clientSecret,
      [settings.audience.name]: audience,
      [settings.assistantKey.name]: apiKey,
      [settings.assistantUrl.name]: inbox.url,
      [settings.channel.name]: "general",
      ...(discord === null ? {} : toDiscord(discord)),
    },
    options.env ?? {},
  );
  const queueArn = `arn:aws:sqs:${region}:${localAccountId}:${names.queue}`;
  const apiEnvironment = pick(environment, (name) => apiVariables.has(name) || name.startsWith("AWS_"));
  const [prompts, api] = [invocable("prompts", environment, options), invocable("api", apiEnvironment, options)];
  functions.push(
    { name: names.promptsFunction, environment, queueArn, invoke: (event) => prompts.invoke(event) },
    { name: names.apiFunction, environment: apiEnvironment, queueArn: null, invoke: (event) => api.invoke(event) },
  );

  return {
    environment,
    awsUrl: gateway.url,
    inbox,
    discord,
    receiver: discord ?? inbox,
    exchange,
    tokenServer,
    queueUrl: queueAndBucket.queueUrl,
    dlqUrl: queueAndBucket.dlqUrl,
    readDeadLetters: queueAndBucket.readDeadLetters,
    putObject: queueAndBucket.putObject,
    readObject: queueAndBucket.readObject,
    listObjects: queueAndBucket.listObjects,
    async stop() {
      await Promise.all([prompts.stop(), api.stop()]);
      await stopTogether(servers);
    },
  };
}

/** A function as Lambda's Invoke runs it: with the stack's variables, in a process for each invocation. */
function invocable(
  name: "prompts" | "api",
  environment: Readonly<Record<string, string>>,
  { code = {} }: StackOptions,
): InvocableFunction {
  const load = async (): Promise<LambdaCode> => code[name] ?? (await bundleTemporarily(name));
  return createInvocableFunction({ code: load, environment, timeoutMs: timeoutsMs[name] });
}

function newSecret(): string {
  return randomBytes(24).toString("hex");
}
