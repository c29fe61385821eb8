import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import deployment from "../../infrastructure/deployment.cjs";
import { readMessage } from "../../src/consumer/events/read-payload.ts";

const settings = {
  DATA_COLLECTION_BUCKET_NAME: "ssm:/trader/test/bucket",
  CACHE_TABLE_NAME: "ssm:/trader/test/table",
  AUTH0_OAUTH_URL: "ssm:/trader/test/url",
  AUTH0_ASSISTANT_CLIENT_ID: "ssm:/trader/test/id",
  AUTH0_ASSISTANT_CLIENT_SECRET: "ssm:/trader/test/secret",
  AUTH0_ASSISTANT_AUDIENCE: "https://assistant.example",
  ASSISTANT_API_KEY: "ssm:assistant-key",
  LLM_PROVIDERS: "none",
  API_ENABLED: "false",
  MAXIMUM_CONCURRENCY: "5",
  LOG_RETENTION_DAYS: "14",
  POINT_IN_TIME_RECOVERY: "false",
};

/** A watch of each kind. */
const planted = [
  { name: "hourly", product_id: "BTC-USD", prompt: "trend_analysis", schedule: "rate(1 hour)" },
  {
    name: "workdays_8",
    product_id: "ETH-USD",
    prompt: "daily_brief",
    channel: "desk",
    schedule: "cron(0 8 ? * MON-FRI *)",
    timezone: "Europe/Berlin",
    quiet_hours: "22:00-07:00",
    post: "always",
  },
  {
    name: "btc-moves",
    enabled: false,
    product_id: "BTC-USD",
    prompt: "key_levels",
    schedule: "rate(15 minutes)",
    post: "material",
    material: { atr: 2.5, percent: 1, at_least_every: "12h" },
  },
];

function deploy(watches: unknown, stage = "test") {
  const values = new Map<string, unknown>(Object.entries(settings));
  return deployment({
    options: {},
    resolveVariable: async (address: string) => {
      if (address === "self:service") return "trader-data-llm";
      if (address === "sls:stage") return stage;
      if (address.startsWith("file(./watches.yml)")) return watches;
      return values.get(/^param:([A-Z0-9_]+), ''$/.exec(address)?.[1] ?? "") ?? "";
    },
    resolveConfigurationProperty: async () => ({ default: settings }),
  });
}

const resourceSchema = z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()) });

/** The properties of the resources of a type, of a stage with these watches. */
async function resourcesOf(type: string, watches: unknown, stage?: string) {
  const { resources } = await deploy(watches, stage);
  const all = Object.values(resources).map((resource) => z.parse(z.looseObject(resourceSchema.shape), resource));
  return all.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
}

const targetSchema = z.object({
  Target: z.looseObject({ Arn: z.unknown(), RoleArn: z.unknown(), Input: z.string(), DeadLetterConfig: z.unknown() }),
});

const inputOf = (schedule: unknown): string => z.parse(targetSchema, schedule).Target.Input;

/** What EventBridge Scheduler puts on the queue for a time. */
const messageAt = (schedule: unknown, time: string): string =>
  inputOf(schedule).replaceAll("<aws.scheduler.scheduled-time>", time);

