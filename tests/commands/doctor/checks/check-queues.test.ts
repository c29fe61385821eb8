import { SetQueueAttributesCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect, it } from "vitest";
import type { Stack } from "../../../../src/emulators/stack.ts";
import { runDoctor } from "../../../support/commands/doctor-setup.ts";

const names = { queue: "trader-data-llm-local-prompts", dlq: "trader-data-llm-local-prompts-dlq" };

async function withClient(stack: Stack, work: (client: SQSClient) => Promise<unknown>): Promise<void> {
  const client = new SQSClient({ region: "us-east-2", endpoint: stack.awsUrl, useQueueUrlAsEndpoint: false });
  await work(client).finally(() => client.destroy());
}

const arn = (name: string): string => `arn:aws:sqs:us-east-2:000000000000:${name}`;
const redrive = (name: string, maxReceiveCount: number): string =>
  JSON.stringify({ deadLetterTargetArn: arn(name), maxReceiveCount });

/** The stack's queue answers as SQS would after its attributes were changed so. */
const changed =
  (attributes: Readonly<Record<string, string>>, of: "queueUrl" | "dlqUrl" = "queueUrl") =>
  (stack: Stack) => ({
    sqs: {
      url: stack.awsUrl,
      operations: {
        "AmazonSQS.GetQueueAttributes": async (request: { readonly body: string }) => {
          if (request.body.includes(`${stack[of]}"`)) {
            await withClient(stack, (client) =>
              client.send(new SetQueueAttributesCommand({ QueueUrl: stack[of], Attributes: { ...attributes } })),
            );
          }
          const response = await fetch(stack.awsUrl, {
            method: "POST",
            headers: {
              authorization: "AWS4-HMAC-SHA256 Credential=k/20261123/us-east-2/sqs/aws4_request",
              "content-type": "application/x-amz-json-1.0",
              "x-amz-target": "AmazonSQS.GetQueueAttributes",
            },
            body: request.body,
          });
          return { status: response.status, body: await response.text() };
        },
      },
    },
  });

it.each([
  [
    { VisibilityTimeout: "90" },
    "visibility timeout is 90 s, less than 6 x the function's 90 s",
    "VisibilityTimeout=540",
  ],
  [{ MessageRetentionPeriod: "2700" }, "keeps messages for 2700 s", "MessageRetentionPeriod=345600"],
  [{ RedrivePolicy: redrive(names.dlq, 3) }, "maxReceiveCount is 3", "RedrivePolicy"],
  [{ RedrivePolicy: redrive(names.queue, 5) }, `up to ${names.queue}, but PROMPT_DLQ_URL is ${names.dlq}`, names.dlq],
  [{ RedrivePolicy: "" }, "it has no dead-letter queue", "RedrivePolicy"],
])("tells of a queue that loses messages: %j", async (attributes, detail, fix) => {
  const { of, mendsOf } = await runDoctor({ routes: changed(attributes) });
  expect(of("queue")).toEqual([expect.stringMatching(/^FAIL /)]);
  expect(of("queue")[0]).toContain(detail);
  expect(mendsOf("queue")[0]).toContain(fix);
});

it("reports a dead-letter queue that forgets as soon as the queue", async () => {
  const { of, mendsOf } = await runDoctor({ routes: changed({ MessageRetentionPeriod: "345600" }, "dlqUrl") });
  expect(of("dead-letter queue")).toEqual([
    expect.stringContaining("keeps messages for 345600 s, not longer than the queue"),
  ]);
  expect(mendsOf("dead-letter queue")[0]).toContain("MessageRetentionPeriod=1209600");
});

it("counts what stands in both queues, and points to the command that lists the dead letters", async () => {
  const { of } = await runDoctor({
    routes: (stack) => {
      const sent = [stack.queueUrl, stack.dlqUrl, stack.dlqUrl].map((QueueUrl) =>
        withClient(stack, (client) => client.send(new SendMessageCommand({ QueueUrl, MessageBody: "{}" }))),
      );
      return {
        lambda: async (request) => {
          await Promise.all(sent);
          const headers = { authorization: request.headers["authorization"] ?? "" };
          const query = request.query.size === 0 ? "" : `?${request.query.toString()}`;
          const response = await fetch(stack.awsUrl + request.path + query, { headers });
          return { status: response.status, body: await response.text() };
        },
      };
    },
  });
  expect(of("queue")).toEqual([expect.stringContaining("ok trader-data-llm-local-prompts: 1 waiting")]);
  expect(of("dead-letter queue")).toEqual([
    expect.stringMatching(/^ok .*2 waiting.*npm run dlq -- list --stage local/),
  ]);
});

it.each([
  ["PROMPT_QUEUE_URL", "queue"],
  ["PROMPT_DLQ_URL", "dead-letter queue"],
])("tells that %s names no queue", async (setting, check) => {
  const url = "http://127.0.0.1/000000000000/elsewhere";
  const { of } = await runDoctor({ env: { [setting]: url } });
  expect(of(check).join("\n")).toContain(`FAIL there is no queue ${url} (${setting})`);
});
