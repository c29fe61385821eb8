import { describe, expect, it } from "vitest";
import type { LambdaCode } from "../../src/emulators/lambda/lambda-code.ts";
import { LambdaError } from "../../src/emulators/lambda/lambda-error.ts";
import { createLambdaProcess } from "../../src/emulators/lambda/lambda-process.ts";
import {
  fitted,
  handlerCases,
  lookupCases,
  type StartOutcome,
  writeLookupCase,
  writePackage,
} from "../support/events/handler-cases.ts";
import { startAwsFunction } from "./aws-function.ts";

/** What AWS's own client makes of a package. */
async function underAws(code: LambdaCode): Promise<StartOutcome> {
  const lambda = await startAwsFunction({ code });
  try {
    const answer = await lambda.invoke({});
    if (answer.kind === "response") return { result: answer.result };
    if (answer.kind === "error") throw new Error(`The handler failed: ${answer.error.errorMessage}`);
    return { errorType: answer.error.errorType, errorMessage: answer.error.errorMessage };
  } finally {
    await lambda.stop();
  }
}

/** What the project's own loader makes of it. */
async function underOurs(code: LambdaCode): Promise<StartOutcome> {
  const lambda = createLambdaProcess({ code, environment: {}, timeoutMs: 30_000, onLine: () => undefined });
  try {
    return { result: await lambda.invoke({}) };
  } catch (error) {
    if (!(error instanceof LambdaError) || error.phase !== "init") throw error;
    return { errorType: error.errorType, errorMessage: error.errorMessage };
  } finally {
    await lambda.stop();
  }
}

/** The first line, without the file that the loader itself is. */
function comparable(outcome: StartOutcome): StartOutcome {
  if (!("errorType" in outcome)) return outcome;
  const [firstLine = ""] = outcome.errorMessage.split("\n");
  const errorMessage = firstLine.replace(/ imported from \S+(?:index|load-handler)\.mjs$/u, "");
  return { errorType: outcome.errorType, errorMessage };
}

describe("the project's loader agrees with AWS's client", () => {
  it.each(lookupCases)("on what it takes of %j", async (standing) => {
    const code = { taskRoot: writeLookupCase(standing), handler: "src/f.handler" };
    expect(comparable(await underOurs(code))).toEqual(comparable(await underAws(code)));
  });

  it.each(handlerCases)("on $title, as the table says", async ({ files, handler, outcome }) => {
    const code = { taskRoot: writePackage(files), handler };
    const real = comparable(await underAws(code));
    expect(comparable(await underOurs(code))).toEqual(real);
    expect(fitted(real, outcome)).toEqual(outcome);
  });
});
