import { describe, expect, it } from "vitest";
import type { Notification } from "../../../src/delivery/assistant/assistant-client.ts";
import type { Fault } from "../../../src/emulators/http-server.ts";
import { createDeadline } from "../../../src/platform/deadline.ts";
import { type AssistantSetupOptions, startAssistantSetup } from "../../support/upstreams/assistant-setup.ts";
import { thrownBy } from "../../support/thrown-by.ts";

const notification: Notification = {
  message: "BTC-USD steigt: 50 100,00 € 📈",
  channel: "general",
  correlationId: "abc-123",
  idempotencyKey: "0123456789abcdef",
};

function deadline() {
  return createDeadline(60_000);
}

function status(code: number, more: Omit<Extract<Fault, { kind: "status" }>, "kind" | "status"> = {}): Fault {
  return { kind: "status", status: code, ...more };
}

/** A fault that befalls every request. */
function always(fault: Fault): Pick<AssistantSetupOptions, "fault"> {
  return { fault: () => fault };
}

describe("a notification", () => {
  it("arrives with token, API key, correlation id and idempotency key", async () => {
    const { notify, inbox, requests, store } = await startAssistantSetup();
    expect(await notify(notification, deadline())).toEqual({ status: 201 });
    expect(inbox.messages).toMatchObject([
      {
        message: notification.message,
        channel: "general",
        correlationId: "abc-123",
        idempotencyKey: "0123456789abcdef",
      },
    ]);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: "POST",
      path: "/notifications",
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        authorization: `Bearer ${(await store.read())?.value}`,
        "x-api-key": "the-api-key",
        "x-correlation-id": "abc-123",
        "idempotency-key": "0123456789abcdef",
      },
      body: '{"message":"BTC-USD steigt: 50 100,00 € 📈","webhook_channel":"general"}',
    });
  });

  it("is one of many that need one token", async () => {
    const { notify, inbox, tokenServer } = await startAssistantSetup();
    const keys = Array.from({ length: 10 }, (_, at) => `key-${at}`);
    await Promise.all(keys.map((idempotencyKey) => notify({ ...notification, idempotencyKey }, deadline())));
    expect([inbox.messages.length, tokenServer.tokenRequestCount]).toEqual([10, 1]);
  });

  it.each<[number, Fault]>([
    [200, status(200, { body: '{"id":1}' })],
    [201, status(201, { body: "" })],
    [202, status(202, { body: "<html>queued</html>" })],
    [204, status(204)],
    [299, status(299, { body: "{broken" })],
  ])("is delivered by any 2xx, whatever the body: %d", async (code, fault) => {
    const { notify, requests } = await startAssistantSetup(always(fault));
    expect(await notify(notification, deadline())).toEqual({ status: code });
    expect(requests).toHaveLength(1);
  });
});

describe("a 401", () => {
  it("drops the token and tries once more with a new one", async () => {
    const { notify, inbox, requests, tokenServer, store, waitsMs } = await startAssistantSetup();
    await store.write({ value: "not.of.ours", expiresAtMs: Date.now() + 3_600_000 });
    expect(await notify(notification, deadline())).toEqual({ status: 201 });
    expect(requests.map(({ headers }) => headers["authorization"])).toEqual([
      "Bearer not.of.ours",
      `Bearer ${(await store.read())?.value}`,
    ]);
    expect([inbox.messages.length, tokenServer.tokenRequestCount, waitsMs]).toEqual([1, 1, []]);
    expect(new Set(requests.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
  });

  it("twice is ASSISTANT_UNAUTHORIZED, and no third try is made", async () => {
    const { notify, requests, tokenServer } = await startAssistantSetup(
      always(status(401, { body: { error: "token of the wrong audience" } })),
    );
    expect(await thrownBy(notify(notification, deadline()))).toMatchObject({
      code: "ASSISTANT_UNAUTHORIZED",
      retryable: true,
      message: "The Assistant API answered 401: token of the wrong audience",
      details: { status: 401 },
    });
    expect([requests.length, tokenServer.tokenRequestCount]).toEqual([2, 2]);
  });
});

describe("a refusal", () => {
  it("of the API key is ASSISTANT_UNAUTHORIZED: an operator can fix it", async () => {
    const { notify, requests, inbox } = await startAssistantSetup({ client: { apiKey: "another-key" } });
    const error = await thrownBy(notify(notification, deadline()));
    expect(error).toMatchObject({
      code: "ASSISTANT_UNAUTHORIZED",
      retryable: true,
      message: "The Assistant API answered 403: the header x-api-key is missing or wrong",
    });
    expect([requests.length, inbox.messages]).toEqual([1, []]);
  });

  it("of the message is ASSISTANT_REJECTED: the same message never succeeds", async () => {
    const { notify, requests } = await startAssistantSetup();
    expect(await thrownBy(notify({ ...notification, message: "" }, deadline()))).toMatchObject({
      code: "ASSISTANT_REJECTED",
      retryable: false,
      message: "The Assistant API answered 422: message must be a text of 1 to 2000 characters",
      details: { status: 422 },
    });
    expect(requests).toHaveLength(1);
  });

  it.each<[number, Fault, string]>([
    [400, status(400, { body: { message: "no" } }), ": no"],
    [404, status(404, { body: { detail: "Not Found" } }), ": Not Found"],
    [413, status(413, { body: "<html>too large</html>" }), ": a page of HTML"],
    [422, status(422, { body: { detail: [{ loc: ["body", "message"] }] } }), ": body.message"],
    [410, status(410, { body: { message: "", error: "gone" } }), ": gone"],
    [400, status(400, { body: "null" }), ""],
    [400, status(400, { body: '"text"' }), ": text"],
    [418, status(418, { body: { message: "x".repeat(500) } }), `: ${"x".repeat(299)}…`],
    [304, status(304), ""],
  ])("with %d says what the API says of it, where it says so", async (code, fault, said) => {
    const { notify, requests } = await startAssistantSetup(always(fault));
    expect(await thrownBy(notify(notification, deadline()))).toMatchObject({
      code: "ASSISTANT_REJECTED",
      retryable: false,
      message: `The Assistant API answered ${code}${said}`,
    });
    expect(requests).toHaveLength(1);
  });
});
