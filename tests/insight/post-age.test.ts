import { describe, expect, it } from "vitest";
import { createDeliverInsight } from "../../src/insight/deliver-insight.ts";
import type { InsightRequest } from "../../src/insight/insight-request.ts";
import type { InsightPorts, Notify } from "../../src/insight/ports.ts";
import { createDeadline } from "../../src/platform/deadline.ts";
import { ServiceError } from "../../src/platform/errors.ts";
import { createTurnedClock } from "../support/turned-clock.ts";
import { thrownBy } from "../support/thrown-by.ts";
import { asOf, type InsightSetup, marketOf, openInsightSetup, requestOf, risingCandles } from "./insight-setup.ts";
import { scriptModel, soundText } from "./scripted-model.ts";

const secondText = "BTC-USD closed within the Bollinger Bands.";
const minuteMs = 60_000;

/** A text as it is posted, of a moment so many minutes after the first window. */
function posted(text: string, minutes: number, market = " Synthetic market."): string {
  const time = new Date((asOf + minutes * 60) * 1_000).toISOString().slice(0, 16).replace("T", " ");
  return `${text}\nAs of ${time} UTC.${market}`;
}

/** One attempt in a container of its own, whose clock the deadline does not see: it may be frozen for any time. */
async function attempt(
  setup: InsightSetup,
  replaced: Partial<InsightPorts> = {},
  request: Partial<InsightRequest> = {},
) {
  const work = { ...setup.work(), deadline: createDeadline(60_000, createTurnedClock(0)) };
  return await createDeliverInsight(setup.startContainer(replaced))(requestOf(request), work);
}

/** A reader who can't be reached. */
function failing(mayHaveArrived: boolean): Notify {
  const options = { retryable: true, details: { mayHaveArrived } };
  return () => Promise.reject(new ServiceError("ASSISTANT_UNAVAILABLE", "The Assistant API answered", options));
}

function messages(setup: InsightSetup): readonly string[] {
  return setup.posts.map(({ message }) => message);
}

describe("a text that may have arrived", () => {
  it("is posted again while its market is young enough: 29 minutes after its newest candle closed", async () => {
    const setup = await openInsightSetup({ model: scriptModel(soundText, secondText) });
    await thrownBy(attempt(setup, { notify: failing(true) }));
    setup.turnClock(29 * minuteMs);
    await attempt(setup);
    expect(messages(setup)).toEqual([posted(soundText, 0)]);
  });

  it.each([30, 26 * 60, 13 * 24 * 60])(
    "is followed by none %i minutes later, and ends with its own code",
    async (minutes) => {
      const setup = await openInsightSetup({ model: scriptModel(soundText, secondText) });
      await thrownBy(attempt(setup, { notify: failing(true) }));
      setup.turnClock(minutes * minuteMs);
      const error = await thrownBy(attempt(setup));
      expect([error.code, error.retryable, error.details.mayHaveArrived]).toEqual([
        "POST_MAY_HAVE_ARRIVED",
        false,
        true,
      ]);
      expect(error.message).toBe(
        "The text whose posting had begun could be posted until 2023-11-15T12:30:00.000Z, and is too old now",
      );
      expect((await thrownBy(attempt(setup))).code, "a redrive").toBe("POST_MAY_HAVE_ARRIVED");
      expect(messages(setup)).toEqual([]);
      expect(setup.model.prompts).toHaveLength(1);
    },
  );

  it("is not forgotten by a later attempt that did not arrive", async () => {
    const setup = await openInsightSetup({ model: scriptModel(soundText, secondText) });
    await thrownBy(attempt(setup, { notify: failing(true) }));
    setup.turnClock(10 * minuteMs);
    const error = await thrownBy(attempt(setup, { notify: failing(false) }));
    expect([error.code, error.details]).toEqual([
      "ASSISTANT_UNAVAILABLE",
      { mayHaveArrived: false, earlierMayHaveArrived: true },
    ]);
    setup.turnClock(40 * minuteMs);
    expect((await thrownBy(attempt(setup))).code).toBe("POST_MAY_HAVE_ARRIVED");
    expect(messages(setup)).toEqual([]);
  });

  it("of a process that was killed before the post is not told from one after it", async () => {
    const setup = await openInsightSetup();
    const posting = Promise.withResolvers<void>();
    const killed: Notify = () => {
      posting.resolve();
      return new Promise(() => undefined);
    };
    void attempt(setup, { notify: killed });
    await posting.promise;
    setup.turnClock(40 * minuteMs);
    expect((await thrownBy(attempt(setup))).code).toBe("POST_MAY_HAVE_ARRIVED");
    expect(messages(setup)).toEqual([]);
  });

  it("and became too old between two tries ends with its own code at once", async () => {
    const setup = await openInsightSetup();
    const options = { retryable: true, details: { mayHaveArrived: true } };
    const notify: Notify = () => Promise.reject(new ServiceError("TEXT_OUTDATED", "Too late", options));
    expect((await thrownBy(attempt(setup, { notify }))).code).toBe("POST_MAY_HAVE_ARRIVED");
  });

  it("and is a refusal follows the same rule", async () => {
    const setup = await openInsightSetup();
    const unknown = { productId: "NOPE-USD" };
    await thrownBy(attempt(setup, { notify: failing(true) }, unknown));
    setup.turnClock(31 * minuteMs);
    expect((await thrownBy(attempt(setup, {}, unknown))).code).toBe("POST_MAY_HAVE_ARRIVED");
  });
});

