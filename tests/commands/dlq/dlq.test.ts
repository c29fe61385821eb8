import type { ChildProcess } from "node:child_process";
import { describe, expect, it, onTestFinished } from "vitest";
import { dlq } from "../../../src/commands/dlq/dlq.ts";
import { startAwsProxy } from "../../../chaos/aws-proxy.ts";
import { noAwsProfile } from "../../support/aws/aws-environment.ts";
import { runCaptured } from "../../support/commands/captured-terminal.ts";
import { deadUrl } from "../../support/upstreams/dead-url.ts";
import { bodyOf, mayHaveArrived, putLetters, runDlq, shareDlqStack } from "../../support/commands/dlq-setup.ts";
import { startCommandLine } from "../../support/commands/run-command-line.ts";

const startDlqSetup = shareDlqStack();

describe("npm run dlq -- list", () => {
  it("tells each message in a line and each cause by its count, and takes nothing", async () => {
    const { stack, box, here } = await startDlqSetup();
    const { bodies, ids } = await putLetters(box);
    const { exitCode, stdout, stderr } = await runDlq(["list", ...here]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    const [first, ...lines] = stdout.split("\n");
    const queue = "queue trader-data-llm-local-prompts-dlq";
    expect(first).toBe(`Stage local, region us-east-2, ${queue}, at ${stack.awsUrl}`);
    const told = [
      "BTC-USD trend_analysis rejected-1  ASSISTANT_REJECTED: 422: no such channel",
      `ETH-USD trend_analysis arrived-1  ASSISTANT_UNAVAILABLE: ${mayHaveArrived}`,
      "BTC-USD trend_analysis rejected-2  ASSISTANT_REJECTED: 422: no such channel",
      "BTC-USD trend_analysis killed-1  moved by the queue: the function ended before it could say why",
      "not31m JSON at all  PAYLOAD_NOT_JSON: The message is not JSON",
    ];
    for (const [index, id] of ids.entries()) {
      expect(lines.find((line) => line.startsWith(id))).toMatch(/ +\d s  /);
      expect(lines.find((line) => line.startsWith(id))).toContain(told[index]);
    }
    expect(stdout).toContain("     2  ASSISTANT_REJECTED\n");
    expect(stdout).toContain("     1  PAYLOAD_NOT_JSON\n");
    expect(stdout).toContain(`npm run dlq -- show ID --stage local --endpoint ${stack.awsUrl}`);
    expect((await box.receiveAll(stack.dlqUrl)).toSorted()).toEqual(bodies.toSorted());
  });

  it("prints one JSON object for each message, and nothing else, with --json", async () => {
    const { box, ran } = await startDlqSetup();
    const { ids } = await putLetters(box);
    const { exitCode, stdout, stderr } = await ran(["list", "--json"]);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^Stage local, region us-east-2, queue trader-data-llm-local-prompts-dlq/);
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(lines).toHaveLength(5);
    expect(lines).toContainEqual({
      message_id: ids[1],
      sent_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      age_ms: expect.any(Number),
      receive_count: 1,
      correlation_id: "arrived-1",
      product_id: "ETH-USD",
      prompt: "trend_analysis",
      channel: null,
      error_code: "ASSISTANT_UNAVAILABLE",
      error_message: mayHaveArrived,
      source_message_id: null,
      post: "may have arrived",
      can_succeed: true,
      body: bodyOf({ correlation_id: "arrived-1", product_id: "ETH-USD" }),
    });
    expect(lines).toContainEqual(
      expect.objectContaining({ message_id: ids[3], error_code: null, post: "unknown", product_id: "BTC-USD" }),
    );
  });

  it("keeps a line within 160 characters, and shows a body as it is", async () => {
    const { box, captured } = await startDlqSetup();
    const longest = bodyOf({ correlation_id: "c".repeat(128) });
    await box.put(longest, { error_code: "ASSISTANT_REJECTED", error_message: "because ".repeat(50) });
    await box.put('{"correlation_id":"a \\"b\\"","product_id":7}', {
      error_code: "PAYLOAD_INVALID",
      error_message: "no",
    });
    await box.put(`["${"x".repeat(500)}"]`);
    const { printed } = await captured(["list"]);
    const lines = printed.slice(1, 4);
    expect(lines.filter((line) => line.length > 160)).toEqual([]);
    expect(lines[0]).toMatch(/ {2}BTC-USD trend_analysis c+… {2}ASSISTANT_REJECTED: because because [^]*…$/);
    expect(lines[1]).toMatch(/ {2}\{"correlation_id":"a \\"b\\"","product_id":7\} {2}PAYLOAD_INVALID: no$/);
    expect(lines[2]).toMatch(/ {2}\["x+… {2}moved by the queue/);
  });

  it("says that the queue is empty", async () => {
    const { ran } = await startDlqSetup();
    const { exitCode, stdout } = await ran(["list"]);
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/\nIt is empty\n$/)]);
  });

  it("says how many it did not read, and leaves all of them receivable", async () => {
    const { stack, box, captured } = await startDlqSetup();
    for (let index = 0; index < 23; index += 1) await box.put(`letter ${index}`);
    const { printed } = await captured(["list", "--max", "12"]);
    expect(printed.filter((line) => line.includes("  letter "))).toHaveLength(12);
    expect(printed).toContain("About 11 more were not read (read: 12): --max reads more");
    const all = await captured(["list"]);
    expect(all.printed.filter((line) => line.includes("  letter "))).toHaveLength(23);
    expect(new Set(await box.receiveAll(stack.dlqUrl)).size).toBe(23);
    const { printed: hidden } = await captured(["list"]);
    expect(hidden.slice(1)).toEqual([
      "Nothing could be read",
      expect.stringContaining("About 23 more are in somebody else's hands"),
    ]);
  });

  it("gives back what it holds where it fails half way", async () => {
    const { stack, box, behind } = await startDlqSetup();
    for (let index = 0; index < 15; index += 1) await box.put(`letter ${index}`);
    let receives = 0;
    const { failure, printed } = await behind(
      ({ headers }) => {
        if (headers["x-amz-target"] !== "AmazonSQS.ReceiveMessage") return undefined;
        const denied = { __type: "com.amazonaws.sqs#AccessDenied", message: "no" };
        return (receives += 1) > 1 ? { kind: "status", status: 403, body: denied } : undefined;
      },
      ["list"],
    );
    expect(failure).toMatch(/denied access to queue trader-data-llm-local-prompts-dlq.*it takes sqs:ReceiveMessage/);
    expect(printed).toHaveLength(1);
    expect(await box.receiveAll(stack.dlqUrl)).toHaveLength(15);
  });

  it("gives back what it holds at Ctrl-C", async () => {
    const { stack, box } = await startDlqSetup();
    for (let index = 0; index < 25; index += 1) await box.put(`letter ${index}`);
    let receives = 0;
    const child: ChildProcess[] = [];
    const proxy = await startAwsProxy({
      target: () => stack.awsUrl,
      queueSpeed: 1,
      fault: ({ headers }) => {
        if (headers["x-amz-target"] === "AmazonSQS.ReceiveMessage" && (receives += 1) === 2) child[0]?.kill("SIGINT");
        return undefined;
      },
    });
    onTestFinished(() => proxy.stop());
    const running = startCommandLine(["list", "--stage", "local", "--endpoint", proxy.url], noAwsProfile, "dlq");
    child.push(running.child);
    expect((await running.ended).exitCode).toBe(130);
    expect(receives).toBeLessThan(4);
    expect(await box.receiveAll(stack.dlqUrl)).toHaveLength(25);
  });
});

