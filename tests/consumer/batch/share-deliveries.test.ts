import { describe, expect, it } from "vitest";
import { shareDeliveries } from "../../../src/consumer/batch/share-deliveries.ts";
import type { DeliverInsight, Delivery } from "../../../src/insight/deliver-insight.ts";
import type { SharedGeneration } from "../../../src/insight/generate-once.ts";
import { createDeadline } from "../../../src/platform/deadline.ts";
import { ServiceError } from "../../../src/platform/errors.ts";
import { requestOf } from "../../insight/insight-setup.ts";
import { captureTelemetry } from "../../support/captured-telemetry.ts";
import { thrownBy } from "../../support/thrown-by.ts";

const delivered: Delivery = { outcome: "plain", text: "BTC-USD.", status: 201, repeated: false };
const generated: SharedGeneration = {
  generation: { outcome: "plain", text: "BTC-USD.", facts: {} },
  coalesced: false,
};

/** A delivery whose calls end when the test says so. */
function openDelivery() {
  const calls: PromiseWithResolvers<Delivery>[] = [];
  const deliver: DeliverInsight = async (_request, { onClaimed, onGenerated }) => {
    const call = Promise.withResolvers<Delivery>();
    calls.push(call);
    onClaimed?.("2026-11-27");
    onGenerated?.(generated);
    return await call.promise;
  };
  return { calls, shared: shareDeliveries(deliver) };
}

/** A deadline that ends when the test says so. */
function openWork() {
  const timers: (() => void)[] = [];
  const after = (_ms: number, action: () => void) => {
    timers.push(action);
    return () => undefined;
  };
  const deadline = createDeadline(60_000, { now: () => 0, after });
  const end = (): void => timers.forEach((action) => action());
  return { work: { deadline, logger: captureTelemetry().logger }, end };
}

describe("copies of a request side by side", () => {
  it("share one delivery: the others are told that it is a repetition", async () => {
    const { calls, shared } = openDelivery();
    const { work } = openWork();
    const running = [shared(requestOf(), work), shared(requestOf(), work), shared(requestOf(), work)];
    expect(calls).toHaveLength(1);
    calls[0]?.resolve(delivered);
    const repeated = { ...delivered, repeated: true };
    expect(await Promise.all(running)).toEqual([delivered, repeated, repeated]);
  });

  it.each([{ correlationId: "other" }, { channel: "desk" }, { productId: "ETH-USD" }, { caller: "abc@clients" }])(
    "are none that differ in %j",
    (fields) => {
      const { calls, shared } = openDelivery();
      const { work } = openWork();
      void shared(requestOf(), work);
      void shared(requestOf(fields), work);
      expect(calls).toHaveLength(2);
    },
  );

  it("share a failure, and each learns the day of the receipt and the text that was to be posted", async () => {
    const { calls, shared } = openDelivery();
    const { work } = openWork();
    const learnt: SharedGeneration[] = [];
    const days: string[] = [];
    const onClaimed = (day: string): void => void days.push(day);
    const onGenerated = (generation: SharedGeneration): void => void learnt.push(generation);
    const told = { ...work, onClaimed, onGenerated };
    const running = [shared(requestOf(), told), shared(requestOf(), told)];
    calls[0]?.reject(new ServiceError("ASSISTANT_REJECTED", "no such channel"));
    const codes = await Promise.all(running.map(async (each) => (await thrownBy(each)).code));
    expect(codes).toEqual(["ASSISTANT_REJECTED", "ASSISTANT_REJECTED"]);
    expect(learnt).toEqual([generated, generated]);
    expect(days).toEqual(["2026-11-27", "2026-11-27"]);
  });

  it("are over with the delivery: a later one delivers for itself", async () => {
    const { calls, shared } = openDelivery();
    const { work } = openWork();
    const first = shared(requestOf(), work);
    calls[0]?.resolve(delivered);
    await first;
    void shared(requestOf(), work);
    expect(calls).toHaveLength(2);
  });

  it("do not wait for one that has passed its deadline", () => {
    const { calls, shared } = openDelivery();
    const first = openWork();
    void shared(requestOf(), first.work);
    first.end();
    void shared(requestOf(), openWork().work);
    expect(calls).toHaveLength(2);
  });

  it("try for themselves where only the first one's time was up", async () => {
    const { calls, shared } = openDelivery();
    const first = shared(requestOf(), openWork().work);
    const second = shared(requestOf(), openWork().work);
    calls[0]?.reject(new ServiceError("DEADLINE_EXCEEDED", "The time was up", { retryable: true }));
    await thrownBy(first);
    await expect.poll(() => calls.length).toBe(2);
    calls[1]?.resolve(delivered);
    expect(await second).toEqual(delivered);
  });
});
