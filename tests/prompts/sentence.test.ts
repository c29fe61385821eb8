import { describe, expect, it } from "vitest";
import { writeClause, writeSentence } from "../../src/prompts/sentence.ts";

describe("writeSentence", () => {
  it("joins the clauses that are there", () => {
    expect(writeSentence("Today's ", " and ", ["high was 2", "low was 1"])).toBe("Today's high was 2 and low was 1.");
    expect(writeSentence("Today's ", " and ", [null, "low was 1"])).toBe("Today's low was 1.");
  });

  it("begins with a capital whichever clause comes first", () => {
    expect(writeSentence("", ", and ", [null, "the volume fell"])).toBe("The volume fell.");
  });

  it("is null where no clause is there", () => {
    expect(writeSentence("Today's ", " and ", [null, null])).toBeNull();
  });
});

describe("writeClause", () => {
  it("writes a text that is there and passes null on", () => {
    expect(writeClause("2.00", (text) => `high was ${text}`)).toBe("high was 2.00");
    expect(writeClause(null, (text) => `high was ${text}`)).toBeNull();
  });
});
