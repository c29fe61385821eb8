import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { deflateRawSync } from "node:zlib";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { bundleFunction } from "../../src/emulators/lambda/bundle-function.ts";
import { findHandler } from "../../src/emulators/lambda/find-handler.mjs";
import { createLambdaProcess } from "../../src/emulators/lambda/lambda-process.ts";
import { loadApiConfig, loadPromptsConfig } from "../../src/platform/config/config.ts";
import {
  describeSetting,
  type FunctionName,
  functionSettings,
  settingNames,
} from "../../src/platform/config/settings.ts";
import { httpApiEvent } from "../support/events/http-api-event.ts";
import {
  propertiesOf,
  resourcesOfType,
  statementsOf,
  stringsOf,
  type Template,
  variablesOf,
} from "../support/aws/cloudformation-template.ts";
import { copyService, type PackagedService, packageService } from "../support/aws/packaged-service.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** The zip of each function is smaller than this. Today it is about 381 KB and 149 KB. */
const zipLimitBytes = { prompts: 400_000, api: 160_000 } as const;

const functionIds = { prompts: "PromptsLambdaFunction", api: "ApiLambdaFunction" } as const;
const roleIds = { prompts: "PromptsRole", api: "ApiRole" } as const;
const functionNames: readonly FunctionName[] = ["prompts", "api"];

/** Statements whose actions know no narrower resource. */
const mustBeForAll = new Set(["WriteTraces", "JoinTheNetwork"]);

/** What a deployed function finds in its variables, references and functions of the template replaced by something sound. */
function readableEnvironment(template: Template, functionName: FunctionName): Record<string, string> {
  const environment: Record<string, string> = { AWS_REGION: "us-east-2" };
  for (const [name, value] of Object.entries(variablesOf(template, functionIds[functionName]))) {
    const isUrl = name.endsWith("_URL") || name === "AUTH0_ASSISTANT_AUDIENCE";
    const isLiteral = typeof value === "string" && !value.startsWith("ssm:");
    environment[name] = isLiteral ? value : isUrl ? "https://example.com" : "a-value";
  }
  return environment;
}

/** The variables that are looked at while a configuration is read. */
function namesRead(load: (environment: Record<string, string>) => unknown, environment: Record<string, string>) {
  const names = new Set<string>();
  load(
    new Proxy(environment, {
      get(target, name) {
        names.add(String(name));
        return Reflect.get(target, name);
      },
    }),
  );
  return names;
}

/** Read by the SDK and by the allocator, before or beside the service. */
const ofTheRuntime = new Set(["AWS_REGION", "MALLOC_ARENA_MAX"]);

function leftOver(environment: Record<string, string>, read: ReadonlySet<string>): readonly string[] {
  return Object.keys(environment).filter((name) => !read.has(name) && !ofTheRuntime.has(name));
}

/** Paths of a folder's files, however deep. */
function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(folder, path)).isFile())
    .toSorted();
}

function actionsOf(template: Template, name: FunctionName): readonly string[] {
  return statementsOf(template, roleIds[name]).map(({ Sid, Action }) => `${Sid}: ${Action.join(" ")}`);
}

