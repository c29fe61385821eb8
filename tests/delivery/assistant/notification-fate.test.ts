import { describe, expect, it } from "vitest";
import type { Fault } from "../../../src/emulators/http-server.ts";
import { createDeadline } from "../../../src/platform/deadline.ts";
import { startAssistantSetup } from "../../support/upstreams/assistant-setup.ts";
import { deadUrl } from "../../support/upstreams/dead-url.ts";
import { thrownBy } from "../../support/thrown-by.ts";

const notification = { message: "BTC-USD is up.", channel: "general", correlationId: "abc", idempotencyKey: "key" };
const answer = (status: number): Fault => ({ kind: "status", status });
const redirect: Fault = { kind: "status", status: 307, headers: { location: "http://127.0.0.1:2/notifications" } };

describe("whether a notification may have arrived although it failed", () => {
  it.each<[string, readonly Fault[], boolean]>([
    ["the API refused it for good", [answer(400)], false],
    ["the API refused the key", [answer(403)], false],
    ["the API asked to wait", [answer(429), answer(429), answer(429)], false],
    ["the API was not ready", [answer(503), answer(503), answer(503)], false],
    ["the API waited for its request in vain", [answer(408), answer(408), answer(408)], false],
    ["the key stands for another message", [answer(409), answer(409), answer(409)], false],
    ["a gateway knows no such version", [answer(505), answer(505), answer(505)], false],
    ["the API redirected it", [redirect, redirect, redirect], false],
    ["the API failed in its work", [answer(500), answer(503), answer(503)], true],
    ["a gateway may have spoken for the API", [answer(502), answer(502), answer(502)], true],
    ["a gateway did not wait for the API's answer", [answer(503), answer(504), answer(503)], true],
    ["the connection was lost before an answer", [{ kind: "drop" }, answer(503), answer(503)], true],
    ["one of the tries was cut off", [{ kind: "answer_then_drop" }, answer(429), answer(429)], true],
  ])("%s", async (_, faults, mayHaveArrived) => {
    const { notify } = await startAssistantSetup({ fault: (count) => faults[count - 1] });
    const error = await thrownBy(notify(notification, createDeadline(60_000)));
    expect(error.details.mayHaveArrived).toBe(mayHaveArrived);
  });

  it("is so after a timeout", async () => {
    const { notify } = await startAssistantSetup({ fault: () => ({ kind: "hang" }), client: { timeoutMs: 20 } });
    expect((await thrownBy(notify(notification, createDeadline(60_000)))).details.mayHaveArrived).toBe(true);
  });

  it("is said to be impossible where the time was up before anything was sent", async () => {
    const { notify, requests } = await startAssistantSetup();
    const ended = { ...createDeadline(60_000), signal: AbortSignal.abort(), remainingMs: () => 0 };
    expect((await thrownBy(notify(notification, ended))).details.mayHaveArrived).toBe(false);
    expect(requests).toEqual([]);
  });

  it("is said to be impossible where nobody was there", async () => {
    const { notify } = await startAssistantSetup({ client: { url: await deadUrl() } });
    const error = await thrownBy(notify(notification, createDeadline(60_000)));
    expect(error.details.mayHaveArrived).toBe(false);
  });
});

describe("a notification that must not be posted after a moment", () => {
  it("is posted at that moment, and a millisecond later is not", async () => {
    let nowMs = 5_000;
    const { notify, requests } = await startAssistantSetup({ client: { clock: () => nowMs } });
    await notify(notification, createDeadline(60_000), { postUntilMs: 5_000 });
    nowMs += 1;
    const error = await thrownBy(notify(notification, createDeadline(60_000), { postUntilMs: 5_000 }));
    expect([error.code, error.retryable, error.details.mayHaveArrived]).toEqual(["TEXT_OUTDATED", true, false]);
    expect(requests).toHaveLength(1);
  });

  it.each([
    [503, false],
    [502, true],
  ])(
    "is not tried again after it where the first try met %i; it may have arrived: %s",
    async (status, mayHaveArrived) => {
      let nowMs = 0;
      const sleep = async (): Promise<void> => void (nowMs = 6_000);
      const fault = (count: number): Fault | undefined => (count === 1 ? answer(status) : undefined);
      const { notify, requests, inbox } = await startAssistantSetup({ fault, client: { clock: () => nowMs, sleep } });
      const error = await thrownBy(notify(notification, createDeadline(60_000), { postUntilMs: 5_000 }));
      expect([error.code, error.details.mayHaveArrived]).toEqual(["TEXT_OUTDATED", mayHaveArrived]);
      expect([requests.length, inbox.messages.length]).toEqual([1, 0]);
    },
  );

  it("is not posted with a token that took too long, at first and after a 401", async () => {
    let nowMs = 0;
    const slowly: Fault = answer(401);
    const setup = await startAssistantSetup({
      fault(count) {
        if (count !== 1) return undefined;
        nowMs = 6_000;
        return slowly;
      },
      client: { clock: () => nowMs },
    });
    const error = await thrownBy(setup.notify(notification, createDeadline(60_000), { postUntilMs: 5_000 }));
    expect([error.code, error.details.mayHaveArrived]).toEqual(["TEXT_OUTDATED", false]);
    expect(setup.inbox.messages).toEqual([]);
  });
});
