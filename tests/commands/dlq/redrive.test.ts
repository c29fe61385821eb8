import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it, onTestFinished } from "vitest";
import { bodyOf, putLetters, runDlq, startDlqSetup } from "../../support/commands/dlq-setup.ts";

describe("npm run dlq -- redrive", () => {
  it("only says what would go back, and what to know before", async () => {
    const { stack, box, here } = await startDlqSetup();
    await putLetters(box);
    const { exitCode, stdout } = await runDlq(["redrive", ...here]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("5 messages would go back to trader-data-llm-local-prompts:\n     2  ASSISTANT_REJECTED");
    expect(stdout).toContain("Of 1 the post may have arrived: it may be posted twice if the Assistant ignores");
    expect(stdout).toContain("Of 1 nobody knows whether the post arrived");
    expect(stdout).toContain("1 can never succeed and will come back: they hold no valid request");
    expect(stdout).toContain(`npm run dlq -- redrive --yes --stage local --endpoint ${stack.awsUrl}`);
    expect(await box.receiveAll(stack.queueUrl)).toEqual([]);
    expect(await box.receiveAll(stack.dlqUrl)).toHaveLength(5);
  });

  it("sends everything back with --yes", async () => {
    const { stack, box, here } = await startDlqSetup();
    const { bodies } = await putLetters(box);
    const { exitCode, stdout } = await runDlq(["redrive", "--yes", ...here]);
    expect([exitCode, stdout]).toEqual([
      0,
      expect.stringMatching(/\n5 messages went back to trader-data-llm-local-prompts\n$/),
    ]);
    expect((await box.receiveAll(stack.queueUrl)).toSorted()).toEqual(bodies.toSorted());
    expect(await stack.readDeadLetters()).toEqual([]);
  });

  it("sends a named one back with its producer's attributes, types and all, and without the cause", async () => {
    const { stack, captured } = await startDlqSetup();
    const client = new SQSClient({
      region: "us-east-2",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
      endpoint: stack.awsUrl,
    });
    onTestFinished(() => client.destroy());
    const own = {
      caller: { DataType: "String", StringValue: "abc@clients" },
      priority: { DataType: "Number.int", StringValue: "7" },
      blob: { DataType: "Binary", BinaryValue: new Uint8Array([0, 255, 1]) },
    };
    const cause = Object.fromEntries(
      ["error_code", "error_message", "source_message_id"].map((name) => [
        name,
        { DataType: "String", StringValue: "INTERNAL" },
      ]),
    );
    const MessageBody = bodyOf({ correlation_id: "with-attributes" });
    const MessageAttributes = { ...own, ...cause };
    await client.send(new SendMessageCommand({ QueueUrl: stack.dlqUrl, MessageBody, MessageAttributes }));
    expect((await captured(["redrive", "--yes", "--id", "with-attributes"])).exitCode).toBe(0);
    const ask = new ReceiveMessageCommand({ QueueUrl: stack.queueUrl, MessageAttributeNames: ["All"] });
    const { Messages = [] } = await client.send(ask);
    expect(Messages).toMatchObject([{ Body: MessageBody }]);
    expect(Messages[0]?.MessageAttributes).toEqual(own);
  });

  it("says that all go back, although it has not read all", async () => {
    const { box, captured } = await startDlqSetup();
    await putLetters(box);
    const { printed } = await captured(["redrive", "--max", "2"]);
    const queue = "trader-data-llm-local-prompts";
    expect(printed).toContain(`About 5 messages would go back to ${queue}, all of them; of the 2 that were read:`);
    expect(printed).toContain("About 3 more were not read (read: 2): --max reads more");
  });

  it("says that there is nothing to send back", async () => {
    const { captured } = await startDlqSetup();
    const words = await captured(["redrive"]);
    expect([words.exitCode, words.printed[1]]).toEqual([0, "The dead-letter queue is empty: nothing would go back"]);
    const done = await captured(["redrive", "--yes", "--json"]);
    expect([done.exitCode, done.printed]).toEqual([0, ['{"moved":0}']]);
  });

  it("sends back the named ones alone, gives back the others, and names whom it did not find", async () => {
    const { stack, box, captured, here } = await startDlqSetup();
    const { bodies, ids } = await putLetters(box);
    const named = ["--id", ids[0] ?? "", "--id", "arrived-1", "--id", "nothing"];
    const words = await captured(["redrive", ...named]);
    expect(words.printed.filter((line) => line.startsWith("Would go back: "))).toHaveLength(2);
    expect(words).toMatchObject({ exitCode: 1, noted: ['No message "nothing" was found'] });
    expect(await stack.readDeadLetters()).toHaveLength(5);

    const { exitCode, stdout, stderr } = await runDlq(["redrive", "--yes", ...named, ...here]);
    expect([exitCode, stderr]).toEqual([1, 'No message "nothing" was found\n']);
    expect(stdout).toContain(`Sent back: ${ids[0]}`);
    expect(stdout).toContain(`Sent back: ${ids[1]}`);
    expect(stdout).toContain("Of 1 the post may have arrived");
    expect((await box.receiveAll(stack.queueUrl)).toSorted()).toEqual(bodies.slice(0, 2).toSorted());
    expect((await box.receiveAll(stack.dlqUrl)).toSorted()).toEqual(bodies.slice(2).toSorted());
  });

  it("groups what it sends back by product, and sends no old cause along", async () => {
    const { box, behind } = await startDlqSetup();
    await putLetters(box);
    const sent: unknown[] = [];
    await behind(
      ({ headers, body }) => {
        if (headers["x-amz-target"] === "AmazonSQS.SendMessage") sent.push(JSON.parse(body));
        return undefined;
      },
      ["redrive", "--yes", "--id", "arrived-1"],
    );
    const body = bodyOf({ correlation_id: "arrived-1", product_id: "ETH-USD" });
    expect(sent).toEqual([{ QueueUrl: expect.any(String), MessageBody: body, MessageGroupId: "ETH-USD" }]);
  });

  it.each([
    { operation: "SendMessage", told: /it takes sqs:SendMessage on trader-data-llm-local-prompts$/, copies: 0 },
    {
      operation: "DeleteMessage",
      told: /was sent back, but stands in the dead-letter queue still: .*sqs:DeleteMessage/,
      copies: 1,
    },
  ])("loses nothing where $operation is denied", async ({ operation, told, copies }) => {
    const { stack, box, behind } = await startDlqSetup();
    await putLetters(box);
    const denied = { kind: "status", status: 403, body: { __type: "com.amazonaws.sqs#AccessDenied" } } as const;
    const { failure } = await behind(
      ({ headers }) => (headers["x-amz-target"] === `AmazonSQS.${operation}` ? denied : undefined),
      ["redrive", "--yes", "--id", "rejected-1"],
    );
    expect(failure).toMatch(told);
    expect(await box.receiveAll(stack.queueUrl)).toHaveLength(copies);
    expect(await box.receiveAll(stack.dlqUrl)).toHaveLength(5);
  });

  it("says which letter stands in both queues, also where the others can't be given back", async () => {
    const { box, behind } = await startDlqSetup();
    await putLetters(box);
    const denied = { kind: "status", status: 403, body: { __type: "com.amazonaws.sqs#AccessDenied" } } as const;
    const { failure } = await behind(
      ({ headers }) => (/Delete|Visibility/.test(String(headers["x-amz-target"])) ? denied : undefined),
      ["redrive", "--yes", "--id", "rejected-1"],
    );
    expect(failure).toMatch(/^\S+ was sent back, but stands in the dead-letter queue still/);
  });

  it("sends nothing more once it is interrupted", async () => {
    const { stack, box, behind } = await startDlqSetup();
    await putLetters(box);
    const interruption = new AbortController();
    const { printed } = await behind(
      ({ headers }) => {
        if (headers["x-amz-target"] === "AmazonSQS.SendMessage") interruption.abort();
        return undefined;
      },
      ["redrive", "--yes", "--id", "rejected-1", "--id", "rejected-2"],
      interruption.signal,
    );
    expect(printed.filter((line) => line.startsWith("Sent back"))).toHaveLength(1);
    expect(await box.receiveAll(stack.queueUrl)).toHaveLength(1);
    expect(await box.receiveAll(stack.dlqUrl)).toHaveLength(4);
  });
});
