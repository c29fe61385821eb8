import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { why as whyCommand } from "../../../src/commands/why/why.ts";
import { composePrompts } from "../../../src/consumer/wiring/compose-prompts.ts";
import { handleBatch } from "../../../src/consumer/batch/handle-batch.ts";
import { createSampleMarket } from "../../../src/emulators/markets/sample-market.ts";
import { type Stack, startStack } from "../../../src/emulators/stack.ts";
import { createDeadline } from "../../../src/platform/deadline.ts";
import { noAwsProfile } from "../../support/aws/aws-environment.ts";
import { asWritten, runCaptured } from "../../support/commands/captured-terminal.ts";
import { runCommandLine } from "../../support/commands/run-command-line.ts";
import { payload, sqsRecord } from "../../support/events/sqs-event.ts";

const dayMs = 86_400_000;
const dayOf = (daysAgo: number): string => new Date(Date.now() - daysAgo * dayMs).toISOString().slice(0, 10);

/** As a process, where what the SDK itself finds matters. */
const whyProcess = async (args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  await runCommandLine(args, { ...noAwsProfile, ...environment }, "why");

/** In this process, on 80 columns. */
const why = async (args: readonly string[]) => asWritten(await runCaptured(whyCommand, args, { columns: 80 }));

describe("npm run why", () => {
  let stack: Stack;
  let endpoint = "";

  const here = (): readonly string[] => ["--endpoint", endpoint, "--bucket", "trader-data"];
  const keep = async (productId: string, daysAgo: number, correlationId: string): Promise<void> => {
    const receipt = {
      correlation_id: correlationId,
      product_id: productId,
      prompt: "trend_analysis",
      day: dayOf(daysAgo),
    };
    await stack.putObject(`insights/${productId}/${dayOf(daysAgo)}/${correlationId}.json`, JSON.stringify(receipt));
  };

  beforeAll(async () => {
    stack = await startStack({
      market: createSampleMarket(),
      faults: { inbox: ({ body }) => (body.includes("SOL-USD") ? { kind: "status", status: 422 } : undefined) },
    });
    endpoint = stack.environment["AWS_ENDPOINT_URL_S3"] ?? "";
    const service = await composePrompts(stack.environment, { write: () => undefined });
    const requests = [
      payload({ correlation_id: "desk/1:a+b=c@d" }),
      payload({ correlation_id: "given-up", product_id: "SOL-USD" }),
      payload({ correlation_id: "shared" }),
      payload({ correlation_id: "shared", channel: "alerts" }),
    ];
    const work = { deadline: createDeadline(20_000), logger: service.logger };
    await handleBatch(
      requests.map((request) => sqsRecord(request)),
      service.batch,
      work,
    );
    await keep("BTC-USD", 0, "twice");
    await keep("ETH-USD", 3, "twice");
    await keep("BTC-USD", 20, "old");
    await stack.putObject(`insights/ETH-USD/${dayOf(0)}/broken.json`, "{");
  });

  afterAll(async () => {
    await stack.stop();
  });

  it("tells all of the receipt of an id with any of its characters with --full", async () => {
    const { exitCode, stdout, stderr } = await why(["desk/1:a+b=c@d", "--full", ...here()]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("BTC-USD, trend_analysis version 2: desk/1:a+b=c@d");
    expect(stdout).toMatch(/288 of 288 FIVE_MINUTE candles from a synthetic market in Coinbase's place/);
    expect(stdout).toMatch(/rolling_avg +\d+\.\d\d/);
    expect(stdout).toContain("You write market insights for traders.");
    expect(stdout).toContain("Automated summary of BTC-USD");
    expect(stdout).toContain("To channel general");
    expect(stdout).toMatch(/from its arrival on +\d/);
  });

  it("is short, fits 80 columns, and quotes no order to the model unless all is asked for", async () => {
    const { exitCode, stdout } = await why(["desk/1:a+b=c@d", ...here()]);
    expect(exitCode).toBe(0);
    const lines = stdout.trimEnd().split("\n");
    expect(lines.length).toBeLessThanOrEqual(25);
    // An address is one word, which is not broken.
    expect(lines.filter((line) => line.length > 80 && !line.includes("s3://"))).toEqual([]);
    expect(stdout).toMatch(/^Posted {4}\S+ \S+ UTC, to channel general; the Assistant\s+answered\s+201$/m);
    expect(stdout.replaceAll(/\s+/gu, " ")).toContain("Automated summary of BTC-USD.");
    expect(stdout).toMatch(/^Verdict {3}Every sentence agrees with the figures$/m);
    expect(stdout).toMatch(/^Market {4}288 of 288 candles/m);
    expect(stdout).not.toContain("You write market insights for traders.");
  });

  it("tells the newest receipt of all, or of a product, in place of an id", async () => {
    const last = await why(["--last", "--product", "SOL-USD", ...here()]);
    expect([last.exitCode, last.stderr]).toEqual([0, ""]);
    expect(last.stdout).toMatch(/^SOL-USD, trend_analysis version 2: given-up\n/);
    const any = await why(["--last", "--json", ...here()]);
    expect(any.exitCode).toBe(0);
    expect(any.stdout.trimEnd().split("\n")).toHaveLength(1);
    // Of today there is only what is no receipt, so that it looks further back.
    const further = await why(["--last", "--product", "ETH-USD", ...here()]);
    expect(further.stdout).toMatch(/^ETH-USD, trend_analysis: twice\n/);
    const old = await why(["--last", "--date", dayOf(20), ...here()]);
    expect(old.stdout).toMatch(/^BTC-USD, trend_analysis: old\n/);
    const none = await why(["--last", "--product", "DOGE-USD", ...here()]);
    expect([none.exitCode, none.stdout]).toEqual([1, ""]);
    expect(none.stderr).toMatch(/^No receipt of DOGE-USD in s3:\/\/trader-data\/insights\/ from [^\n]+--days[^\n]+\n$/);
  });

  it("says why a request was given up", async () => {
    const { exitCode, stdout } = await whyProcess(["given-up", ...here()]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("It was given up, and its message moved to the dead-letter queue");
    expect(stdout).toContain("ASSISTANT_REJECTED");
    expect(stdout.replaceAll(/\s+/gu, " ")).toContain("Automated summary of SOL-USD");
  });

  it("tells every delivery of an id that was sent to two channels, with the text as it was posted", async () => {
    const { exitCode, stdout } = await why(["shared", "--full", ...here()]);
    expect(exitCode).toBe(0);
    expect(stdout.match(/^  To channel \w+/gm)?.toSorted()).toEqual(["  To channel alerts", "  To channel general"]);
    const words = stdout.replaceAll(/\s+/gu, " ");
    expect(words.match(/As of \S+ \S+ UTC\. Synthetic market\. Automated summary of BTC-USD\./g)).toHaveLength(2);
  });

  it("prints the receipts themselves with --json, the newest day first", async () => {
    const { exitCode, stdout } = await why(["twice", "--json", ...here()]);
    expect(exitCode).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((line): unknown => JSON.parse(line)),
    ).toMatchObject([
      { product_id: "BTC-USD", day: dayOf(0) },
      { product_id: "ETH-USD", day: dayOf(3) },
    ]);
  });

  it.each([
    { args: ["--product", "ETH-USD"], productId: "ETH-USD" },
    { args: ["--days", "2"], productId: "BTC-USD" },
    { args: ["--date", dayOf(3)], productId: "ETH-USD" },
  ])("looks where $args says alone", async ({ args, productId }) => {
    const { stdout } = await why(["twice", ...args, ...here()]);
    expect(stdout.match(/: twice$/gm)).toHaveLength(1);
    expect(stdout).toContain(`${productId}, trend_analysis: twice`);
  });

  it("says in one line what it looked through in vain, and finds it further back", async () => {
    const { exitCode, stdout, stderr } = await why(["old", ...here()]);
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr.trimEnd().split("\n")).toEqual([
      expect.stringContaining(
        "No receipt of old in s3://trader-data/insights/: looked through 3 products that have receipts",
      ),
    ]);
    expect(stderr).toContain("--days");
    expect((await why(["old", "--days", "30", ...here()])).exitCode).toBe(0);
    const { stderr: narrow } = await why(["old", "--product", "BTC-USD", "--date", dayOf(0), ...here()]);
    expect(narrow).toContain(`looked through BTC-USD, on ${dayOf(0)} (UTC)`);
  });

  it("asks the stage's function for the bucket", async () => {
    const there = ["--stage", "local", "--endpoint", stack.awsUrl];
    const { exitCode, stdout, stderr } = await why(["desk/1:a+b=c@d", ...there]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("s3://trader-data/insights/BTC-USD/");
    const absent = await why(["abc", "--stage", "dev", "--endpoint", stack.awsUrl]);
    expect([absent.exitCode, absent.stdout]).toEqual([1, ""]);
    expect(absent.stderr.trimEnd().split("\n")).toEqual([
      expect.stringContaining(`Lambda at ${stack.awsUrl} has no function trader-data-llm-dev-prompts in us-east-2`),
    ]);
  });

  it("says of an object that is not JSON that it is no receipt", async () => {
    const { exitCode, stderr } = await why(["broken", ...here()]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("broken.json is not JSON, so it is no receipt");
  });

  it("uses the SDK's own variables and the environment's bucket without options", async () => {
    const { exitCode, stdout } = await whyProcess(["desk/1:a+b=c@d"], { ...stack.environment });
    expect(exitCode).toBe(0);
    expect(stdout).toContain("desk/1:a+b=c@d");
  });

  it.each([
    {
      args: ["--endpoint", "http://127.0.0.1:2", "--bucket", "trader-data"],
      told: "S3 at http://127.0.0.1:2 can't be reached: ECONNREFUSED",
    },
    {
      args: ["--endpoint", "http://127.0.0.1:2", "--stage", "dev"],
      told: "The bucket is not known: Lambda at http://127.0.0.1:2 can't be reached: ECONNREFUSED. Or name it: --bucket NAME",
    },
    { args: ["--stage", "dev"], told: "The bucket is not known: There are no usable AWS credentials" },
    { args: ["--bucket", "trader-data"], told: "There is no AWS region: set AWS_REGION" },
  ])("says in one line what it lacks: $told", async ({ args, told }) => {
    const { exitCode, stderr } = await whyProcess(["abc", ...args]);
    expect(exitCode).toBe(1);
    expect(stderr.trimEnd().split("\n")).toEqual([expect.stringContaining(told)]);
  });

  it("says in one line that there are no credentials, or no such bucket", async () => {
    const environment = { AWS_REGION: "us-east-1" };
    const without = await whyProcess(["abc", "--bucket", "trader-data"], environment);
    expect(without.exitCode).toBe(1);
    expect(without.stderr.trimEnd().split("\n")).toEqual([expect.stringContaining("no usable AWS credentials")]);
    const { stderr } = await why(["abc", "--endpoint", endpoint, "--bucket", "elsewhere"]);
    expect(stderr.trimEnd()).toBe(`S3 at ${endpoint} has no bucket elsewhere`);
  });

  it("refuses what it can't follow in one line, and prints its usage on --help", async () => {
    const refused = await whyProcess(["abc"]);
    expect([refused.exitCode, refused.stdout]).toEqual([2, ""]);
    expect(refused.stderr).toMatch(/^No bucket is named: give --bucket NAME[^\n]*\n$/);
    const helped = await whyProcess(["--help"]);
    expect([helped.exitCode, helped.stderr]).toEqual([0, ""]);
    expect(helped.stdout).toMatch(/^Usage: npm run why/);
  });
});
