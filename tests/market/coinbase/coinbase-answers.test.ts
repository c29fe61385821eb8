import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { writeRefusal } from "../../../src/insight/refusal.ts";
import type { ServiceError } from "../../../src/platform/errors.ts";
import { createTurnedClock } from "../../support/turned-clock.ts";
import { createDeadline } from "../../../src/platform/deadline.ts";
import { thrownBy } from "../../support/thrown-by.ts";
import {
  type CoinbaseAnswer,
  notNow,
  type Reader,
  toAnyone,
  withKey,
  withoutCandles,
  withoutKey,
} from "../../support/upstreams/answers/coinbase-answers.ts";
import { answerWith, asOf, dayOfBitcoin, sampleDay, toRow, tryCoinbase } from "./coinbase-trial.ts";

const pem = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "sec1", format: "pem" });
const key = { id: "organizations/o/apiKeys/k", secret: String(pem) };

function readerOf({ code, retryable }: ServiceError): Reader {
  if (writeRefusal("BTC-USD", code) !== null) return "a sentence";
  return retryable ? "nothing until a redelivery" : "nothing, and a dead letter";
}

async function outcomeOf({ status, body = "", headers = {} }: CoinbaseAnswer, options: { key?: typeof key }) {
  const { fetchCandles, requests } = await tryCoinbase(() => ({ kind: "status", status, body, headers }), options);
  const error = await thrownBy(fetchCandles());
  return { error, told: { code: error.code, reader: readerOf(error), requests: requests.length } };
}

describe.each([
  { who: "without a key", options: {}, answers: [...toAnyone, ...withoutKey] },
  { who: "with a key", options: { key }, answers: [...toAnyone, ...withKey] },
])("what Coinbase answers $who", ({ options, answers }) => {
  it.each(answers)("$status $body is $code: the reader gets $reader", async (answer) => {
    const { error, told } = await outcomeOf(answer, options);
    const { code, reader, requests, words } = answer;
    expect(told).toEqual({ code, reader, requests });
    const wanted = `Coinbase answered ${answer.status}${words === undefined ? "" : `: ${words}`}`;
    expect(error.message).toMatch(code === "PRODUCT_UNKNOWN" ? /^Coinbase does not know BTC-USD: ./u : wanted);
  });
});

describe("an answer of 200", () => {
  it.each(withoutCandles)("that holds $what is none", async ({ body }) => {
    const { error, told } = await outcomeOf({ status: 200, body, ...notNow }, {});
    expect(told).toEqual({ ...notNow });
    expect(error.message).toBe("Coinbase answered 200 without a list of candles");
  });

  it("that holds candles of the future alone can't be used, and the reader gets a sentence", async () => {
    const rows = sampleDay.map((candle) => toRow({ ...candle, start: candle.start + 864_000 }));
    const { fetchCandles } = await tryCoinbase(answerWith(rows));
    expect(readerOf(await thrownBy(fetchCandles()))).toBe("a sentence");
  });
});

describe("a 401 of a valid token", () => {
  it.each([1, 2, 3, 5])("%i times in a row is asked again, each time with a new one", async (times) => {
    const { fetchCandles, requests } = await tryCoinbase(
      (count) => (count <= times ? { kind: "status", status: 401, body: "Unauthorized" } : undefined),
      { key },
    );
    expect((await fetchCandles()).candles).toEqual(sampleDay);
    expect(new Set(requests.map(({ headers }) => headers["authorization"])).size).toBe(times + 1);
  });

  it("is not asked again beyond the deadline", async () => {
    const clock = createTurnedClock(asOf * 1_000);
    const { fetchCandles, requests } = await tryCoinbase(() => ({ kind: "status", status: 401 }), { key });
    const error = await thrownBy(fetchCandles(dayOfBitcoin, createDeadline(300, clock)));
    expect([error.code, requests.length]).toEqual(["CANDLES_REJECTED", 3]);
  });
});

it.each([1, 2, 3])("a public 401, %i times in a row, is followed by candles", async (times) => {
  const { fetchCandles } = await tryCoinbase((count) =>
    count <= times ? { kind: "status", status: 401, body: "Unauthorized" } : undefined,
  );
  expect((await fetchCandles()).candles).toEqual(sampleDay);
});