describe("a text that has not arrived", () => {
  it.each([31, 13 * 24 * 60])("%i minutes later gives way to one from the candles of then", async (minutes) => {
    const setup = await openInsightSetup({ model: scriptModel(soundText, secondText) });
    for (let receive = 1; receive <= 5; receive += 1) await thrownBy(attempt(setup, { notify: failing(false) }));
    setup.turnClock(minutes * minuteMs);
    await attempt(setup);
    expect(messages(setup)).toEqual([posted(secondText, Math.floor(minutes / 5) * 5)]);
  });

  it("and is a refusal is made anew, with the time of then", async () => {
    const setup = await openInsightSetup();
    const unknown = { productId: "NOPE-USD" };
    await thrownBy(attempt(setup, { notify: failing(false) }, unknown));
    setup.turnClock(45 * minuteMs);
    await attempt(setup, {}, unknown);
    const sentence = "There is no insight about NOPE-USD: Coinbase lists no product of that name.";
    expect(messages(setup)).toEqual([posted(sentence, 45, "")]);
  });

  it("is kept to the age of its newest candle, not to that of the window", async () => {
    const candles = risingCandles(20, 1_500);
    const setup = await openInsightSetup({ market: marketOf(candles), model: scriptModel(soundText, secondText) });
    await thrownBy(attempt(setup, { notify: failing(false) }));
    setup.turnClock(6 * minuteMs);
    const delivery = await attempt(setup);
    expect(delivery.outcome).toBe("refusal");
    expect(messages(setup)[0]).toContain("its last trades are over 30 minutes old");
    expect(setup.model.prompts).toHaveLength(1);
  });
});

describe("a container that is frozen", () => {
  it("while the model writes posts a text of the candles of its awakening", async () => {
    const steps = [0, 1].map((step) => () => {
      if (step === 0) setup.turnClock(40 * minuteMs);
      return step === 0 ? soundText : secondText;
    });
    const setup = await openInsightSetup({ model: scriptModel(...steps) });
    await attempt(setup);
    expect(messages(setup)).toEqual([posted(secondText, 40)]);
  });

  it("while its token is granted does so as well, and had not begun to post", async () => {
    const setup = await openInsightSetup({ model: scriptModel(soundText, secondText) });
    const granting = Promise.withResolvers<void>();
    const prepareToNotify = async (): Promise<void> => {
      await granting.promise;
      setup.turnClock(40 * minuteMs);
    };
    const model = {
      generate: async (...given: Parameters<typeof setup.model.generate>) => {
        setTimeout(granting.resolve, 20);
        return await setup.model.generate(...given);
      },
    };
    await attempt(setup, { prepareToNotify, model });
    expect(messages(setup)).toEqual([posted(secondText, 40)]);
  });

  it("while it marks its text posts another one", async () => {
    let isFrozen = false;
    const setup = await openInsightSetup({
      model: scriptModel(soundText, secondText),
      dynamodbFault({ body }) {
        if (isFrozen || !body.includes("posting")) return;
        isFrozen = true;
        setup.turnClock(40 * minuteMs);
      },
    });
    await attempt(setup);
    expect(messages(setup)).toEqual([posted(secondText, 40)]);
  });

  it("between two tries of a post gets a new text where nothing of the old one arrived", async () => {
    const setup = await openInsightSetup({ model: scriptModel(soundText, secondText) });
    const { notify: post } = setup.startContainer();
    const bounds: number[] = [];
    const notify: Notify = async (notification, deadline, { postUntilMs }) => {
      bounds.push(postUntilMs);
      if (bounds.length === 2) return await post(notification, deadline, { postUntilMs });
      setup.turnClock(40 * minuteMs);
      throw new ServiceError("TEXT_OUTDATED", "Too late", { retryable: true, details: { mayHaveArrived: false } });
    };
    await attempt(setup, { notify });
    expect(messages(setup)).toEqual([posted(secondText, 40)]);
    expect(bounds).toEqual([(asOf + 1_800) * 1_000, (asOf + 2_400 + 1_800) * 1_000]);
  });

  it("again and again leaves its request to a redelivery, and posts nothing", async () => {
    const setup = await openInsightSetup({
      model: scriptModel(() => {
        setup.turnClock(40 * minuteMs);
        return soundText;
      }),
    });
    const error = await thrownBy(attempt(setup));
    expect([error.code, error.retryable]).toEqual(["TEXT_OUTDATED", true]);
    expect(messages(setup)).toEqual([]);
  });
});

describe("a text that is remembered", () => {
  it.each(["one container", "two containers"])("in %s is posted until its market is too old", async (where) => {
    const setup = await openInsightSetup({ market: marketOf(risingCandles(20, 1_500)) });
    const first = createDeliverInsight(setup.startContainer());
    const second = where === "one container" ? first : createDeliverInsight(setup.startContainer());
    await first(requestOf(), setup.work());
    setup.turnClock(282_000);
    await second(requestOf({ correlationId: "in time" }), setup.work());
    setup.turnClock(2_000);
    await second(requestOf({ correlationId: "too late" }), setup.work());
    expect(messages(setup)).toEqual([
      posted(soundText, -25, ""),
      posted(soundText, -25, ""),
      expect.stringContaining(
        "its last trades are over 30 minutes old, and figures would mislead.\nAs of 2023-11-15 12:05 UTC.",
      ),
    ]);
  });
});
