import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import type * as apiFunction from "../../src/consumer/api.ts";
import { startHttpServer } from "../../src/emulators/http-server.ts";
import { type QueueAndBucket, startQueueAndBucket } from "../../src/emulators/aws/queue-and-bucket.ts";
import { foreignEvents } from "../support/events/aws-events.ts";
import { httpApiEvent } from "../support/events/http-api-event.ts";
import { sqsEvent, sqsRecord } from "../support/events/sqs-event.ts";
import { openVault } from "../support/aws/vault.ts";

/** Gives what is logged from now on. */
function captureLog(): () => string {
  const lines: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
  return () => lines.join("");
}

/** An event whose token has these claims. */
const tokenOf = (claims: Readonly<Record<string, string>>) => ({
  requestContext: Object.assign(httpApiEvent("").requestContext, {
    authorizer: { jwt: { claims, scopes: null } },
  }),
});

const anyRequest = JSON.stringify({ product_id: "BTC-USD", prompt: "trend_analysis" });

const askFor = (channel: string): string => JSON.stringify({ ...JSON.parse(anyRequest), channel });

const aws = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };

describe("the api function", () => {
  let queue: QueueAndBucket;
  let client: SQSClient;
  let handler: typeof apiFunction.handler;

  beforeAll(async () => {
    queue = await startQueueAndBucket({ queueName: "prompts", dlqName: "prompts-dlq", bucketName: "trader-data", aws });
    client = new SQSClient({ ...aws, endpoint: queue.url });
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_SQS: queue.url,
      PROMPT_QUEUE_URL: queue.queueUrl,
      REGION: aws.region,
      LOG_LEVEL: "info",
      API_CHANNELS: "general, desk",
    });
    vi.resetModules();
    ({ handler } = await import("../../src/consumer/api.ts"));
  });

  let log: () => string;

  beforeEach(() => {
    log = captureLog();
  });

  afterAll(async () => {
    client.destroy();
    await queue.stop();
  });

  async function post(body: string | undefined, fields: Partial<APIGatewayProxyEventV2> = {}) {
    const answer = await handler(httpApiEvent(body, fields), { awsRequestId: "lambda-request-1" });
    const { statusCode: status, headers = {} } = answer;
    expect(headers["content-type"]).toBe("application/json");
    return { status, id: headers["x-correlation-id"], body: Object(JSON.parse(answer.body ?? "")) };
  }

  async function receiveCaller() {
    const ask = new ReceiveMessageCommand({ QueueUrl: queue.queueUrl, MessageAttributeNames: ["All"] });
    const { Messages = [] } = await client.send(ask);
    return Messages.map(({ MessageAttributes }) => MessageAttributes);
  }

  async function receive(): Promise<unknown> {
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl: queue.queueUrl }));
    return Messages.map((message) => JSON.parse(message.Body ?? "") as unknown);
  }

  it("puts a request on the queue and answers 202 with its correlation id", async () => {
    const request = { correlation_id: "abc-123", product_id: "BTC-USD", prompt: "trend_analysis" };
    const answer = await post(JSON.stringify(request));
    expect(answer).toEqual({ status: 202, id: "abc-123", body: { correlation_id: "abc-123" } });
    expect(await receive()).toEqual([request]);
  });

  it("lets no caller speak for a watch, whose last posts it could change", async () => {
    const request = { correlation_id: "no-watch", product_id: "BTC-USD", prompt: "trend_analysis" };
    const asWatch = { ...request, watch: "btc-moves", post: "material", quiet_hours: "never" };
    expect(await post(JSON.stringify(asWatch))).toMatchObject({ status: 202 });
    expect(await receive()).toEqual([request]);
  });

  it("logs the ids, the product and the prompt of a request, and nothing else that was sent", async () => {
    const request = {
      correlation_id: "logged",
      product_id: "BTC-USD",
      prompt: "trend_analysis",
      note: "not-to-be-kept",
    };
    const event = httpApiEvent(JSON.stringify(request), {
      headers: { authorization: "Bearer the-token-of-the-caller" },
      requestContext: Object.assign(httpApiEvent("").requestContext, {
        authorizer: { jwt: { claims: { sub: "the-caller" }, scopes: null } },
      }),
    });
    await handler(event, { awsRequestId: "lambda-request-2" });
    await receive();
    expect(Object(JSON.parse(log().trim()))).toMatchObject({
      event: "request_enqueued",
      request_id: "lambda-request-2",
      correlation_id: "logged",
      product_id: "BTC-USD",
      prompt: "trend_analysis",
    });
    expect(log()).not.toMatch(/not-to-be-kept|the-caller|authorizer|Bearer/);
  });

  it.each([
    ["without a correlation id", {}],
    ["whose correlation id is null", { correlation_id: null }],
  ])("gives a request %s one of its own", async (_name, fields) => {
    const sent = { product_id: "ETH-USD", prompt: "trend_analysis", ...fields };
    const { status, id, body } = await post(JSON.stringify(sent));
    expect(status).toBe(202);
    expect(body).toEqual({ correlation_id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(id).toBe(body.correlation_id);
    expect(await receive()).toEqual([{ ...sent, correlation_id: id }]);
  });

  it.each([
    ["blank", " "],
    ["empty", ""],
    ["a number", 7],
    ["a list", ["abc"]],
    ["too long", "x".repeat(129)],
    ["a header of its own", "abc\r\nx-api-key: stolen"],
  ])("refuses a correlation id that is %s", async (_name, id) => {
    const answer = await post(JSON.stringify({ correlation_id: id, product_id: "BTC-USD", prompt: "trend_analysis" }));
    expect(answer).toEqual({
      status: 400,
      id: undefined,
      body: {
        error: "PAYLOAD_INVALID",
        problems: [expect.stringMatching(/^correlation_id is .*; it must be 1 to 128/)],
      },
    });
  });

  it("puts on the queue what it has checked, and no more", async () => {
    const body =
      '{"correlation_id":"twice","prompt":"trend_analysis","product_id":"no product","product_id":"BTC-USD",' +
      '"channel":"desk","__proto__":{"channel":"other"},"constructor":1,"extra":{"deep":[]}}';
    expect(await post(body)).toMatchObject({ status: 202 });
    const checked = { correlation_id: "twice", prompt: "trend_analysis", product_id: "BTC-USD", channel: "desk" };
    expect(await receive()).toEqual([checked]);
  });

  it.each([
    ["prompt", "nope"],
    ["prompt", "__proto__"],
    ["prompt", "constructor"],
    ["prompt", ["trend_analysis"]],
    ["prompt", null],
    ["product_id", "BTC"],
    ["product_id", { toString: "BTC-USD" }],
    ["channel", "#general"],
    ["channel", "@everyone"],
    ["channel", 1],
  ])("refuses a %s of %j by its name", async (field, value) => {
    const request = { product_id: "BTC-USD", prompt: "trend_analysis", [field]: value };
    const { status, body } = await post(JSON.stringify(request));
    expect(status).toBe(400);
    expect(body).toEqual({ error: "PAYLOAD_INVALID", problems: [expect.stringMatching(`^${field} is .{1,300}$`)] });
  });

  it("shows no more of a huge field than its beginning", async () => {
    const { status, body } = await post(
      JSON.stringify({ product_id: "B".repeat(5_000_000), prompt: "trend_analysis" }),
    );
    expect([status, body.problems]).toEqual([
      400,
      [expect.stringMatching(/^product_id is "B{60}"; it must be .{1,100}$/)],
    ]);
  });

  it("takes no field from a prototype that the body makes up", async () => {
    const fields = '"product_id":"BTC-USD","prompt":"trend_analysis"';
    const { status, body } = await post(`{"__proto__":{${fields}}}`);
    expect([status, body.problems.length]).toEqual([400, 2]);
  });

  it("logs that a request was refused, and not what it said", async () => {
    await post(JSON.stringify({ product_id: "a-secret-of-the-caller", prompt: "trend_analysis" }));
    expect(Object(JSON.parse(log().trim()))).toMatchObject({
      event: "request_rejected",
      code: "PAYLOAD_INVALID",
      request_id: "lambda-request-1",
    });
    expect(log()).not.toContain("a-secret-of-the-caller");
  });

  it("reads a body that the gateway encoded in base64", async () => {
    const request = { correlation_id: "b64", product_id: "BTC-USD", prompt: "trend_analysis" };
    const body = Buffer.from(JSON.stringify(request)).toString("base64");
    expect(await post(body, { isBase64Encoded: true })).toMatchObject({ status: 202 });
    expect(await receive()).toEqual([request]);
  });

  it("answers 400 with every problem", async () => {
    const { status, body } = await post(JSON.stringify({ product_id: 7, prompt: "nope", correlation_id: "a b" }));
    expect(status).toBe(400);
    expect(body).toEqual({
      error: "PAYLOAD_INVALID",
      problems: [
        expect.stringContaining('correlation_id is "a b"'),
        expect.stringContaining("product_id is a number"),
        expect.stringContaining('prompt is "nope"'),
      ],
    });
  });

  it.each([
    ["nothing", undefined, "PAYLOAD_NOT_JSON", /empty/],
    ["no characters", "", "PAYLOAD_NOT_JSON", /empty/],
    ["text", "BTC-USD", "PAYLOAD_NOT_JSON", /not JSON/],
    ["half an object", '{"product_id":"BTC-USD"', "PAYLOAD_NOT_JSON", /not JSON/],
    ["a list", "[]", "PAYLOAD_INVALID", /not a list/],
    ["lists in lists", "[".repeat(100_000) + "]".repeat(100_000), "PAYLOAD_INVALID", /not a list/],
    ["null", "null", "PAYLOAD_INVALID", /not null/],
    ["a number", "1e999", "PAYLOAD_INVALID", /not a number/],
  ])("answers 400 to a body of %s", async (_name, body, error, problem) => {
    expect(await post(body)).toMatchObject({
      status: 400,
      body: { error, problems: [expect.stringMatching(problem)] },
    });
  });

  it("answers 400 to a body in base64 that is not UTF-8, instead of repairing it", async () => {
    const text = '{"correlation_id":"utf","product_id":"BTC-USD","prompt":"trend_analysis","note":"?"}';
    const bytes = Buffer.from(text);
    bytes[text.indexOf("?")] = 0xff;
    const { status, body } = await post(bytes.toString("base64"), { isBase64Encoded: true });
    const problems = ["The body is not JSON: it is not even UTF-8"];
    expect([status, body]).toEqual([400, { error: "PAYLOAD_NOT_JSON", problems }]);
  });

  it.each<[string, unknown]>([
    ...foreignEvents.map(([named, event]): [string, unknown] => [named, event]),
    ["SQS", sqsEvent(sqsRecord(anyRequest))],
    ["payload format 1.0", { resource: "/prompts", httpMethod: "POST", requestContext: {}, body: anyRequest }],
    ["of no known form", {}],
    ["of no known form", JSON.parse(anyRequest)],
  ])("ends with an error that names another event, and logs it in one line: %s", async (named, event) => {
    const failure = await handler(event).catch((error: unknown) => error);
    const { name, message, stack } = failure instanceof Error ? failure : new Error("nothing was thrown");
    expect([name, stack]).toEqual(["EVENT_UNSUPPORTED", undefined]);
    expect(message).toContain("api takes the requests of an HTTP API, POST /prompts (payload format 2.0)");
    // What is wrong with a record by itself is given by the function that takes records.
    expect(message).toMatch(/^The event is (an?\b|null|of)/);
    expect(/^(without|record)/.test(named) || message.includes(named), message).toBe(true);
    expect(Object(JSON.parse(log().trim()))).toMatchObject({ level: "error", event: "invocation_failed" });
    expect(await receive()).toEqual([]);
  });

  it("takes a body that begins with a byte order mark, plain or in base64", async () => {
    expect(await post(`\uFEFF${anyRequest}`)).toMatchObject({ status: 202 });
    const encoded = Buffer.from(`\uFEFF${anyRequest}`).toString("base64");
    expect(await post(encoded, { isBase64Encoded: true })).toMatchObject({ status: 202 });
    expect(await receive()).toHaveLength(1);
    expect(await receive()).toHaveLength(1);
  });

  describe("and its callers", () => {
    it("puts the subject of the token on the queue beside the request", async () => {
      expect(await post(anyRequest, tokenOf({ sub: "abc@clients", azp: "abc" }))).toMatchObject({ status: 202 });
      expect(await receiveCaller()).toEqual([{ caller: { DataType: "String", StringValue: "abc@clients" } }]);
    });

    it("refuses a token that names nobody, since its requests would be anybody's", async () => {
      expect(await post(anyRequest, tokenOf({ scope: "ask" }))).toMatchObject({
        status: 403,
        body: { error: "CALLER_UNKNOWN", problems: [expect.stringContaining("neither sub nor azp")] },
      });
      expect(await receive()).toEqual([]);
    });

    it("lets them post to the channels of the setting, and names those to who asks for another", async () => {
      expect(await post(askFor("desk"))).toMatchObject({ status: 202 });
      expect(await receive()).toHaveLength(1);
      expect(await post(askFor("alerts"))).toEqual({
        status: 403,
        id: undefined,
        body: {
          error: "CHANNEL_NOT_ALLOWED",
          problems: ['channel is "alerts"; callers may post to general, desk'],
        },
      });
      expect(await receive()).toEqual([]);
    });
  });
});

