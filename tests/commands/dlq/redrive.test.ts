import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it, onTestFinished } from "vitest";
import { bodyOf, putLetters, shareDlqStack } from "../../support/commands/dlq-setup.ts";

const startDlqSetup = shareDlqStack();

describe("npm run dlq -- redrive", () => {
  it("only says what would go back, and what to know before", async () => {
    const { stack, box, ran } = await startDlqSetup();
    await putLetters(box);
    const { exitCode, stdout } = await ran(["redrive"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("4 messages would go back to trader-data-llm-local-prompts:\n     2  ASSISTANT_REJECTED");
    expect(stdout).toContain("Of 1 the post may have arrived: it may be posted twice if the Assistant ignores");
    expect(stdout).toContain("Of 1 nobody knows whether the post arrived");
    const deleting = "npm run dlq -- delete --code PAYLOAD_NOT_JSON --stage local";
    expect(stdout).toContain(`1 can never succeed (PAYLOAD_NOT_JSON): ${deleting}`);
    expect(stdout).toContain(`npm run dlq -- redrive --yes --stage local --endpoint ${stack.awsUrl}`);
    expect(await box.receiveAll(stack.queueUrl)).toEqual([]);
    expect(await box.receiveAll(stack.dlqUrl)).toHaveLength(5);
  });

  it("sends everything back with --yes that can succeed, and leaves the rest", async () => {
    const { stack, box, ran } = await startDlqSetup();
    const { bodies } = await putLetters(box);
    const { exitCode, stdout } = await ran(["redrive", "--yes"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("\n4 messages went back to trader-data-llm-local-prompts\n");
    expect(stdout).toContain(
      "\n1 can never succeed (PAYLOAD_NOT_JSON): npm run dlq -- delete --code PAYLOAD_NOT_JSON ",
    );
    expect((await box.receiveAll(stack.queueUrl)).toSorted()).toEqual(bodies.slice(0, 4).toSorted());
    expect(await box.receiveAll(stack.dlqUrl)).toEqual(bodies.slice(4));
  });

  it("leaves by name what can never succeed, whatever it holds", async () => {
    const { stack, box, captured } = await startDlqSetup();
    const never = ["PAYLOAD_INVALID", "EVENT_UNSUPPORTED", "POST_MAY_HAVE_ARRIVED"];
    const ids: string[] = [];
    for (const code of never) ids.push(await box.put(bodyOf({ correlation_id: code }), { error_code: code }));
    const { exitCode, printed, noted } = await captured(["redrive", "--yes", ...ids.flatMap((id) => ["--id", id])]);
    expect(exitCode).toBe(1);
    expect(noted).toEqual(ids.map((id, index) => `${id} stays: ${never[index]} can never succeed by a redrive`));
    expect(printed.join("\n")).not.toContain("Sent back");
    expect(await box.receiveAll(stack.queueUrl)).toEqual([]);
    expect(await box.receiveAll(stack.dlqUrl)).toHaveLength(3);
  });

  it("sends back those of a code alone", async () => {
    const { stack, box, captured } = await startDlqSetup();
    await putLetters(box);
    const { exitCode, printed } = await captured(["redrive", "--yes", "--code", "ASSISTANT_REJECTED", "--json"]);
    expect([exitCode, printed]).toEqual([0, ['{"moved":2,"left":0}']]);
    expect(await box.receiveAll(stack.queueUrl)).toHaveLength(2);
    const none = await captured(["redrive", "--yes", "--code", "TOKEN_REFUSED"]);
    expect(none).toMatchObject({ exitCode: 1, noted: ["No message with code TOKEN_REFUSED was found"] });
  });

  it("goes through many, and not again through those that fail meanwhile", async () => {
    const { stack, box, behind } = await startDlqSetup();
    for (let index = 0; index < 60; index += 1) {
      const cause = { error_code: index % 3 === 0 ? "PAYLOAD_INVALID" : "ASSISTANT_REJECTED", error_message: "no" };
      await box.put(bodyOf({ correlation_id: `many-${index}` }), cause);
    }
    const client = new SQSClient({
      region: "us-east-2",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
      endpoint: stack.awsUrl,
    });
    onTestFinished(() => client.destroy());
    /** As the function does where the Assistant refuses still: each is given up at once. */
    const failAgain = async (): Promise<void> => {
      const ask = new ReceiveMessageCommand({ QueueUrl: stack.queueUrl, MaxNumberOfMessages: 10 });
      const { Messages = [] } = await client.send(ask);
      for (const { MessageId = "", Body = "" } of Messages) {
        await box.put(Body, { error_code: "ASSISTANT_REJECTED", source_message_id: MessageId });
      }
    };
    let sent = 0;
    const { exitCode, printed } = await behind(
      async ({ headers }) => {
        if (headers["x-amz-target"] === "AmazonSQS.SendMessage") sent += 1;
        if (headers["x-amz-target"] === "AmazonSQS.DeleteMessage") await failAgain();
        return undefined;
      },
      ["redrive", "--yes"],
    );
    expect([exitCode, sent]).toEqual([0, 40]);
    expect(printed).toContain("40 messages went back to trader-data-llm-local-prompts");
    expect(printed).toContain("40 messages failed again meanwhile: fix the cause first");
    expect(printed.join("\n")).toContain("20 can never succeed (PAYLOAD_INVALID)");
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
    expect(printed).toContain("2 messages would go back to trader-data-llm-local-prompts:");
    expect(printed).toContain("About 3 more were not read (read: 2): --max reads more");
    expect(printed).toContain("With --yes all are gone through, those that were not read as well");
  });

  it("says that there is nothing to send back", async () => {
    const { captured } = await startDlqSetup();
    const words = await captured(["redrive"]);
    expect([words.exitCode, words.printed[1]]).toEqual([0, "Nothing would go back"]);
    const done = await captured(["redrive", "--yes", "--json"]);
    expect([done.exitCode, done.printed]).toEqual([0, ['{"moved":0,"left":0}']]);
  });

  it("sends back the named ones alone, gives back the others, and names whom it did not find", async () => {
    const { stack, box, captured, ran } = await startDlqSetup();
    const { bodies, ids } = await putLetters(box);
    const named = ["--id", ids[0] ?? "", "--id", "arrived-1", "--id", "nothing"];
    const words = await captured(["redrive", ...named]);
    expect(words.printed.filter((line) => line.startsWith("Would go back: "))).toHaveLength(2);
    expect(words).toMatchObject({ exitCode: 1, noted: ['No message "nothing" was found'] });
    expect(await stack.readDeadLetters()).toHaveLength(5);

    const { exitCode, stdout, stderr } = await ran(["redrive", "--yes", ...named]);
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

  it("sends nothing more once it is interrupted, but for those that are under way", async () => {
    const { stack, box, behind } = await startDlqSetup();
    for (let index = 0; index < 15; index += 1) {
      await box.put(bodyOf({ correlation_id: `one-${index}` }), { error_code: "ASSISTANT_REJECTED" });
    }
    const interruption = new AbortController();
    const { printed } = await behind(
      ({ headers }) => {
        if (headers["x-amz-target"] === "AmazonSQS.SendMessage") interruption.abort();
        return undefined;
      },
      ["redrive", "--yes"],
      interruption.signal,
    );
    expect(printed).toContain("10 messages went back to trader-data-llm-local-prompts");
    expect(await box.receiveAll(stack.queueUrl)).toHaveLength(10);
    expect(await box.receiveAll(stack.dlqUrl)).toHaveLength(5);
  });
});
