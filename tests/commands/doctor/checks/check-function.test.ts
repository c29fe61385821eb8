import { expect, it } from "vitest";
import type { AwsRoute } from "../../../../src/emulators/aws/aws-gateway.ts";
import { createLambdaApi, type DescribedFunction } from "../../../../src/emulators/aws/lambda-api.ts";
import type { Stack } from "../../../../src/emulators/stack.ts";
import { runDoctor } from "../../../support/commands/doctor-setup.ts";

const name = "trader-data-llm-local-prompts";
const place = { region: "us-east-2", accountId: "000000000000" };

/** A Lambda API whose prompts function is as a test wants it. */
const lambdaWith =
  (changes: Partial<DescribedFunction>) =>
  ({ environment }: Stack): Readonly<Record<string, AwsRoute>> => {
    const queueArn = `arn:aws:sqs:us-east-2:000000000000:${name}`;
    const described = { name, environment, queueArn, ...changes };
    return { lambda: createLambdaApi([described, { ...described, name: "trader-data-llm-local-api" }], place) };
  };

it.each([
  [{ State: "Pending" }, "is Pending", "wait"],
  [{ State: "Inactive" }, "is Inactive", "aws lambda invoke"],
  [{ State: "Failed", StateReason: "no such subnet" }, "is Failed: no such subnet", "deploy again"],
  [{ LastUpdateStatus: "InProgress" }, "last update of", "wait"],
  [{ LastUpdateStatus: "Failed", LastUpdateStatusReason: "no role" }, "is Failed: no role", "deploy again"],
  [{ Environment: { Error: { ErrorCode: "AccessDenied", Message: "no key" } } }, "no key", "kms:Decrypt"],
])("tells of a function that is not ready: %j", async (configuration, detail, fix) => {
  const { of, mendsOf } = await runDoctor({ routes: lambdaWith({ configuration }) });
  expect(of("function prompts")).toEqual([expect.stringMatching(/^FAIL /)]);
  expect(of("function prompts")[0]).toContain(detail);
  expect(mendsOf("function prompts")[0]).toContain(fix);
});

const denied = () => ({
  status: 403,
  headers: { "x-amzn-errortype": "AccessDeniedException" },
  body: { Message: "no" },
});

it("says which right it takes to look at the function", async () => {
  const { of, mendsOf } = await runDoctor({ routes: () => ({ lambda: denied }) });
  expect(of("function prompts")[0]).toContain("does not let you look at the function");
  expect(mendsOf("function prompts")[0]).toContain("allow yourself lambda:GetFunctionConfiguration");
});

it.each([
  [{ State: "Disabled" }, "is Disabled", "--enabled"],
  [{ State: "Creating" }, "is Creating", "wait"],
  [{ BatchSize: 1 }, "is 1, not 10", "--batch-size 10"],
  [{ FunctionResponseTypes: [] }, "no ReportBatchItemFailures", "--function-response-types ReportBatchItemFailures"],
  [{ EventSourceArn: "arn:aws:sqs:us-east-2:0:other" }, "only: arn:aws:sqs:us-east-2:0:other", "npm start -- --serve"],
])("tells of a mapping that does not feed the function: %j", async (mapping, detail, fix) => {
  const { of, mendsOf } = await runDoctor({ routes: lambdaWith({ mapping }) });
  expect(of("event source")).toEqual([expect.stringMatching(/^FAIL /)]);
  expect(of("event source")[0]).toContain(detail);
  expect(mendsOf("event source")[0]).toContain(fix);
});

it("reports a function that nothing feeds, and deploys it anew", async () => {
  const { of, mendsOf } = await runDoctor({ routes: lambdaWith({ queueArn: null }), isEmbedded: false });
  expect(of("event source")[0]).toContain("only: nothing at all");
  expect(mendsOf("event source")).toEqual([
    "npx sls deploy --stage local --region us-east-2 --force; where it was deleted by hand: aws lambda create-event-source-mapping --region us-east-2 --function-name trader-data-llm-local-prompts --event-source-arn arn:aws:sqs:us-east-2:000000000000:trader-data-llm-local-prompts --batch-size 10 --function-response-types ReportBatchItemFailures",
  ]);
});

it("reports queues that are too short for a longer timeout", async () => {
  const { of, mendsOf } = await runDoctor({ routes: lambdaWith({ configuration: { Timeout: 300 } }) });
  expect(of("queue")[0]).toContain("visibility timeout is 540 s, less than 6 x the function's 300 s");
  expect(mendsOf("queue")[0]).toContain("VisibilityTimeout=1800");
});

it.each([
  [
    "Delivers one insight per message; the stage has no HTTP API",
    "skip the stage has no HTTP API (API_ENABLED: false)",
  ],
  ["Delivers one insight per message", "FAIL there is no function trader-data-llm-local-api in us-east-2"],
])("knows by the template's words whether the function behind the HTTP API lacks: %s", async (Description, told) => {
  const { of, results } = await runDoctor({
    routes: ({ environment }) => {
      const described = { name, environment, queueArn: `arn:aws:sqs:us-east-2:000000000000:${name}` };
      return { lambda: createLambdaApi([{ ...described, configuration: { Description } }], place) };
    },
  });
  expect(of("function api")).toEqual([told]);
  expect(results.filter(({ check, status }) => check.endsWith(" api") && status === "FAIL")).toHaveLength(
    told.startsWith("FAIL") ? 1 : 0,
  );
});
