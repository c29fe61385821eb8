import { describe, expect, it } from "vitest";
import type { Notification } from "../../../src/delivery/assistant/assistant-client.ts";
import type { Fault } from "../../../src/emulators/http-server.ts";
import { describeError } from "../../../src/platform/describe-error.ts";
import { createDeadline } from "../../../src/platform/deadline.ts";
import { type AssistantSetupOptions, startAssistantSetup } from "../../support/upstreams/assistant-setup.ts";
import { thrownBy } from "../../support/thrown-by.ts";
import { createTurnedClock } from "../../support/turned-clock.ts";

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

/** Faults of the first requests, one after the other; later ones go through. */
function first(...faults: readonly Fault[]): Pick<AssistantSetupOptions, "fault"> {
  return { fault: (count) => faults[count - 1] };
}

/** A fault that befalls every request. */
function always(fault: Fault): Pick<AssistantSetupOptions, "fault"> {
  return { fault: () => fault };
}

describe("a failure that may pass", () => {
  it.each([408, 425, 429, 500, 502, 503, 504])("%d is tried again with the same idempotency key", async (code) => {
    const { notify, inbox, requests, waitsMs } = await startAssistantSetup(first(status(code), status(code)));
    expect(await notify(notification, deadline())).toEqual({ status: 201 });
    expect(requests.map(({ headers }) => headers["idempotency-key"])).toEqual(
      Array.from({ length: 3 }, () => notification.idempotencyKey),
    );
    expect(new Set(requests.map(({ body }) => body)).size).toBe(1);
    expect([inbox.messages.length, waitsMs]).toEqual([1, [200, 400]]);
  });

  it("is ASSISTANT_UNAVAILABLE after the third try", async () => {
    const { notify, inbox, requests } = await startAssistantSetup(always(status(503, { body: { message: "later" } })));
    expect(await thrownBy(notify(notification, deadline()))).toMatchObject({
      code: "ASSISTANT_UNAVAILABLE",
      retryable: true,
      message: "The Assistant API answered 503: later",
      details: { status: 503 },
    });
    expect([requests.length, inbox.messages]).toEqual([3, []]);
  });

  it("is waited out as long as the API asks", async () => {
    const { notify, waitsMs } = await startAssistantSetup(first(status(429, { headers: { "retry-after": "2" } })));
    expect([await notify(notification, deadline()), waitsMs]).toEqual([{ status: 201 }, [2_000]]);
  });

  it("that is to last longer is left to a redelivery, which knows for how long", async () => {
    const { notify, requests, waitsMs } = await startAssistantSetup(
      always(status(429, { headers: { "retry-after": "3" } })),
    );
    expect(await thrownBy(notify(notification, deadline()))).toMatchObject({
      code: "ASSISTANT_UNAVAILABLE",
      retryable: true,
      details: { status: 429, retryAfterMs: 3_000 },
    });
    expect([requests.length, waitsMs]).toEqual([1, []]);
  });

  it("is an idempotency key that is still at work (409)", async () => {
    const { notify, requests } = await startAssistantSetup(first(status(409)));
    expect(await notify(notification, deadline())).toEqual({ status: 201 });
    expect(requests).toHaveLength(2);
  });

  it("is a connection that nobody takes", async () => {
    const { notify, inbox, waitsMs } = await startAssistantSetup();
    await inbox.stop();
    expect(await thrownBy(notify(notification, deadline()))).toMatchObject({
      code: "ASSISTANT_UNAVAILABLE",
      retryable: true,
      message: expect.stringContaining("can't be reached: ECONNREFUSED"),
      cause: { code: "HTTP_UNREACHABLE" },
    });
    expect(waitsMs).toEqual([200, 400]);
  });

  it("is a connection that is cut before the message was read", async () => {
    const { notify, inbox } = await startAssistantSetup(first({ kind: "drop" }));
    expect(await notify(notification, deadline())).toEqual({ status: 201 });
    expect(inbox.messages).toHaveLength(1);
  });

  it("is a redirect: token and key must not follow it", async () => {
    const { notify, requests } = await startAssistantSetup(
      always(status(307, { headers: { location: "http://127.0.0.1:2/notifications" } })),
    );
    expect(await thrownBy(notify(notification, deadline()))).toMatchObject({
      code: "ASSISTANT_UNAVAILABLE",
      message: expect.stringContaining("redirects to 127.0.0.1:2 (307)"),
    });
    expect(requests).toHaveLength(3);
  });
});

