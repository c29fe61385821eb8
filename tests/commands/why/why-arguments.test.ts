import { describe, expect, it } from "vitest";
import { InformationAsked } from "../../../src/commands/kit/parse-command-line.ts";
import { readWhyArguments } from "../../../src/commands/why/why-arguments.ts";

const nowMs = Date.parse("2024-03-01T00:30:00Z");
const read = (args: readonly string[], bucket?: string) =>
  readWhyArguments(args, { DATA_COLLECTION_BUCKET_NAME: bucket }, nowMs);

describe("the command line of npm run why", () => {
  it("asks for the last 14 days of every product in the environment's bucket, on AWS", () => {
    const given = read(["abc-123"], "trader-data");
    expect(given).toMatchObject({
      correlationId: "abc-123",
      productId: null,
      place: { bucket: "trader-data", region: null, endpoint: null },
      daysAreGiven: false,
      form: "short",
    });
    expect(given.days).toHaveLength(14);
    expect(given.days.slice(0, 3)).toEqual(["2024-03-01", "2024-02-29", "2024-02-28"]);
  });

  it("takes every option", () => {
    const args = ["a/b:c@d+e=f", "--product", "ETH-USD", "--date", "2024-02-29", "--bucket", "other", "--json"];
    const place = ["--stage", "dev", "--region", "eu-west-1", "--endpoint", "http://127.0.0.1:4566"];
    const given = read([...args, ...place], "trader-data");
    expect(given).toEqual({
      correlationId: "a/b:c@d+e=f",
      productId: "ETH-USD",
      days: ["2024-02-29"],
      daysAreGiven: true,
      place: { bucket: "other", region: "eu-west-1", endpoint: new URL("http://127.0.0.1:4566") },
      form: "json",
    });
    expect(read(["abc", "--full"], "trader-data").form).toBe("full");
    expect(read(["abc", "--days", "2"], "trader-data").days).toEqual(["2024-03-01", "2024-02-29"]);
  });

  it("leaves the bucket to the stage's function where nothing names it", () => {
    const target = { stage: "dev", region: "us-east-2", endpoint: null };
    expect(read(["abc", "--stage", "dev"])).toMatchObject({ place: { bucket: target, region: "us-east-2" } });
    expect(read(["abc", "--stage", "dev"], "")).toMatchObject({ place: { bucket: target } });
    expect(read(["abc", "--stage", "dev"], "trader-data")).toMatchObject({
      place: { bucket: "trader-data", region: "us-east-2" },
    });
    expect(read(["abc", "--region", "eu-west-1"], "trader-data").place.region).toBe("eu-west-1");
  });

  it("may begin a correlation id with a hyphen behind two of them", () => {
    expect(read(["--", "-abc"], "trader-data").correlationId).toBe("-abc");
  });

  it("takes the newest receipt in place of an id, of a product where one is given", () => {
    expect(read(["--last"], "trader-data")).toMatchObject({ correlationId: null, productId: null });
    expect(read(["--last", "--product", "ETH-USD"], "trader-data")).toMatchObject({ productId: "ETH-USD" });
  });

  it("needs neither id nor bucket to ask for help", () => {
    expect(() => read(["--help"])).toThrow(InformationAsked);
  });

  it.each([
    [[], "A correlation id is missing"],
    [["abc", "--last"], '--last names the newest receipt: leave "abc" out, or --last'],
    [["a", "b"], "One correlation id at a time, not 2"],
    [["no spaces"], '"no spaces" is not a correlation id: 1 to 128 of'],
    [["abc", "--product", "btc"], '"btc" is not a product id'],
    [["abc", "--date", "yesterday"], "is not a day: YYYY-MM-DD, such as 2024-03-01"],
    [["abc", "--date", "2024-02-30"], "is not a day"],
    [["abc", "--days", "0"], "is not a whole number from 1 to 366"],
    [["abc", "--days", "1.5"], "is not a whole number"],
    [["abc", "--days", "367"], "is not a whole number"],
    [["abc", "--days", "1", "--date", "2024-02-29"], "can't be given together"],
    [["abc", "--bucket", "ssm:/trader/dev/bucket"], "is not the name of a bucket"],
    [["abc", "--endpoint", "localhost:4566"], "is not a URL such as"],
    [["abc", "--stage", "a/b"], '--stage "a/b" is not a stage'],
    [["abc", "--stage", "dev", "--bucket", ""], "No bucket is named: give --bucket NAME"],
    [["abc", "--region", "Ohio"], '--region "Ohio" is not a region'],
    [["abc", "--colour"], "Unknown option '--colour'"],
  ])("refuses %j", (args, message) => {
    expect(() => read(args, "trader-data")).toThrow(message);
  });

  it("refuses to guess a bucket", () => {
    expect(() => read(["abc"])).toThrow(
      "No bucket is named: give --bucket NAME or --stage NAME, or set DATA_COLLECTION_BUCKET_NAME",
    );
  });
});