const failed = { error: "INTERNAL", problems: ["The request failed for a reason that the log tells"] };

async function postTo(queueUrl: string, context = {}) {
  vi.stubEnv("PROMPT_QUEUE_URL", "http://127.0.0.1:2/000000000000/prompts");
  vi.stubEnv("AWS_ENDPOINT_URL_SQS", queueUrl);
  const { handler } = await import("../../src/consumer/api.ts");
  return await handler(httpApiEvent(anyRequest), context);
}

describe("the api function without its queue", () => {
  let log: () => string;

  beforeEach(() => {
    vi.resetModules();
    log = captureLog();
  });

  const notQueued = {
    statusCode: 503,
    headers: {
      "content-type": "application/json",
      "retry-after": "5",
      "x-correlation-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
    },
    body: JSON.stringify({
      error: "QUEUE_UNAVAILABLE",
      problems: ["The request could not be queued; repeat it with the same correlation_id"],
    }),
  };

  it("answers 503 and no more when the queue can't be reached", async () => {
    const answer = await postTo("http://127.0.0.1:2");
    expect(answer).toEqual(notQueued);
    expect(log()).toContain('"event":"request_not_enqueued"');
    expect(log()).toContain(`"correlation_id":"${String(answer.headers?.["x-correlation-id"])}"`);
  });

  it("answers 503 within its own time when the queue does not answer", async () => {
    const queue = await startHttpServer(() => ({ status: 200 }), { fault: () => ({ kind: "hang" }) });
    onTestFinished(() => queue.stop());
    // Of 700 ms it keeps 500 back; the client of SQS alone would wait for 3 s, three times.
    expect(await postTo(queue.url, { getRemainingTimeInMillis: () => 700 })).toEqual(notQueued);
  });

  it("answers 500 and no more when it is not configured; only the log says why", async () => {
    vi.stubEnv("PROMPT_QUEUE_URL", "");
    const { handler } = await import("../../src/consumer/api.ts");
    const { statusCode, body = "" } = await handler(httpApiEvent(anyRequest));
    expect([statusCode, JSON.parse(body)]).toEqual([500, failed]);
    expect(log()).toContain("PROMPT_QUEUE_URL is not set");
  });

  it.each([
    ["", "general", 202],
    ["", "desk", 403],
    ["alerts", "alerts", 202],
    ["alerts", "general", 403],
  ])("with API_CHANNELS %j takes a request that names channel %s with %i", async (channels, channel, status) => {
    const server = await startQueueAndBucket({
      queueName: "prompts",
      dlqName: "prompts-dlq",
      bucketName: "trader-data",
      aws,
    });
    onTestFinished(() => server.stop());
    vi.stubEnv("API_CHANNELS", channels);
    vi.stubEnv("PROMPT_QUEUE_URL", server.queueUrl);
    vi.stubEnv("AWS_ENDPOINT_URL_SQS", server.url);
    const { handler } = await import("../../src/consumer/api.ts");
    const named = await handler(httpApiEvent(askFor(channel)));
    expect(named.statusCode).toBe(status);
    // The channel of a request that names none must be among them, too.
    const unnamed = await handler(httpApiEvent(anyRequest));
    expect(unnamed.statusCode).toBe(channels === "alerts" ? 403 : 202);
  });

  it("tries to start once for each request", async () => {
    vi.stubEnv("PROMPT_QUEUE_URL", "");
    const { handler } = await import("../../src/consumer/api.ts");
    await handler(httpApiEvent(anyRequest));
    const earlier = log();
    await handler(httpApiEvent(anyRequest));
    expect(
      log()
        .slice(earlier.length)
        .match(/"event":"start_failed"/g),
    ).toHaveLength(1);
  });

  it("answers 500 and no more when SSM lacks a parameter", async () => {
    const vault = await openVault({});
    vi.stubEnv("AWS_ENDPOINT_URL_SSM", vault.url);
    vi.stubEnv("PROMPT_QUEUE_URL", "ssm:/trader/dev/queue");
    const { handler } = await import("../../src/consumer/api.ts");
    const { statusCode, body = "" } = await handler(httpApiEvent(anyRequest));
    expect([statusCode, JSON.parse(body)]).toEqual([500, failed]);
    expect(log()).toContain("PROMPT_QUEUE_URL refers to /trader/dev/queue");
  });
});