describe("an answer that got lost", () => {
  it("after the message was posted: the retry posts nothing again", async () => {
    const { notify, inbox, requests } = await startAssistantSetup(first({ kind: "answer_then_drop" }));
    expect(await notify(notification, deadline())).toEqual({ status: 201 });
    expect([requests.length, inbox.postCount, inbox.messages.length]).toEqual([2, 2, 1]);
  });
});

describe("an API that hangs", () => {
  it("is ASSISTANT_UNAVAILABLE after the time for each try", async () => {
    const { notify, requests } = await startAssistantSetup({ ...always({ kind: "hang" }), client: { timeoutMs: 20 } });
    expect(await thrownBy(notify(notification, deadline()))).toMatchObject({
      code: "ASSISTANT_UNAVAILABLE",
      retryable: true,
      message: expect.stringMatching(/did not answer within 20 ms$/),
      cause: { code: "HTTP_TIMEOUT" },
    });
    expect(requests).toHaveLength(3);
  });

  it("is given up when the work's time is up, without another try", async () => {
    const arrival = Promise.withResolvers<undefined>();
    const { notify, requests, waitsMs } = await startAssistantSetup({
      fault: () => {
        arrival.resolve(undefined);
        return { kind: "hang" };
      },
    });
    const clock = createTurnedClock(0);
    const failing = thrownBy(notify(notification, createDeadline(5_000, clock)));
    await arrival.promise;
    clock.turn(5_000);
    expect(await failing).toMatchObject({ code: "ASSISTANT_UNAVAILABLE", cause: { code: "DEADLINE_EXCEEDED" } });
    expect([requests.length, waitsMs]).toEqual([1, []]);
  });
});

describe("without a token", () => {
  it("nothing is sent, and the token's own failure is told at once", async () => {
    const { notify, requests, tokenServer } = await startAssistantSetup();
    await tokenServer.stop();
    expect(await thrownBy(notify(notification, deadline()))).toMatchObject({
      code: "TOKEN_UNAVAILABLE",
      retryable: true,
    });
    expect(requests).toEqual([]);
  });

  it("after a 401 the second try is not made", async () => {
    const { notify, requests, tokenServer, store } = await startAssistantSetup();
    await store.write({ value: "not.of.ours", expiresAtMs: Date.now() + 3_600_000 });
    // The inbox needs the key set no more: a token that is no JWT is refused without it.
    await tokenServer.stop();
    expect(await thrownBy(notify(notification, deadline()))).toMatchObject({ code: "TOKEN_UNAVAILABLE" });
    expect(requests).toHaveLength(1);
  });
});

describe("an error", () => {
  it("shows neither token nor key nor message", async () => {
    const worlds = await Promise.all([
      startAssistantSetup(always(status(401))),
      startAssistantSetup(always(status(403))),
      startAssistantSetup(always(status(500))),
      startAssistantSetup(always({ kind: "drop" })),
    ]);
    for (const { notify, requests } of worlds) {
      const error = await thrownBy(notify(notification, deadline()));
      const text = JSON.stringify(describeError(error));
      expect(text).toContain(error.code);
      expect(text).not.toContain("the-api-key");
      expect(text).not.toContain("steigt");
      const token = requests[0]?.headers["authorization"]?.replace("Bearer ", "") ?? "";
      expect(token).not.toBe("");
      expect(text).not.toContain(token);
    }
  });
});