describe("npm run dlq -- show", () => {
  it("describes a whole message by its correlation id, and what to do about it", async () => {
    const { stack, box, ran } = await startDlqSetup();
    const { ids } = await putLetters(box);
    const { exitCode, stdout } = await ran(["show", "rejected-1"]);
    expect(exitCode).toBe(0);
    for (const text of [
      `Message ${ids[0]}\n`,
      "\nCause\n  ASSISTANT_REJECTED\n  422: no such channel\n",
      "In the prompts queue it was message s1",
      '"product_id": "BTC-USD"',
      "The Assistant refused this post for good",
      `npm run why -- rejected-1 --stage local --endpoint ${stack.awsUrl}`,
      `npm run dlq -- redrive --id ${ids[0]} --stage local --endpoint ${stack.awsUrl}`,
    ]) {
      expect(stdout).toContain(text);
    }
    expect(await box.receiveAll(stack.dlqUrl)).toHaveLength(5);
  });

  it("describes a message that holds no request by its message id, without what steers a terminal", async () => {
    const { box, captured } = await startDlqSetup();
    const { ids } = await putLetters(box);
    const { exitCode, printed } = await captured(["show", ids[4] ?? ""]);
    expect(exitCode).toBe(0);
    const text = printed.join("\n");
    expect(text).toContain("Body\n  not31m JSON\n  at all");
    expect(text).toContain("It can never succeed as it is");
    // Only what helps is offered.
    expect(text).not.toContain("npm run dlq -- redrive");
    expect(text).toContain(`npm run dlq -- delete ${ids[4]} --stage local`);
    expect(text).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it.each([
    { id: "arrived-1", told: "It may have arrived" },
    { id: "killed-1", told: "Nobody knows whether it arrived" },
  ])("says of $id what is known of its post", async ({ id, told }) => {
    const { box, captured } = await startDlqSetup();
    await putLetters(box);
    const { printed } = await captured(["show", id]);
    expect(printed.join("\n")).toContain(`Its post\n  ${told}`);
    const json = await captured(["show", id, "--json"]);
    expect(JSON.parse(json.printed.join(""))).toMatchObject({ correlation_id: id, attributes: expect.any(Object) });
  });

  it("describes a body as it is where it is nested deeper than can be laid out", async () => {
    const { box, captured } = await startDlqSetup();
    const body = bodyOf({ correlation_id: "deep-1", more: 0 }).replace(
      '"more":0',
      `"more":${"[".repeat(50_000)}${"]".repeat(50_000)}`,
    );
    await box.put(body, {});
    const { exitCode, printed } = await captured(["show", "deep-1"]);
    expect(exitCode).toBe(0);
    expect(printed.join("\n")).toContain(body);
  });

  it.each([
    { id: "no spaces allowed", told: '"product_id":7' },
    { id: "where-it-was", told: "PAYLOAD_INVALID" },
  ])("finds what holds no valid request by $id, too", async ({ id, told }) => {
    const { box, captured } = await startDlqSetup();
    await box.put("[]");
    await box.put("null");
    const cause = { error_code: "PAYLOAD_INVALID", error_message: "no", source_message_id: "where-it-was" };
    const messageId = await box.put('{"correlation_id":"no spaces allowed","product_id":7}', cause);
    const { exitCode, printed } = await captured(["show", id]);
    expect(exitCode).toBe(0);
    expect(printed.slice(1)).toEqual([expect.stringContaining(`Message ${messageId}\n`)]);
    expect(printed[1]).toContain(told);
    const json = await captured(["show", id, "--json"]);
    expect(json.printed.map((line): unknown => JSON.parse(line))).toMatchObject([
      { message_id: messageId, correlation_id: "no spaces allowed", product_id: null },
    ]);
    const words = await captured(["redrive", "--id", id]);
    expect(words).toMatchObject({
      exitCode: 1,
      noted: [`${messageId} stays: PAYLOAD_INVALID can never succeed by a redrive`],
    });
  });

  it("fails where there is no such message", async () => {
    const { box, ran } = await startDlqSetup();
    await putLetters(box);
    const { exitCode, stderr } = await ran(["show", "nothing"]);
    expect([exitCode, stderr]).toEqual([1, 'No message "nothing" was found among the 5 that were read\n']);
  });
});

it("touches nothing without a stage, and prints its usage", async () => {
  const { stack, box } = await startDlqSetup();
  await putLetters(box);
  const refused = await runDlq(["redrive", "--yes", "--endpoint", stack.awsUrl]);
  expect([refused.exitCode, refused.stdout]).toEqual([2, ""]);
  expect(refused.stderr).toMatch(/^--stage is missing: name the deployment[^\n]*\n$/);
  expect(await box.receiveAll(stack.dlqUrl)).toHaveLength(5);
  expect((await runDlq(["--help"])).stdout).toMatch(/^Usage: npm run dlq/);
});

it("says in one line that the stage has no such queue", async () => {
  const { stack } = await startDlqSetup();
  const { failure } = await runCaptured(dlq, ["list", "--stage", "prod", "--endpoint", stack.awsUrl]);
  expect(failure).toMatch(
    /^SQS at \S+ has no queue trader-data-llm-prod-prompts-dlq in us-east-2 for this account[^\n]*$/,
  );
});

it("says in one line that nobody answers, or that there are no credentials", async () => {
  const dead = await runDlq(["list", "--stage", "dev", "--endpoint", await deadUrl()]);
  expect([dead.exitCode, dead.stderr]).toEqual([1, "SQS at http://127.0.0.1:2 can't be reached: ECONNREFUSED\n"]);
  const without = await runDlq(["redrive", "--yes", "--stage", "dev"]);
  expect(without.exitCode).toBe(1);
  expect(without.stderr.trimEnd().split("\n")).toEqual([expect.stringContaining("no usable AWS credentials")]);
});
