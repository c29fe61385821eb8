import { measureMessage } from "./message/measure-message.ts";
import { packagePrompts } from "./kit/packaged-function.ts";
import { benchCommand } from "./kit/run-bench.ts";

/** `npm run bench:message`: what one message costs in round trips and in processor time, in the packaged function. */
export const benchMessage = benchCommand(
  "The round trips of one message by service and operation, and its CPU beside that of a bare script which makes the same calls: about two minutes, because the function asks Coinbase at most 5 times a second.",
  {
    "warm-up": { meaning: "messages for warm-up", byDefault: 120, min: 1, max: 10_000 },
    rounds: { meaning: "rounds", byDefault: 21, min: 1, max: 1_000 },
    messages: { meaning: "messages of a round", byDefault: 10, min: 1, max: 1_000 },
  },
  async (given, { folder }) =>
    await measureMessage({
      code: packagePrompts(folder),
      folder,
      warmUpMessages: given("warm-up"),
      rounds: given("rounds"),
      messagesPerRound: given("messages"),
    }),
);
