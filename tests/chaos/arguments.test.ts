import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../src/commands/kit/parse-command-line.ts";
import { chaosHelp, readChaosArguments } from "../../chaos/arguments.ts";

describe("the command line of the chaos run", () => {
  it("asks for 2000 messages to an Assistant that honours keys unless it says otherwise", () => {
    expect(readChaosArguments([])).toEqual({
      messageCount: 2_000,
      productCount: 40,
      processCount: 4,
      seed: 1,
      honoursIdempotencyKey: true,
      assistantOutageMs: null,
      isCalm: false,
      deliver: "assistant",
      json: false,
    });
  });

  it("takes every option", () => {
    const args =
      "--messages 10 --products 3 --processes 2 --seed 9 --ignore-idempotency-key --assistant-outage 40m --calm --deliver discord --json".split(
        " ",
      );
    expect(readChaosArguments(args)).toEqual({
      messageCount: 10,
      productCount: 3,
      processCount: 2,
      seed: 9,
      honoursIdempotencyKey: false,
      assistantOutageMs: 2_400_000,
      isCalm: true,
      deliver: "discord",
      json: true,
    });
  });

  it.each([
    ["--deliver", "slack"],
    ["--assistant-outage", "40"],
    ["--assistant-outage", "0m"],
    ["--assistant-outage", "400h"],
    ["--messages", "0"],
    ["--messages", "-5"],
    ["--products", "121"],
    ["--seed", "x"],
    ["--processes", "1.5"],
    ["--noise"],
    ["stray"],
  ])("refuses %s %s", (...args) => {
    expect(() => readChaosArguments(args)).toThrow(UsageError);
  });

  it("names every option in its help, and ends with 2 for one that it does not know", () => {
    const main = fileURLToPath(new URL("../../src/commands/main.ts", import.meta.url));
    const help = spawnSync(process.execPath, [main, "chaos", "--help"], { encoding: "utf8" });
    expect(help).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Usage: npm run chaos -- /) });
    for (const option of Object.keys(chaosHelp.options)) expect(help.stdout).toContain(`--${option}`);
    const wrong = spawnSync(process.execPath, [main, "chaos", "--seeds", "1"], { encoding: "utf8" });
    expect(wrong).toMatchObject({ status: 2, stdout: "" });
    expect(wrong.stderr).toContain("--seeds");
  });
});
