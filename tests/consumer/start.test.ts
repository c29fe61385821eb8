import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { composePrompts } from "../../src/consumer/wiring/compose-prompts.ts";
import { keepService } from "../../src/consumer/wiring/kept-service.ts";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";
import { startStack, type Stack } from "../../src/emulators/stack.ts";
import { payload, sqsEvent, sqsRecord } from "../support/events/sqs-event.ts";
import { openVault } from "../support/aws/vault.ts";

const fetchSecret = async () => new Map([["/trader/secret", "the-client-secret"]]);

describe("the start of the prompts function", () => {
  let stack: Stack;

  beforeEach(async () => {
    vi.resetModules();
    vi.spyOn(process.stdout, "write").mockReturnValue(true);
    stack = await startStack({ market: createSampleMarket() });
  });

  afterEach(async () => {
    await stack.stop();
  });

  it("never quotes a parameter that the wrong variable refers to", async () => {
    const environment = { ...stack.environment, AUTH0_OAUTH_URL: "ssm:/trader/secret" };
    const kept = keepService({
      functionName: "prompts",
      environment,
      compose: composePrompts,
      fetchParameters: fetchSecret,
    });
    const failure = await kept.get().catch((error: unknown) => error);
    const { message } = failure instanceof Error ? failure : new Error("nothing was thrown");
    expect(message).toContain("AUTH0_OAUTH_URL must be an http or https URL");
    expect(message).not.toContain("the-client-secret");
  });

  it("names every missing variable at once, and succeeds at the next invocation when they are there", async () => {
    const { handler } = await import("../../src/consumer/prompts.ts");
    const failure = await handler(sqsEvent(sqsRecord(payload()))).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "CONFIGURATION_INVALID" });
    const { message } = failure instanceof Error ? failure : new Error("nothing was thrown");
    for (const name of ["STATE_TABLE_NAME", "PROMPT_DLQ_URL", "ASSISTANT_API_KEY", "AUTH0_OAUTH_URL"]) {
      expect(message).toContain(`${name} is not set`);
    }

    for (const [name, value] of Object.entries(stack.environment)) vi.stubEnv(name, value);
    const request = payload();
    expect(await handler(sqsEvent(sqsRecord(request)))).toEqual({ batchItemFailures: [] });
    expect(stack.inbox.messages.map(({ correlationId }) => correlationId)).toEqual([request["correlation_id"]]);
  });
});

describe("the prompts function whose Assistant gets another key", () => {
  it("delivers the next message once, with the key that SSM has by then, and gives up none", async () => {
    vi.resetModules();
    vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const name = "/trader/dev/assistant-api-key";
    const vault = await openVault({ [name]: "the-key-before" });
    let isRotated = false;
    const statuses: number[] = [];
    const stack = await startStack({
      market: createSampleMarket(),
      faults: {
        inbox({ headers }) {
          // The inbox itself knows the new key alone.
          const isOld = headers["x-api-key"] === "the-key-before";
          const status = isOld ? (isRotated ? 403 : 201) : 0;
          statuses.push(status);
          return isOld ? { kind: "status", status } : undefined;
        },
      },
    });
    onTestFinished(() => stack.stop());
    const references = { ASSISTANT_API_KEY: `ssm:${name}`, AWS_ENDPOINT_URL_SSM: vault.url };
    for (const [variable, value] of Object.entries({ ...stack.environment, ...references }))
      vi.stubEnv(variable, value);
    const { handler } = await import("../../src/consumer/prompts.ts");
    expect(await handler(sqsEvent(sqsRecord(payload())))).toEqual({ batchItemFailures: [] });

    isRotated = true;
    vault.parameters[name] = stack.environment["ASSISTANT_API_KEY"] ?? "";
    const request = payload();
    expect(await handler(sqsEvent(sqsRecord(request)))).toEqual({ batchItemFailures: [] });

    expect(statuses).toEqual([201, 403, 0]);
    expect(stack.inbox.messages.map(({ correlationId }) => correlationId)).toEqual([request["correlation_id"]]);
    expect(await stack.readDeadLetters()).toEqual([]);
    expect(vault.callCount()).toBe(2);
  });
});