describe.each(["dev", "prod"])("sls package --stage %s", (stage) => {
  let packaged: PackagedService;
  let template: Template;

  beforeAll(() => {
    packaged = packageService(stage);
    template = packaged.template;
  }, 120_000);

  it("works offline and without credentials", () => {
    expect(packaged.exitCode, packaged.output).toBe(0);
  });

  it("zips each function so that Lambda finds its handler's module, and no folder in its place", () => {
    const functions = Object.values(resourcesOfType(template, "AWS::Lambda::Function"));
    expect(functions).toHaveLength(functionNames.length);
    for (const { Properties: properties = {} } of functions) {
      const handler = String(properties["Handler"]);
      const name = String(properties["FunctionName"]).split("-").at(-1) ?? "";
      const { folder } = packaged.unzip(name);
      const { path } = findHandler(folder, handler);
      expect(path, handler).toBe(join(folder, `src/consumer/${name}.mjs`));
      expect(path !== null && statSync(path).isFile(), handler).toBe(true);
    }
  });

  it.each(functionNames)(
    "zips %s so that it starts as Lambda starts it, and not with a folder beside it",
    async (name) => {
      const { folder } = packaged.unzip(name);
      const { Handler: handler } = propertiesOf(template, functionIds[name]);
      const start = async (): Promise<unknown> => {
        const code = { taskRoot: folder, handler: String(handler) };
        const lambda = createLambdaProcess({ code, environment: {}, timeoutMs: 20_000, onLine: () => undefined });
        onTestFinished(() => lambda.stop());
        return await lambda.invoke(name === "api" ? httpApiEvent("{}") : { Records: [] });
      };
      // It has no settings, which it says once it runs.
      const [outcome] = await Promise.allSettled([start()]);
      expect(JSON.stringify(outcome)).not.toContain('"init"');
      expect(JSON.stringify(outcome)).toMatch(/The configuration is not usable|"statusCode":500/u);
      mkdirSync(join(folder, `src/consumer/${name}`));
      await expect(start()).rejects.toMatchObject({
        phase: "init",
        message: expect.stringContaining("is not supported"),
      });
    },
  );

  it.each(functionNames)(
    "zips of %s what npm start, the chaos run and the benches bundle, byte for byte",
    async (name) => {
      const { folder, files } = packaged.unzip(name);
      // The names of chunks depend on where the packages are found from.
      const bundled = await bundleFunction(name, temporaryFolder(), { source: copyService() });
      expect(bundled.handler).toBe(propertiesOf(template, functionIds[name])["Handler"]);
      expect(filesOf(bundled.taskRoot)).toEqual(files.toSorted());
      const differing = files.filter(
        (file) => !readFileSync(join(folder, file)).equals(readFileSync(join(bundled.taskRoot, file))),
      );
      expect(differing).toEqual([]);
    },
  );

  it.each(functionNames)("zips the handler of %s with its own chunks alone", (name) => {
    const { files } = packaged.unzip(name);
    const chunks = files.filter((file) => file !== `src/consumer/${name}.mjs`);
    expect(files.length - chunks.length).toBe(1);
    const isChunk = new RegExp(`^${name}\\.chunks/[\\w-]+-[0-9A-Z]{8}\\.mjs$`, "u");
    expect(chunks.filter((file) => !isChunk.test(file))).toEqual([]);
    expect(chunks.length).toBeGreaterThan(0);
  });

  it.each(functionNames)("zips every chunk that a file of %s imports", (name) => {
    const { folder, files } = packaged.unzip(name);
    const imported = files.flatMap((file) => {
      const code = readFileSync(join(folder, file), "utf8");
      const specifiers = code.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)["'](\.{1,2}\/[^"']+\.mjs)["']/gu);
      return Array.from(specifiers, ([, specifier = ""]) => posix.join(posix.dirname(file), specifier));
    });
    expect(imported.length).toBeGreaterThan(0);
    expect(imported.filter((file) => !files.includes(file))).toEqual([]);
  });

  it.each(functionNames)("zips of the packages of %s no more than their names and versions", (name) => {
    const { folder, files } = packaged.unzip(name);
    const code = files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
    expect(code).toMatch(/name:"@aws-sdk\/client-sqs",version:"\d+\.\d+\.\d+"/u);
    expect(code).not.toMatch(/devDependencies|typesVersions/u);
  });

  it("keeps what a first insight does not need out of what is read at the start", () => {
    const { folder } = packaged.unzip("prompts");
    const start = readFileSync(join(folder, "src/consumer/prompts.mjs"), "utf8");
    // Names that minifying keeps, each of one client that is in a chunk.
    for (const word of ["ListObjectsV2", "ChangeMessageVisibility", "GetParameters", "DescribeTasks", "Converse"]) {
      expect(start.includes(`"${word}"`), word).toBe(false);
    }
    expect(start).toContain('"UpdateItem"');
  });

  it.each(functionNames)("zips neither tests, local code nor development dependencies into %s", (name) => {
    const { folder, files } = packaged.unzip(name);
    const code = files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
    // Words that minifying keeps, each of one of them.
    for (const word of ["fauxqs", "dynalite", "aws-sdk-client-mock", "fast-check", "Usage: npm"]) {
      expect(code.includes(word), word).toBe(false);
    }
    expect(packaged.zipBytes(name)).toBeLessThan(zipLimitBytes[name]);
  });

  it.each(functionNames)("compresses the files of %s about as tightly as zlib can", (name) => {
    const { folder, files } = packaged.unzip(name);
    const tightest = files.map((file) => deflateRawSync(readFileSync(join(folder, file)), { level: 9 }).length);
    // Of each file the zip also has its name twice, and some numbers.
    const namesBytes = files.reduce((sum, file) => sum + 2 * file.length + 150, 0);
    expect(packaged.zipBytes(name)).toBeLessThan(tightest.reduce((sum, size) => sum + size, 0) * 1.01 + namesBytes);
  });

  it.each(functionNames)("zips no chunk into %s that nothing imports", (name) => {
    const { folder, files } = packaged.unzip(name);
    const code = files.map((file) => ({ file, text: readFileSync(join(folder, file), "utf8") }));
    const orphans = files.filter(
      (file) =>
        dirname(file).endsWith(".chunks") &&
        !code.some((other) => other.file !== file && other.text.includes(basename(file))),
    );
    expect(files.some((file) => dirname(file).endsWith(".chunks"))).toBe(true);
    expect(orphans).toEqual([]);
  });

  it("gives the functions the runtime, architecture and tracing of the specification", () => {
    for (const name of functionNames) {
      expect(propertiesOf(template, functionIds[name])).toMatchObject({
        FunctionName: `trader-data-llm-${stage}-${name}`,
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
        TracingConfig: { Mode: "Active" },
      });
    }
  });

  it("keeps a message longer than all its attempts take, and an attempt longer than the function runs", () => {
    const { Timeout: timeout } = propertiesOf(template, functionIds.prompts);
    const queue = propertiesOf(template, "PromptQueue");
    const { VisibilityTimeout: visibility, MessageRetentionPeriod: retention, RedrivePolicy: redrive } = queue;
    expect(redrive).toEqual({
      deadLetterTargetArn: { "Fn::GetAtt": ["PromptDeadLetterQueue", "Arn"] },
      maxReceiveCount: 5,
    });
    expect(Number(timeout)).toBe(90);
    expect(Number(visibility)).toBeGreaterThanOrEqual(6 * Number(timeout));
    expect(Number(retention)).toBeGreaterThan(Number(visibility) * 5);
    const deadLetters = propertiesOf(template, "PromptDeadLetterQueue");
    expect(Number(deadLetters["MessageRetentionPeriod"])).toBeGreaterThan(Number(retention));
    for (const of of [queue, deadLetters]) {
      expect(of).toMatchObject({ SqsManagedSseEnabled: true });
      expect(of).not.toHaveProperty("FifoQueue");
    }
  });

  it("has failed records reported one by one, by as many functions side by side as the stage says", () => {
    const invokeConfigs = Object.values(resourcesOfType(template, "AWS::Lambda::EventInvokeConfig"));
    expect(invokeConfigs.map(({ Properties }) => Properties)).toEqual([
      {
        FunctionName: { Ref: functionIds.prompts },
        Qualifier: "$LATEST",
        MaximumRetryAttempts: 2,
        DestinationConfig: { OnFailure: { Destination: { "Fn::GetAtt": ["PromptDeadLetterQueue", "Arn"] } } },
      },
    ]);
    // What the role may send there is all that a destination asks for.
    const toLetters = statementsOf(template, roleIds.prompts).filter(({ Sid }) => Sid === "GiveUpMessages");
    expect(toLetters).toMatchObject([
      { Action: ["sqs:SendMessage"], Resource: { "Fn::GetAtt": ["PromptDeadLetterQueue", "Arn"] } },
    ]);
    const mappings = Object.values(resourcesOfType(template, "AWS::Lambda::EventSourceMapping"));
    expect(mappings).toHaveLength(1);
    expect(mappings[0]?.Properties).toMatchObject({
      EventSourceArn: { "Fn::GetAtt": ["PromptQueue", "Arn"] },
      FunctionName: { "Fn::GetAtt": [functionIds.prompts, "Arn"] },
      BatchSize: 10,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      ScalingConfig: { MaximumConcurrency: stage === "prod" ? 50 : 5 },
    });
    expect(mappings[0]?.Properties).not.toHaveProperty("MaximumBatchingWindowInSeconds");
  });

  it("keeps the ledger encrypted, with an end to each item, and in prod with a way back", () => {
    expect(propertiesOf(template, "StateTable")).toMatchObject({
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      TimeToLiveSpecification: { AttributeName: "expiration", Enabled: true },
      SSESpecification: { SSEEnabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: stage === "prod" },
    });
  });

  it("asks for a token of the tenant in front of POST /prompts, the only route", () => {
    const routes = Object.values(resourcesOfType(template, "AWS::ApiGatewayV2::Route"));
    expect(routes.map((route) => route.Properties)).toMatchObject([
      {
        RouteKey: "POST /prompts",
        AuthorizationType: "JWT",
        AuthorizerId: { Ref: "HttpApiAuthorizerPlatform" },
      },
    ]);
    const { JwtConfiguration: jwt } = propertiesOf(template, "HttpApiAuthorizerPlatform");
    expect(jwt).toMatchObject({ Audience: ["trader-data-llm"] });
    expect(stringsOf(Reflect.get(Object(jwt), "Issuer"))).toContain("Auth0OauthUrl");
    expect(template.Parameters?.["Auth0OauthUrl"]).toMatchObject({ Default: `/trader/${stage}/auth0-oauth-url` });
  });

  it("takes ten requests a second from all callers together, and a burst of twenty", () => {
    expect(propertiesOf(template, "HttpApiStage")).toMatchObject({
      StageName: "$default",
      DefaultRouteSettings: { ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 },
    });
  });

  it.each(functionNames)("gives %s a role of its own, with no resource wider than AWS forces", (name) => {
    expect(propertiesOf(template, functionIds[name])["Role"]).toEqual({ "Fn::GetAtt": [roleIds[name], "Arn"] });
    for (const statement of statementsOf(template, roleIds[name])) {
      expect(statement.Action.join(), statement.Sid).not.toContain("*");
      const resources = Array.isArray(statement.Resource) ? statement.Resource : [statement.Resource];
      expect(resources.includes("*") && !mustBeForAll.has(statement.Sid), statement.Sid).toBe(false);
    }
  });

  it("lets a function do just what it does", () => {
    const common = [
      "WriteLogs: logs:CreateLogStream logs:PutLogEvents",
      "WriteTraces: xray:PutTraceSegments xray:PutTelemetryRecords",
    ];
    expect(actionsOf(template, "api")).toEqual([...common, "SendMessages: sqs:SendMessage"]);
    expect(actionsOf(template, "prompts")).toEqual([
      ...common,
      "FetchParameters: ssm:GetParameters",
      "TakeMessages: sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes sqs:ChangeMessageVisibility sqs:SendMessage",
      "GiveUpMessages: sqs:SendMessage",
      "KeepTheLedger: dynamodb:GetItem dynamodb:UpdateItem",
      "ShareTheToken: dynamodb:GetItem dynamodb:PutItem",
      "WriteReceipts: s3:GetObject s3:PutObject",
      "ReadCollectedCandles: s3:GetObject",
      "FindCollectedCandles: s3:ListBucket",
      "AskTheModel: bedrock:InvokeModel",
      "AskTheModelBehind: bedrock:InvokeModel",
    ]);
  });

  it("lets the parameters be fetched that the variables refer to, and no other", () => {
    const references = stringsOf(variablesOf(template, functionIds.prompts)).filter((text) => text.startsWith("ssm:"));
    const statement = statementsOf(template, roleIds.prompts).find(({ Sid }) => Sid === "FetchParameters");
    const allowed = stringsOf(statement?.Resource).filter((text) => text.startsWith("arn:"));
    expect(allowed.map((arn) => `ssm:${arn.split(":parameter")[1]}`).toSorted()).toEqual(references.toSorted());
  });

  it("gives each function the variables that it can't start without", () => {
    for (const name of functionNames) {
      const given = Object.keys(variablesOf(template, functionIds[name]));
      const required = functionSettings.filter(
        ({ required: isRequired, functions }) => isRequired === true && functions.includes(name),
      );
      expect(required.filter((setting) => !given.includes(setting.name))).toEqual([]);
    }
  });

  it("gives each function no variable that it does not read", () => {
    const prompts = readableEnvironment(template, "prompts");
    const api = readableEnvironment(template, "api");
    expect(leftOver(prompts, namesRead(loadPromptsConfig, prompts))).toEqual([]);
    expect(leftOver(api, namesRead(loadApiConfig, api))).toEqual([]);
  });

  it("holds references instead of secrets, and nothing that looks like one", () => {
    const variables = variablesOf(template, functionIds.prompts);
    const secrets = settingNames.filter((name) => describeSetting(name).secret === true && name in variables);
    expect(secrets).toEqual(["AUTH0_ASSISTANT_CLIENT_SECRET", "ASSISTANT_API_KEY"]);
    for (const name of secrets) expect(variables[name], name).toMatch(/^ssm:\//);
    const secretLooking =
      /AKIA[0-9A-Z]{16}|-----BEGIN|eyJ[A-Za-z0-9_-]{10,}|(?<![A-Za-z0-9/+_-])[A-Fa-f0-9]{32,}(?![A-Za-z0-9])/;
    expect(stringsOf(template).filter((text) => secretLooking.test(text))).toEqual([]);
  });

  it("names everything by the stage, and no account", () => {
    const names = stringsOf(template).filter((text) => text.includes("trader-data-llm-"));
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => !name.includes(`trader-data-llm-${stage}`))).toEqual([]);
    expect(stringsOf(template).filter((text) => /\b\d{12}\b/.test(text))).toEqual([]);
    expect(stringsOf(template).filter((text) => text.includes("us-east-2"))).toEqual([]);
  });

  it("rings a bell for each thing that an operator must hear of", () => {
    const alarms = Object.values(resourcesOfType(template, "AWS::CloudWatch::Alarm"));
    const prefix = `trader-data-llm-${stage}-`;
    expect(alarms.map((alarm) => String(alarm.Properties?.["AlarmName"]).replace(prefix, "")).toSorted()).toEqual([
      "api-errors",
      "api-throttles",
      "daily-limit",
      "dead-letters",
      "doubtful-deliveries",
      "failovers",
      "grounding-failures",
      "history-fallbacks",
      "nothing-delivered",
      "oldest-message",
      "plain-insights",
      "prompts-errors",
      "prompts-throttles",
      "provider-misconfigured",
      "receipts-not-written",
      "refusals",
      "secrets-not-refreshed",
      "token-table",
      "upstream-failures",
      // Its watches are switched off, and yet there.
      ...(stage === "dev" ? ["watch-dead-letters"] : []),
    ]);
    for (const alarm of alarms) {
      expect(alarm.Properties).toMatchObject({ TreatMissingData: "notBreaching", AlarmActions: [] });
    }
  });

  it("keeps the logs as long as the stage says", () => {
    for (const group of Object.values(resourcesOfType(template, "AWS::Logs::LogGroup"))) {
      expect(group.Properties).toMatchObject({ RetentionInDays: stage === "prod" ? 90 : 14 });
    }
  });
});

describe("sls package with API_ENABLED=false", () => {
  let packaged: PackagedService;
  beforeAll(() => {
    packaged = packageService("dev", "API_ENABLED=false");
  }, 120_000);

  it("leaves out everything of the HTTP API, and nothing else", () => {
    expect(packaged.exitCode, packaged.output).toBe(0);
    const without = packaged.template;
    const ids = Object.keys(without.Resources);
    expect(ids.filter((id) => /api/i.test(id))).toEqual([]);
    expect(Object.keys(without.Outputs ?? {}).filter((name) => /api/i.test(name))).toEqual([]);
    expect(Object.keys(without.Parameters ?? {})).toEqual(["DataCollectionBucketName", "CacheTableName"]);
    expect(stringsOf(without).filter((text) => text.includes("trader-data-llm-dev-api"))).toEqual([]);
    expect(ids).toEqual(expect.arrayContaining(["PromptsLambdaFunction", "PromptsRole", "PromptQueue", "StateTable"]));
    expect(propertiesOf(without, "PromptsLambdaFunction")).toMatchObject({
      Description: "Delivers one insight per message; the stage has no HTTP API",
    });
  });
});
