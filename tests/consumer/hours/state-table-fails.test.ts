import { describe, expect, it } from "vitest";
import { ofTable } from "../../support/aws/table-fault.ts";
import { dynamodbAnswers } from "../../support/upstreams/answers/aws-answers.ts";
import { endedUnanswered, everyOther, messagesOfHour, spendHour } from "../../support/upstreams/hour-of-messages.ts";
import { always } from "../../support/upstreams/upstream-trial.ts";

describe("an hour in which the table of the ledger fails", () => {
  it.each(dynamodbAnswers)("by %s leaves each message with its cause, and the operator hears of it", async (...row) => {
    const [, fault, isFailure] = row;
    const hour = await spendHour({ faults: { dynamodb: ofTable("trader-data-llm-local-state", fault) } });
    expect(hour.posts).toEqual([]);
    expect(endedUnanswered(hour, "LEDGER_UNAVAILABLE", "DynamoDB did not keep the ledger")).toBe(messagesOfHour);
    expect(hour.ringing).toEqual(["dead-letters", "nothing-delivered", ...(isFailure ? ["upstream-failures"] : [])]);
  });
});

describe("an hour in which half of the calls to DynamoDB fail", () => {
  it("costs no reader anything, and the operator hears of it", async () => {
    const hour = await spendHour({ faults: { dynamodb: everyOther(always(500, {})) } });
    expect([hour.posts.length, hour.letters.length]).toEqual([messagesOfHour, 0]);
    expect(hour.ringing).toEqual(["upstream-failures"]);
  });
});