describe("the schedules of a stage", () => {
  it("are one for each of its watches, in a group of the stage, switched off where the watch is", async () => {
    const schedules = await resourcesOf("AWS::Scheduler::Schedule", { test: planted, prod: [planted[0]] });
    expect(schedules).toMatchObject([
      { Name: "hourly", State: "ENABLED", ScheduleExpression: "rate(1 hour)", ScheduleExpressionTimezone: "UTC" },
      {
        Name: "workdays_8",
        State: "ENABLED",
        ScheduleExpression: "cron(0 8 ? * MON-FRI *)",
        ScheduleExpressionTimezone: "Europe/Berlin",
      },
      { Name: "btc-moves", State: "DISABLED", ScheduleExpression: "rate(15 minutes)" },
    ]);
    for (const schedule of schedules) {
      expect(schedule).toMatchObject({ GroupName: { Ref: "WatchGroup" }, FlexibleTimeWindow: { Mode: "OFF" } });
    }
    expect(await resourcesOf("AWS::Scheduler::ScheduleGroup", { test: planted })).toEqual([
      { Name: "trader-data-llm-test" },
    ]);
  });

  it("are gone with the watch, and with the last one everything that was for them", async () => {
    const { resources: all } = await deploy({ test: planted });
    const { resources: fewer } = await deploy({ test: planted.slice(1) });
    const { resources: none } = await deploy({ test: [], prod: planted });
    const gone = Object.keys(all).filter((id) => !(id in fewer));
    expect(gone).toEqual([expect.stringMatching(/^WatchHourly[0-9a-f]{8}$/)]);
    expect(Object.keys(none).filter((id) => id.startsWith("Watch"))).toEqual([]);
    expect(await deploy(undefined)).toEqual(await deploy({ test: null }));
  });

  it("put the message on the queue of requests with a role that may do that and give up, and nothing else", async () => {
    for (const schedule of await resourcesOf("AWS::Scheduler::Schedule", { test: planted })) {
      expect(z.parse(targetSchema, schedule).Target).toMatchObject({
        Arn: { "Fn::GetAtt": ["PromptQueue", "Arn"] },
        RoleArn: { "Fn::GetAtt": ["WatchRole", "Arn"] },
        DeadLetterConfig: { Arn: { "Fn::GetAtt": ["WatchDeadLetterQueue", "Arn"] } },
        RetryPolicy: { MaximumEventAgeInSeconds: 1_800, MaximumRetryAttempts: 30 },
      });
    }
    const { resources } = await deploy({ test: planted });
    const statement = { Effect: "Allow", Action: ["sqs:SendMessage"] };
    expect(resources).toHaveProperty("WatchRole.Properties.Policies", [
      {
        PolicyName: "watches",
        PolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            { Sid: "AskForInsights", ...statement, Resource: { "Fn::GetAtt": ["PromptQueue", "Arn"] } },
            { Sid: "GiveUpMessages", ...statement, Resource: { "Fn::GetAtt": ["WatchDeadLetterQueue", "Arn"] } },
          ],
        },
      },
    ]);
    const group =
      "arn:${AWS::Partition}:scheduler:${AWS::Region}:${AWS::AccountId}:schedule-group/trader-data-llm-test";
    expect(resources).toHaveProperty("WatchRole.Properties.AssumeRolePolicyDocument.Statement", [
      {
        Effect: "Allow",
        Principal: { Service: "scheduler.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" }, "aws:SourceArn": { "Fn::Sub": group } },
        },
      },
    ]);
    expect(resources).toHaveProperty("WatchDeadLettersAlarm.Properties.Dimensions", [
      { Name: "QueueName", Value: "trader-data-llm-test-watches-dlq" },
    ]);
  });

  it("send what the function takes, under an id of the watch and the scheduled time", async () => {
    const schedules = await resourcesOf("AWS::Scheduler::Schedule", { test: planted });
    const payloads = schedules.map((schedule) => readMessage(messageAt(schedule, "2026-11-27T09:00:00Z")).payload);
    expect(payloads).toEqual([
      {
        correlation_id: "watch:hourly:2026-11-27T09:00:00Z",
        product_id: "BTC-USD",
        prompt: "trend_analysis",
        watch: { name: "hourly", material: null, quietHours: null, timeZone: "UTC" },
      },
      {
        correlation_id: "watch:workdays_8:2026-11-27T09:00:00Z",
        product_id: "ETH-USD",
        prompt: "daily_brief",
        channel: "desk",
        watch: {
          name: "workdays_8",
          material: null,
          quietHours: { from: 1_320, to: 420 },
          timeZone: "Europe/Berlin",
        },
      },
      {
        correlation_id: "watch:btc-moves:2026-11-27T09:00:00Z",
        product_id: "BTC-USD",
        prompt: "key_levels",
        watch: {
          name: "btc-moves",
          material: { atr: 2.5, percent: 1, atLeastEverySeconds: 43_200 },
          quietHours: null,
          timeZone: "UTC",
        },
      },
    ]);
    expect(schedules.map(inputOf).join()).not.toContain("execution-id");
  });

  it.each([
    [
      { test: [{ ...planted[0], prompt: "fortune" }] },
      /test, hourly: prompt is "fortune"; it must be one of trend_analysis/,
    ],
    [{ test: [planted[0], planted[0]] }, /test, hourly: its name is another watch's/],
    [{ prod: [{ ...planted[0], chanel: "x" }] }, /prod, hourly: chanel is unknown; known are name, enabled/],
    [[planted[0]], /it must hold lists of watches by stage/],
    ["hourly", /it must hold lists of watches by stage/],
  ])("are not made of a file with a mistake, in whichever stage: %j", async (watches, said) => {
    await expect(deploy(watches)).rejects.toThrow(/^watches\.yml is not usable: /);
    await expect(deploy(watches)).rejects.toThrow(said);
  });
});

const script = join(import.meta.dirname, "../support/aws/create-schedules.py");
const hasMoto = spawnSync("python3", ["-c", "import boto3, moto.scheduler"]).status === 0;
const isDemanded = process.env["REQUIRE_MOTO"] === "1";
if (!hasMoto && !isDemanded) {
  process.stderr.write(
    "SKIPPED: the schedules are tried against no CreateSchedule: python3 has no moto (pip install moto)\n",
  );
}

const arns: Readonly<Record<string, string>> = {
  PromptQueue: "arn:aws:sqs:us-east-2:123456789012:trader-data-llm-test-prompts",
  WatchDeadLetterQueue: "arn:aws:sqs:us-east-2:123456789012:trader-data-llm-test-watches-dlq",
  WatchRole: "arn:aws:iam::123456789012:role/trader-data-llm-test-WatchRole",
};

/** What CloudFormation makes of references within properties. */
function resolved(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, part: unknown) => {
    const attribute: unknown = Reflect.get(Object(part), "Fn::GetAtt");
    if (Array.isArray(attribute)) return arns[String(attribute[0])];
    return Reflect.get(Object(part), "Ref") === "WatchGroup" ? "trader-data-llm-test" : part;
  });
}

describe.skipIf(!hasMoto && !isDemanded)("CreateSchedule of an emulator that others wrote", () => {
  it("takes the schedules as the template has them, and forgets one that is removed", async () => {
    const schedules = resolved(await resourcesOf("AWS::Scheduler::Schedule", { test: planted }));
    const groups = await resourcesOf("AWS::Scheduler::ScheduleGroup", { test: planted });
    const { status, stdout, stderr } = spawnSync("python3", [script], {
      input: JSON.stringify({ groups, schedules, without: ["hourly"] }),
      encoding: "utf8",
      env: { ...process.env, AWS_ACCESS_KEY_ID: "testing", AWS_SECRET_ACCESS_KEY: "testing" },
    });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const { kept, left } = z.parse(
      z.object({ kept: z.array(z.unknown()), left: z.array(z.string()) }),
      JSON.parse(stdout),
    );
    expect(kept).toMatchObject(z.parse(z.array(z.unknown()), schedules));
    expect(kept[0]).toHaveProperty("Arn", expect.stringMatching(/:schedule\/trader-data-llm-test\/hourly$/));
    expect(left.toSorted()).toEqual(["btc-moves", "workdays_8"]);
  }, 60_000);
});
