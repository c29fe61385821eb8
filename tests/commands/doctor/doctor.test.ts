import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { doctor } from "../../../src/commands/doctor/doctor.ts";
import { createSampleMarket } from "../../../src/emulators/markets/sample-market.ts";
import { type Stack, startStack } from "../../../src/emulators/stack.ts";
import { noAwsProfile, stubNoAwsCredentials } from "../../support/aws/aws-environment.ts";
import { runCaptured } from "../../support/commands/captured-terminal.ts";
import { deadUrl } from "../../support/upstreams/dead-url.ts";
import { runCommandLine } from "../../support/commands/run-command-line.ts";

const run = async (args: readonly string[]) => await runCommandLine(args, noAwsProfile, "doctor");

describe("npm run doctor", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ market: createSampleMarket() });
  });
  afterAll(() => stack.stop());

  it("describes a line for each check, what stage it looked at and what it came to", async () => {
    const { exitCode, stdout, stderr } = await run(["--stage", "local", "--endpoint", stack.awsUrl]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    const lines = stdout.trimEnd().split("\n");
    expect(lines[0]).toBe(`Stage local, region us-east-2, at ${stack.awsUrl}`);
    expect(lines.at(-1)).toMatch(/^18 ok, 0 failed, 7 skipped: nothing is known/);
    expect(lines.slice(1, -1).every((line) => /^((ok|skip) {2,}[a-z]| {25}\S)/.test(line))).toBe(true);
    // A word, such as an address, is not broken.
    expect(lines.filter((line) => line.length > 80 && line.trim().includes(" ") && !/ {2}\S+$/.test(line))).toEqual([]);
    expect(stack.inbox.messages).toEqual([]);
  });

  it("prints JSON alone with --json", async () => {
    const { exitCode, stdout, stderr } = await run(["--stage", "other", "--json", "--endpoint", stack.awsUrl]);
    expect(exitCode).toBe(1);
    const results = stdout
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(results[0]).toEqual({
      check: "function prompts",
      status: "FAIL",
      detail: "there is no function trader-data-llm-other-prompts in us-east-2",
      fix: expect.stringContaining("see --stage and --region"),
    });
    expect(stderr).toMatch(/^Stage other.*\n0 ok, 2 failed, 22 skipped: fix what failed/);
  });

  it("puts what fixes a failure below it", async () => {
    const { exitCode, printed } = await runCaptured(doctor, ["--stage", "other", "--endpoint", stack.awsUrl]);
    expect(exitCode).toBe(1);
    expect(printed[1]).toMatch(
      /^FAIL {2}function prompts {3}there is no function [^\n]+\n {25}fix: npm start -- --serve/,
    );
  });

  it("says once that there are no credentials or nobody answers, and in a line what needs it", async () => {
    const without = await run(["--stage", "dev"]);
    expect(without.exitCode).toBe(1);
    expect(without.stdout).toContain("FAIL  function prompts   There are no usable AWS credentials");
    expect(without.stdout).toContain("fix: set AWS_PROFILE, or aws sso login");
    const dead = await run(["--stage", "dev", "--endpoint", await deadUrl()]);
    expect(dead.exitCode).toBe(1);
    const words = dead.stdout.replaceAll(/\s+/gu, " ");
    expect(words).toContain("Lambda at http://127.0.0.1:2 can't be reached: ECONNREFUSED");
    const names =
      "function api, start of prompts, start of api, event source, parameters, settings, parameters of api, settings of api, role of prompts, role of api, queue, ";
    for (const { stdout } of [without, dead]) {
      // What goes on below itself is one.
      const lines = stdout
        .trimEnd()
        .replaceAll(/\n {6,}(?! |fix:)/g, " ")
        .split("\n");
      expect(lines).toHaveLength(5);
      expect(lines.filter((line) => line.startsWith("FAIL"))).toHaveLength(1);
      expect(lines[2]).toMatch(/^ {25}fix: /);
      expect(lines[3]?.startsWith(`skip  23 checks that need it: ${names}`)).toBe(true);
      expect(lines[4]).toMatch(/^0 ok, 1 failed, 23 skipped: fix what failed/);
    }
    for (const { stderr, stdout } of [without, dead]) expect(stderr + stdout).not.toMatch(/^\s+at /m);
  });

  it("keeps a result for each check with --json where nobody answers", async () => {
    const { exitCode, printed } = await runCaptured(doctor, [
      "--stage",
      "dev",
      "--json",
      "--endpoint",
      await deadUrl(),
    ]);
    expect(exitCode).toBe(1);
    const results = printed.map((line): unknown => JSON.parse(line));
    expect(results).toHaveLength(24);
    expect(results.slice(1, 3)).toEqual([
      { check: "function api", status: "skip", detail: "it fails as function prompts does", fix: null },
      { check: "start of prompts", status: "skip", detail: "it needs function prompts", fix: null },
    ]);
  });

  it("names the profile whose credentials can't be used", async () => {
    stubNoAwsCredentials();
    const { printed } = await runCaptured(doctor, ["--stage", "dev"], { environment: { AWS_PROFILE: "nope" } });
    const words = printed[1]?.replaceAll(/\s+/gu, " ");
    expect(words).toContain("There are no usable AWS credentials (AWS_PROFILE is nope): ");
    expect(words).toContain("fix: see whether there is a profile nope (aws configure list --profile nope)");
  });

  it("tells two failures apart from what needs one of them", async () => {
    const { printed } = await runCaptured(doctor, ["--stage", "other", "--endpoint", stack.awsUrl]);
    expect(printed.map((line) => line.split(": ")[0])).toEqual([
      expect.stringContaining("Stage other"),
      expect.stringContaining("FAIL  function prompts"),
      expect.stringContaining("FAIL  function api"),
      "skip  22 checks that need what failed",
      "0 ok, 2 failed, 22 skipped",
    ]);
  });

  it("tells nothing more once it is interrupted", async () => {
    const args = ["--stage", "local", "--endpoint", stack.awsUrl];
    const { printed } = await runCaptured(doctor, args, { signal: AbortSignal.abort() });
    expect(printed).toEqual([expect.stringMatching(/^Stage local/)]);
  });

  it.each([
    [[], "--stage is missing"],
    [["dev"], '"dev" is not an option; name the stage by --stage'],
    [["--stage", "dev", "--post"], "--post"],
    [["--stage", "dev", "--endpoint", "nowhere"], "--endpoint"],
  ])("refuses %j in one line", async (args, told) => {
    const { exitCode, stdout, stderr } = await run(args);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr.split("\n")[0]).toContain(told);
    expect(stderr).toMatch(/^[^\n]+ \(help: npm run doctor -- --help\)\n$/);
  });

  it("says in its help with whose credentials it looks", async () => {
    const { exitCode, stdout } = await run(["--help"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("with your credentials");
  });
});
