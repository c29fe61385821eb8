import { describe, expect, it } from "vitest";
import { parseCommandLine, readEndpoint, readWhole, UsageError } from "../../../src/commands/kit/parse-command-line.ts";

const options = {
  stage: { type: "string", value: "NAME", meaning: "a stage" },
  id: { type: "string", multiple: true, value: "ID", meaning: "an id" },
  json: { type: "boolean", meaning: "as JSON" },
} as const;

describe("the parsing of a command line", () => {
  it("gives options and positionals", () => {
    const { values, positionals } = parseCommandLine(["a", "--stage=dev", "--id", "1", "--id", "2"], options);
    expect({ ...values }).toEqual({ stage: "dev", id: ["1", "2"] });
    expect(positionals).toEqual(["a"]);
  });

  it.each([
    [["-h"], "help"],
    [["a", "--json", "--help"], "help"],
    [["--version"], "version"],
  ])("says of %j that it asks for the %s, whatever else is missing", (args, about) => {
    expect(() => parseCommandLine(args, options)).toThrow(expect.objectContaining({ name: "InformationAsked", about }));
  });

  it.each([
    [["--stag", "dev"], "Unknown option '--stag'; known options: --stage, --id, --json, --help, --version"],
    [["--stage"], "Option '--stage <value>' argument missing; known options: --stage"],
    [["--json=yes"], "Option '--json' does not take an argument; known options: --stage"],
    [["--stage", "dev", "--stage", "prod"], "--stage is given twice"],
  ])("refuses %j in one line", (args, message) => {
    expect(() => parseCommandLine(args, options)).toThrow(UsageError);
    expect(() => parseCommandLine(args, options)).toThrow(new RegExp(`^${message.replaceAll(/[()]/g, "\\$&")}[^\n]*$`));
  });

  it("takes a negative number for a value, and not for an option", () => {
    expect(parseCommandLine(["--stage", "-5"], options).values.stage).toBe("-5");
  });

  it("reads whole numbers within their bounds", () => {
    expect([readWhole("--max", undefined, 7, 1, 10), readWhole("--max", "10", 7, 1, 10)]).toEqual([7, 10]);
    for (const given of ["0", "11", "1.5", "-1", "x", "", "1e1"]) {
      expect(() => readWhole("--max", given, 7, 1, 10)).toThrow("is not a whole number from 1 to 10");
    }
  });

  it("reads an endpoint", () => {
    expect(readEndpoint(undefined)).toBeNull();
    expect(readEndpoint("http://127.0.0.1:4566")?.port).toBe("4566");
    for (const given of ["127.0.0.1:4566", "ftp://host", "", "x"])
      expect(() => readEndpoint(given)).toThrow(UsageError);
  });
});
