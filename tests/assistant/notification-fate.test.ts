import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/local/http-server.ts";
import { createDeadline } from "../../src/platform/deadline.ts";
import { startAssistantWorld } from "../support/assistant-world.ts";
import { deadUrl } from "../support/dead-url.ts";
import { thrownBy } from "../support/thrown-by.ts";

const notification = { message: "BTC-USD is up.", channel: "general", correlationId: "abc", idempotencyKey: "key" };
const answer = (status: number): Fault => ({ kind: "status", status });

describe("whether a notification may have arrived although it failed", () => {
  it.each<[string, readonly Fault[], boolean]>([
    ["the API refused it for good", [answer(400)], false],
    ["the API refused the key", [answer(403)], false],
    ["the API asked to wait", [answer(429), answer(429), answer(429)], false],
    ["a gateway may have spoken for the API", [answer(502), answer(502), answer(502)], true],
    ["one of the tries was cut off", [{ kind: "answer_then_drop" }, answer(429), answer(429)], true],
  ])("%s", async (_, faults, mayHaveArrived) => {
    const { notify } = await startAssistantWorld({ fault: (count) => faults[count - 1] });
    const error = await thrownBy(notify(notification, createDeadline(60_000)));
    expect(error.details["mayHaveArrived"]).toBe(mayHaveArrived);
  });

  it("is said to be impossible where nobody was there", async () => {
    const { notify } = await startAssistantWorld({ client: { url: await deadUrl() } });
    const error = await thrownBy(notify(notification, createDeadline(60_000)));
    expect(error.details["mayHaveArrived"]).toBe(false);
  });
});
