/** `npm run bench:message`: what one message costs in round trips and in processor time, in the packaged function. */
import { readWhole } from "../src/commands/kit/parse-command-line.ts";
import { measureMessage } from "./message/measure-message.ts";
import { packagePrompts } from "./kit/packaged-function.ts";
import { runBench } from "./kit/run-bench.ts";

const usage = `Usage: npm run bench:message -- [--json] [--warm-up MESSAGES] [--rounds N] [--messages PER_ROUND]

The round trips of one message by service and operation, and its CPU beside that of a bare script which makes the same
calls. By default 120 messages for warm-up and 21 rounds of 10: about two minutes, because the function asks Coinbase at
most 5 times a second.`;

await runBench(
  async (given, { folder }) => {
    const warmUpMessages = readWhole("--warm-up", given["warm-up"], 120, 1, 10_000);
    const rounds = readWhole("--rounds", given["rounds"], 21, 1, 1_000);
    const messagesPerRound = readWhole("--messages", given["messages"], 10, 1, 1_000);
    const code = packagePrompts(folder);
    return await measureMessage({ code, folder, warmUpMessages, rounds, messagesPerRound });
  },
  ["warm-up", "rounds", "messages"],
  usage,
);
