import { expect, it } from "vitest";
import { coinbaseWaits } from "../support/upstreams/answers/coinbase-waits.ts";
import { tryUpstream } from "../support/upstreams/upstream-trial.ts";

it.each(coinbaseWaits)("a message waits as long as Coinbase asks: %s", async (_, exchange, backInSeconds) => {
  expect(await tryUpstream({ exchange })).toMatchObject({ posts: 0, backInSeconds, letter: null });
});
