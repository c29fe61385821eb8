import { describe, expect, it } from "vitest";
import { ofTable } from "../../support/aws/table-fault.ts";
import { dynamodbAnswers } from "../../support/upstreams/answers/aws-answers.ts";
import { messagesOfHour, spendHour } from "../../support/upstreams/hour-of-messages.ts";
import { always } from "../../support/upstreams/upstream-trial.ts";

describe("an hour in which the table of tokens fails", () => {
  it.each(dynamodbAnswers)("by %s costs no reader anything, and the operator hears of it", async (...row) => {
    const [, fault, isFailure] = row;
    const hour = await spendHour({ faults: { dynamodb: ofTable("trader-cache", fault) }, isCold: true });
    expect([hour.posts.length, hour.letters.length, hour.waiting]).toEqual([messagesOfHour, 0, 0]);
    expect(hour.ringing).toEqual(["token-table", ...(isFailure ? ["upstream-failures"] : [])]);
  });

  it("costs one container, which keeps its token for a day, a grant, and rings nothing", async () => {
    const [, fault] = dynamodbAnswers[0] ?? [];
    const hour = await spendHour({ faults: { dynamodb: ofTable("trader-cache", fault ?? always(500)) } });
    expect([hour.posts.length, hour.ringing]).toEqual([messagesOfHour, []]);
  });
});
