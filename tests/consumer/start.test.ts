import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { composePrompts } from "../../src/consumer/compose.ts";
import { createSampleMarket } from "../../src/local/sample-market.ts";
import { startStack, type Stack } from "../../src/local/stack.ts";
import { payload, sqsEvent, sqsRecord } from "../support/sqs-event.ts";

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
    const failure = await composePrompts(environment, { fetchParameters: fetchSecret }).catch(
      (error: unknown) => error,
    );
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
