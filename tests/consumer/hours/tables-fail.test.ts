import { describe, expect, it } from "vitest";
import type { FaultHook } from "../../../src/emulators/http-server.ts";
import { dynamodbAnswers } from "../../support/upstreams/answers/aws-answers.ts";
import { endedUnanswered, everyOther, messagesOfHour, spendHour } from "../../support/upstreams/hour-of-messages.ts";
import { always } from "../../support/upstreams/upstream-trial.ts";

/** A fault of the requests about one table. */
const toTable =
  (name: string, fault: FaultHook): FaultHook =>
  (request) =>
    request.body.includes(`"TableName":"${name}"`) ? fault(request) : undefined;

const cacheTable = "trader-cache";
const stateTable = "trader-data-llm-local-state";

describe("an hour in which the table of tokens fails", () => {
  it.each(dynamodbAnswers)("by %s costs no reader anything, and the operator hears of it", async (...row) => {
    const [, fault, isFailure] = row;
    const hour = await spendHour({ faults: { dynamodb: toTable(cacheTable, fault) }, isCold: true });
    expect([hour.posts.length, hour.letters.length, hour.waiting]).toEqual([messagesOfHour, 0, 0]);
    expect(hour.ringing).toEqual(["token-table", ...(isFailure ? ["upstream-failures"] : [])]);
  });

  it("costs one container, which keeps its token for a day, a grant, and rings nothing", async () => {
    const [, fault] = dynamodbAnswers[0] ?? [];
    const hour = await spendHour({ faults: { dynamodb: toTable(cacheTable, fault ?? always(500)) } });
    expect([hour.posts.length, hour.ringing]).toEqual([messagesOfHour, []]);
  });
});

describe("an hour in which the table of the ledger fails", () => {
  it.each(dynamodbAnswers)("by %s leaves each message with its cause, and the operator hears of it", async (...row) => {
    const [, fault, isFailure] = row;
    const hour = await spendHour({ faults: { dynamodb: toTable(stateTable, fault) } });
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
