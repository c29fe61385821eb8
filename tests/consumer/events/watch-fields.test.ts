import { describe, expect, it } from "vitest";
import { toRequest } from "../../../src/consumer/events/payload.ts";
import { readDirectEvent, readMessage } from "../../../src/consumer/events/read-payload.ts";
import { deliveryIdOf } from "../../../src/insight/insight-request.ts";
import { thrownBy } from "../../support/thrown-by.ts";
import { payload } from "../../support/events/sqs-event.ts";

const watchOf = (fields: object) => readMessage(JSON.stringify(payload({ ...fields }))).payload.watch;
const problemsOf = async (fields: object) => await thrownBy(Promise.resolve().then(() => watchOf(fields)));

describe("the fields of a watch", () => {
  it("are those that it may have, with their defaults", () => {
    expect(watchOf({ watch: "btc-hourly" })).toEqual({
      name: "btc-hourly",
      material: null,
      quietHours: null,
      timeZone: "UTC",
    });
    const full = {
      watch: "btc_moves",
      post: "material",
      material: { atr: 1.5, percent: 2, at_least_every: "6h" },
      quiet_hours: "22:00-07:30",
      timezone: "Europe/Berlin",
    };
    expect(watchOf(full)).toEqual({
      name: "btc_moves",
      material: { atr: 1.5, percent: 2, atLeastEverySeconds: 21_600 },
      quietHours: { from: 1_320, to: 450 },
      timeZone: "Europe/Berlin",
    });
    expect(watchOf({ watch: "m", post: "material" })?.material).toEqual({});
    expect(readDirectEvent(payload({ watch: "m" })).watch?.name).toBe("m");
  });

  it.each([{}, { watch: null, post: 7 }, { post: "material", quiet_hours: "never" }])(
    "are ignored, as all unknown ones, in what no watch sends: %j",
    (fields) => {
      expect(watchOf(fields)).toBeUndefined();
    },
  );

  it.each([
    [{ watch: "" }, /watch is ""; it must be 1 to 40 letters/],
    [{ watch: 7 }, /watch is a number/],
    [{ watch: "a.b" }, /watch is "a\.b"/],
    [{ watch: "a", post: "sometimes" }, /post is "sometimes"; it must be always or material/],
    [{ watch: "a", material: { atr: 1 } }, /material is given, but post is not material/],
    [{ watch: "a", post: "material", material: [] }, /material is a list; it must be an object/],
    [{ watch: "a", post: "material", material: { atr: 0 } }, /material\.atr is 0; it must be a number above 0/],
    [{ watch: "a", post: "material", material: { percent: "2" } }, /material\.percent is "2"/],
    [{ watch: "a", post: "material", material: { at_least_every: "6" } }, /material\.at_least_every is "6"; .* 6h/],
    [{ watch: "a", post: "material", material: { at_least_every: "31d" } }, /at_least_every is "31d"/],
    [{ watch: "a", post: "material", material: { pct: 2 } }, /material\.pct is unknown; known are atr, percent/],
    [{ watch: "a", quiet_hours: "24:00-07:00" }, /quiet_hours is "24:00-07:00"; it must be hours such as/],
    [{ watch: "a", quiet_hours: "07:00-07:00" }, /quiet_hours is "07:00-07:00"/],
    [{ watch: "a", timezone: "Berlin" }, /timezone is "Berlin"; it must be a time zone such as Europe\/Berlin/],
    [{ watch: "a", timezone: "+02:00" }, /timezone is "\+02:00"/],
  ])("are refused by name, with what is allowed: %j", async (fields, said) => {
    expect(await problemsOf(fields)).toMatchObject({
      code: "PAYLOAD_INVALID",
      retryable: false,
      message: expect.stringMatching(said),
      details: { problems: [expect.stringMatching(said)] },
    });
  });

  it("are told all at once, and are no part of the ledger's id", async () => {
    const wrong = { watch: "a", post: 1, quiet_hours: 2, timezone: 3 };
    expect(await problemsOf(wrong)).toMatchObject({ details: { problems: { length: 3 } } });
    const plain = payload({ correlation_id: "watch:a:2026-11-27T09:00:00Z" });
    const read = (fields: object) => readMessage(JSON.stringify({ ...plain, ...fields })).payload;
    const ids = [read({}), read({ watch: "a", post: "material" })].map((each) =>
      deliveryIdOf(toRequest(each, "general", null)),
    );
    expect(new Set(ids)).toEqual(new Set(["delivery#watch:a:2026-11-27T09:00:00Z#BTC-USD#trend_analysis#general"]));
  });
});
