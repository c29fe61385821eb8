import { describe, expect, it } from "vitest";
import { readDlqArguments } from "../../../src/commands/dlq/dlq-arguments.ts";
import { UsageError } from "../../../src/commands/kit/parse-command-line.ts";

const read = (line: string) => readDlqArguments(line.split(" ").filter((word) => word !== ""));

describe("the command line of npm run dlq", () => {
  it("lists a hundred messages, and looks through a thousand for one, unless it says otherwise", () => {
    const target = { stage: "dev", region: "us-east-2", endpoint: null };
    expect(read("list --stage dev")).toEqual({ action: { kind: "list" }, target, most: 100, json: false });
    expect(read("show abc --stage dev --json")).toEqual({
      action: { kind: "show", id: "abc" },
      target,
      most: 1_000,
      json: true,
    });
    expect(read("list --stage dev --max 7")?.most).toBe(7);
  });

  it("redrives only in words unless --yes says it", () => {
    const action = { kind: "redrive", ids: [], isConfirmed: false };
    expect(read("redrive --stage dev")?.action).toEqual(action);
    expect(read("redrive --stage dev --yes")?.action).toEqual({ ...action, isConfirmed: true });
    expect(read("redrive --stage dev --id a --id b --id a")?.action).toEqual({ ...action, ids: ["a", "b"] });
  });

  it("needs nothing more to ask for help", () => {
    expect(read("--help")).toBeNull();
  });

  it.each([
    ["", "What to do is missing: list, show ID or redrive"],
    ["purge --stage dev", '"purge" is not known: list, show ID or redrive'],
    ["list", "--stage is missing"],
    ["redrive --yes", "--stage is missing"],
    ["list abc --stage dev", "list takes no id; to see a message: show abc"],
    ["list --yes --stage dev", "--id and --yes belong to redrive, not to list"],
    ["show abc --id abc --stage dev", "--id and --yes belong to redrive, not to show"],
    ["show --stage dev", "show takes a message id or a correlation id"],
    ["show a b --stage dev", "show takes one id at a time, not 2"],
    ["redrive a b --yes --stage dev", "redrive takes ids by --id: --id a --id b"],
    ["redrive --id= --yes --stage dev", '--id "" names no message'],
    ["redrive --stage dev --max 5 --yes", "--max bounds what is read, but redrive --yes sends everything back"],
    ["list --stage dev --max 0", '--max "0" is not a whole number from 1 to 1000'],
    ["list --stage dev --all", "Unknown option '--all'; known options: --stage"],
  ])("refuses %j", (line, message) => {
    expect(() => read(line)).toThrow(UsageError);
    expect(() => read(line)).toThrow(message);
  });
});
