import { describe, expect, it } from "vitest";
import { readDlqArguments } from "../../../src/commands/dlq/dlq-arguments.ts";
import { InformationAsked, UsageError } from "../../../src/commands/kit/parse-command-line.ts";

const read = (line: string) => readDlqArguments(line.split(" ").filter((word) => word !== ""));

describe("the command line of npm run dlq", () => {
  it("lists a hundred messages, and looks through a thousand for one, unless it says otherwise", () => {
    const target = { stage: "dev", region: "us-east-2", endpoint: null };
    expect(read("list --stage dev")).toEqual({ action: { kind: "list" }, target, max: 100, json: false });
    expect(read("show abc --stage dev --json")).toEqual({
      action: { kind: "show", id: "abc" },
      target,
      max: 1_000,
      json: true,
    });
    expect(read("list --stage dev --max 7").max).toBe(7);
  });

  it("redrives only in words unless --yes says it", () => {
    const action = { kind: "redrive", selection: { kind: "all" }, isConfirmed: false };
    expect(read("redrive --stage dev").action).toEqual(action);
    expect(read("redrive --stage dev --yes").action).toEqual({ ...action, isConfirmed: true });
    const ids = { kind: "ids", ids: ["a", "b"] };
    expect(read("redrive --stage dev --id a --id b --id a").action).toEqual({ ...action, selection: ids });
    const code = { kind: "code", code: "TOKEN_REFUSED" };
    expect(read("redrive --stage dev --code TOKEN_REFUSED").action).toEqual({ ...action, selection: code });
  });

  it("deletes only what is named, and only where --yes says it", () => {
    const selection = { kind: "ids", ids: ["a", "b"] };
    expect(read("delete a --id b --stage dev").action).toEqual({ kind: "delete", selection, isConfirmed: false });
    expect(read("delete --all --stage dev --yes").action).toEqual({
      kind: "delete",
      selection: { kind: "all" },
      isConfirmed: true,
    });
    expect(read("delete --code none --stage dev").action).toMatchObject({ selection: { kind: "code", code: null } });
  });

  it("needs nothing more to ask for help", () => {
    expect(() => read("--help")).toThrow(InformationAsked);
  });

  it.each([
    ["", "What to do is missing: list, show ID, redrive or delete"],
    ["purge --stage dev", '"purge" is not known: list, show ID, redrive or delete'],
    ["list", "--stage is missing"],
    ["redrive --yes", "--stage is missing"],
    ["list abc --stage dev", "list takes no id; to see a message: show abc"],
    ["list --yes --stage dev", "--id, --code and --yes belong to redrive and delete, not to list"],
    ["show abc --id abc --stage dev", "--id, --code and --yes belong to redrive and delete, not to show"],
    ["show --stage dev", "show takes a message id or a correlation id"],
    ["show a b --stage dev", "show takes one id at a time, not 2"],
    ["redrive a b --yes --stage dev", "redrive takes ids by --id: --id a --id b"],
    ["redrive --id= --yes --stage dev", '--id "" names no message'],
    ["redrive --stage dev --max 5 --yes", "--max bounds what is read to look at it, and --yes goes through all"],
    ["list --stage dev --max 0", '--max "0" is not a whole number from 1 to 1000'],
    ["list --stage dev --all", "--all belongs to delete, not to list"],
    ["redrive --stage dev --all", "--all belongs to delete, not to redrive"],
    ["redrive --stage dev --id a --code X", "redrive takes ids, --code or --all, one of them"],
    ["delete --stage dev --yes", "What to delete is missing: ids, --code CODE or --all"],
    ["delete a --all --stage dev --yes", "delete takes ids, --code or --all, one of them"],
    ["delete --code= --stage dev", '--code "" is not an error code such as PAYLOAD_NOT_JSON'],
    ["list --stage dev --every", "Unknown option '--every'; known options: --id, --code"],
  ])("refuses %j", (line, message) => {
    expect(() => read(line)).toThrow(UsageError);
    expect(() => read(line)).toThrow(message);
  });
});
