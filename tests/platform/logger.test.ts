import { GetItemCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import * as z from "zod/mini";
import { startHttpServer } from "../../src/emulators/http-server.ts";
import { ServiceError } from "../../src/platform/errors.ts";
import { createLogger, type LogFields, type Logger, type LogLevel } from "../../src/platform/logger.ts";
import { createRedactor } from "../../src/platform/records/redactor.ts";

const secret = "hunter2\nhunter2";
const lineSchema = z.record(z.string(), z.unknown());

interface Captured {
  readonly logger: Logger;
  /** What was written, write by write. */
  readonly written: readonly string[];
  readonly lines: () => readonly Readonly<Record<string, unknown>>[];
}

function capture(level: LogLevel = "debug", base?: LogFields): Captured {
  const written: string[] = [];
  const redactor = createRedactor();
  redactor.add(secret);
  const write = (line: string): void => void written.push(line);
  const logger = createLogger({ level, redactor, write, ...(base === undefined ? {} : { base }) });
  return { logger, written, lines: () => written.map((line) => z.parse(lineSchema, JSON.parse(line))) };
}

describe("a line", () => {
  it("is one JSON object with time, level, event and fields", () => {
    const { logger, written, lines } = capture("debug", { stage: "test" });
    logger.info("candles_fetched", { count: 288, text: "two\nlines", nested: { a: [1, null] } });
    expect(written).toEqual([expect.stringMatching(/^\{[^\n]*\}\n$/)]);
    expect(lines()).toEqual([
      {
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        level: "info",
        stage: "test",
        event: "candles_fetched",
        count: 288,
        text: "two\nlines",
        nested: { a: [1, null] },
      },
    ]);
  });

  it("names its level", () => {
    const { logger, lines } = capture();
    logger.debug("a");
    logger.info("b");
    logger.warn("c");
    logger.error("d");
    expect(lines().map(({ level, event }) => [level, event])).toEqual([
      ["debug", "a"],
      ["info", "b"],
      ["warn", "c"],
      ["error", "d"],
    ]);
  });

  it.each<[LogLevel, readonly string[]]>([
    ["debug", ["debug", "info", "warn", "error"]],
    ["info", ["info", "warn", "error"]],
    ["warn", ["warn", "error"]],
    ["error", ["error"]],
    ["silent", []],
  ])("is written from level %s on", (level, written) => {
    const { logger, lines } = capture(level);
    for (const name of ["debug", "info", "warn", "error"] as const) logger[name]("event");
    logger.child({ id: 1 }).debug("event");
    expect(lines().map((line) => line["level"])).toEqual(level === "debug" ? [...written, "debug"] : written);
  });
});

describe("a child", () => {
  it("adds its fields to its own lines only, and so does its child", () => {
    const { logger, lines } = capture();
    const record = logger.child({ message_id: "m-1" });
    const request = record.child({ correlation_id: "c-1" });
    request.info("a", { count: 1 });
    record.info("b");
    logger.info("c");
    const facts = lines().map(({ time: _time, level: _level, ...rest }) => rest);
    expect(facts).toEqual([
      { message_id: "m-1", correlation_id: "c-1", event: "a", count: 1 },
      { message_id: "m-1", event: "b" },
      { event: "c" },
    ]);
  });

  it("describes an error among its fields", () => {
    const { logger, lines } = capture();
    logger.child({ error: new ServiceError("LEDGER_BUSY", "busy") }).info("a");
    expect(lines()[0]).toMatchObject({ error: { code: "LEDGER_BUSY", message: "busy", retryable: false } });
  });
});

describe("an error", () => {
  it("is described with its causes", () => {
    const { logger, lines } = capture();
    const cause = new TypeError("fetch failed", {
      cause: Object.assign(new Error("refused"), { code: "ECONNREFUSED" }),
    });
    logger.error("request_failed", { error: new ServiceError("HTTP_UNREACHABLE", "down", { cause, retryable: true }) });
    expect(lines()[0]).toMatchObject({
      error: {
        name: "ServiceError",
        code: "HTTP_UNREACHABLE",
        message: "down",
        retryable: true,
        cause: { name: "TypeError", message: "fetch failed", cause: { code: "ECONNREFUSED", message: "refused" } },
      },
    });
  });

  it("is described in whatever field it stands", () => {
    const { logger, lines } = capture();
    logger.error("request_not_dead_lettered", { cause: new ServiceError("PAYLOAD_INVALID", "no product") });
    expect(lines()[0]).toMatchObject({ cause: { code: "PAYLOAD_INVALID", message: "no product" } });
  });

  it("need not be one: whatever was thrown is described", () => {
    const { logger, lines } = capture();
    logger.error("request_failed", { error: "a mere text" });
    expect(lines()[0]).toMatchObject({ error: { name: "string", message: "a mere text" } });
  });
});

describe("a secret", () => {
  it.each<[string, LogFields]>([
    ["a field", { text: `key ${secret}!` }],
    ["a field's name", { [secret]: 1 }],
    ["a nested field", { request: { headers: [{ authorization: `Bearer ${secret}` }] } }],
    ["an encoded field", { body: new URLSearchParams({ secret }).toString(), json: JSON.stringify({ secret }) }],
    ["an error's message", { error: new Error(`refused ${secret}`) }],
    ["an error's details", { error: new ServiceError("PAYLOAD_INVALID", "x", { details: { problems: [secret] } }) }],
    ["a cause's cause", { error: new Error("a", { cause: new Error("b", { cause: new Error(secret) }) }) }],
    ["a thrown text", { error: secret }],
  ])("is in no line: %s", (_, fields) => {
    const { logger, written } = capture();
    logger.child(fields).info("event", fields);
    expect(written).toHaveLength(1);
    expect(written[0]).toContain("[secret]");
    expect(written[0]).not.toContain("hunter2");
    expect(() => z.parse(lineSchema, JSON.parse(written[0] ?? ""))).not.toThrow();
  });

  it("is in no line that shows an SDK's error, nor is anything of the request", async () => {
    const server = await startHttpServer(() => ({
      status: 400,
      headers: { "x-echo": "echo-of-header" },
      body: { __type: "com.amazonaws.dynamodb.v20120810#ValidationException", message: `bad value ${secret}` },
    }));
    const credentials = { accessKeyId: "the-key-id", secretAccessKey: "the-access-key", sessionToken: "the-session" };
    const client = new DynamoDBClient({ region: "us-east-1", endpoint: server.url, credentials });
    onTestFinished(async () => {
      client.destroy();
      await server.stop();
    });
    const command = new GetItemCommand({ TableName: "the-table", Key: { id: { S: "the-sent-value" } } });
    const error: unknown = await client.send(command).catch((thrown: unknown) => thrown);
    const { logger, written, lines } = capture();
    logger.error("a", { error });
    logger.error("b", { failure: error });
    logger.error("c", { error: new ServiceError("LEDGER_UNAVAILABLE", "down", { cause: error }) });
    expect(lines()).toMatchObject([
      { error: { message: "bad value [secret]" } },
      { failure: { message: "bad value [secret]" } },
      { error: { cause: { message: "bad value [secret]" } } },
    ]);
    expect(written.join("")).not.toMatch(/hunter2|the-key-id|the-access-key|the-session|the-sent-value|echo-of-header/);
  });
});

describe("without a place to write to", () => {
  it("lines go to standard output", () => {
    const written = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    createLogger({ level: "info", redactor: createRedactor() }).info("started");
    expect(written.mock.calls).toEqual([
      [expect.stringMatching(/^\{"level":"info","time":"[^"]+","event":"started"\}\n$/)],
    ]);
  });
});
