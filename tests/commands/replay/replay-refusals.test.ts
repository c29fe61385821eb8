import { describe, expect, it } from "vitest";
import { runReplay } from "../../../src/commands/replay/replay.ts";
import { runCaptured } from "../../support/commands/captured-terminal.ts";
import { startFactModel } from "../../support/models/fact-model.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

describe("npm run replay", () => {
  it.each([
    ["a cache that is a file", ["--cache", import.meta.filename], /^--cache .* can't be used: E/],
    [
      "a report that can't be written",
      ["--report", "/nonexistent/a.html"],
      /^--report \/nonexistent\/a\.html can't be written: ENOENT/,
    ],
    ["a baseline that is no run", ["--baseline", import.meta.filename], /^--baseline .* holds no run/],
    ["a ref without a name", ["--prompt", "trend_analysis@"], /^--prompt trend_analysis@ names no ref behind its @/],
  ])("fails in one line for %s", async (_, more, told) => {
    const model = await startFactModel();
    const cache = more[0] === "--cache" ? [] : ["--cache", temporaryFolder()];
    const { exitCode, failure } = await runCaptured(
      { run: runReplay },
      ["--model", "ollama:a", "--sample", "1", ...cache, ...more],
      {
        environment: { OLLAMA_HOST: model.url },
      },
    );
    expect([exitCode === 0, failure]).toEqual([false, expect.stringMatching(told)]);
  });

  it.each([
    [[], /^--model is missing: ollama:NAME, bedrock:ID, openai:NAME, recorded:FILE or plain/],
    [["--model", "gpt"], /^--model "gpt" is not known; known are ollama:NAME/],
    [["--model", "plain", "--prompt", "nope"], /^--prompt nope is not known; known prompts: trend_analysis, /],
    [["--model", "plain", "--sample", "0"], /^--sample "0" is not a whole number from 1 to 10000/],
    [["--model", "plain", "--sample", "2", "--receipts"], /^--sample and --receipts can't be given together/],
    [["--model", "plain", "--receipts"], /^No bucket is named/],
    [["--model", "plain", "--stage", "dev"], /^--stage is for --receipts alone/],
    [["--model", "plain", "--market", "x.json", "--every", "7m"], /^--every "7m" is no whole number of five minutes/],
    [["--model", "plain", "--market", "none.json"], /^--market none\.json can't be read: ENOENT/],
    [["--model", "ollama:a", "--max-cost", "1"], /^--max-cost needs --price ollama:a=IN\/OUT/],
    [["--model", "ollama:a", "--price", "ollama:b=1/2"], /^--price ollama:b: no --model is called so: ollama:a/],
    [["--model", "plain", "--gate"], /^--gate has nothing to compare/],
    [
      ["--model", "plain", "--baseline", "0123456789ab"],
      /^--baseline 0123456789ab is neither a run in \.replay nor a file/,
    ],
    [["--model", "plain", "--margin", "2"], /^--margin "2" is not a number from 0\.01 to 0\.5/],
    [["--model", "plain", "days.json"], /^"days\.json" is not an option; a file is --market FILE/],
    [["--model", "plain", "--model", "plain"], /^--model plain is given twice/],
    [["--model", "recorded:none.jsonl"], /^--model recorded:none\.jsonl can't be read/],
  ])("refuses %j in one line", async (args, told) => {
    const { exitCode, failure } = await runCaptured({ run: runReplay }, args);
    expect([exitCode, failure]).toEqual([2, expect.stringMatching(told)]);
  });
});
