import { describe, expect, it } from "vitest";
import { mayHaveArrived, formatCause } from "../../../src/consumer/batch/dead-letter-cause.ts";
import { ServiceError } from "../../../src/platform/errors.ts";

describe("the cause of a dead letter", () => {
  it.each([
    new ServiceError("DEADLINE_EXCEEDED", "Late"),
    new ServiceError("LEDGER_UNAVAILABLE", "Late"),
    new ServiceError("ASSISTANT_UNAVAILABLE", "Late", { details: { mayHaveArrived: true } }),
    new ServiceError("ASSISTANT_REJECTED", "Late", { details: { mayHaveArrived: false, earlierMayHaveArrived: true } }),
    new ServiceError("POST_MAY_HAVE_ARRIVED", "Late", { details: { mayHaveArrived: true } }),
  ])("says of $code that the post may have arrived", (error) => {
    expect(formatCause(error)).toBe(`Late (${mayHaveArrived})`);
  });

  it.each([
    new ServiceError("PAYLOAD_INVALID", "No"),
    new ServiceError("ASSISTANT_UNAVAILABLE", "No", { details: { mayHaveArrived: false } }),
  ])("says nothing of the kind of $code where it can't have", (error) => {
    expect(formatCause(error)).toBe("No");
  });
});
