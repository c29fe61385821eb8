import { InvokeCommand, type InvokeCommandOutput, type LambdaClient } from "@aws-sdk/client-lambda";
import * as z from "zod/mini";
import type { Deadline } from "../../../platform/deadline.ts";
import { parseJson } from "../../../platform/http/http.ts";
import type { FunctionName } from "../../../platform/config/settings.ts";
import { awsFinding, nameOf, statusOf } from "../aws-finding.ts";
import { fail, type Finding, ok } from "../check.ts";
import { deployCommand } from "../fix.ts";
import type { DoctorSetup, FoundFunction } from "../setup.ts";

/** A cold start, with a parameter store that is slow to answer, takes longer than any other check. */
export const invocationTimeoutMs = 30_000;

/** Events that start a function and give it nothing to do: a batch without a record, a request without a body. */
const events = {
  prompts: { Records: [] },
  api: {
    version: "2.0",
    routeKey: "POST /prompts",
    rawPath: "/prompts",
    rawQueryString: "",
    headers: { "content-type": "application/json" },
    requestContext: { http: { method: "POST", path: "/prompts" }, requestId: "doctor", stage: "$default" },
    isBase64Encoded: false,
  },
} as const satisfies Record<FunctionName, object>;

const failureSchema = z.object({ errorType: z.optional(z.string()), errorMessage: z.optional(z.string()) });
const emptyBatchSchema = z.object({ batchItemFailures: z.array(z.unknown()) });
const httpSchema = z.object({ statusCode: z.number() });
const startFailedSchema = z.object({
  event: z.literal("start_failed"),
  error: z.object({ code: z.optional(z.string()), message: z.string() }),
});

/** Starts a function by an event that does nothing, and says one that does not start, in its own words. */
export async function checkInvocation(
  client: LambdaClient,
  { name }: FoundFunction,
  of: FunctionName,
  { setup, deadline }: { readonly setup: DoctorSetup; readonly deadline: Deadline },
): Promise<readonly Finding[]> {
  try {
    const command = new InvokeCommand({ FunctionName: name, LogType: "Tail", Payload: JSON.stringify(events[of]) });
    return [judge(name, of, await client.send(command, { abortSignal: deadline.signal }), setup)];
  } catch (error) {
    if (deadline.signal.aborted) throw error;
    return [formatRefusal(error, name, setup)];
  }
}

function judge(name: string, of: FunctionName, answer: InvokeCommandOutput, setup: DoctorSetup): Finding {
  const text = Buffer.from(answer.Payload ?? []).toString();
  const payload = parseJson(text);
  if (answer.FunctionError !== undefined) {
    const failure = z.safeParse(failureSchema, payload);
    const { errorType = answer.FunctionError, errorMessage = text } = failure.success ? failure.data : {};
    const isTimeout = /timed out/i.test(errorMessage);
    return fail(
      `${name} ${isTimeout ? "hangs" : "does not start"}: ${errorType}: ${errorMessage}`,
      lookAtLog(name, setup),
    );
  }
  if (of === "prompts") {
    const batch = z.safeParse(emptyBatchSchema, payload);
    if (batch.success && batch.data.batchItemFailures.length === 0)
      return ok(`${name} starts, and answers an empty batch`);
    return fail(`${name} answers an empty batch with ${text.slice(0, 200)}`, lookAtLog(name, setup));
  }
  const http = z.safeParse(httpSchema, payload);
  if (http.success && http.data.statusCode === 400) return ok(`${name} starts, and refuses a request without a body`);
  const words = startFailure(answer.LogResult ?? "");
  if (words !== null) return fail(`${name} does not start: ${words}`, lookAtLog(name, setup));
  return fail(`${name} answers a request without a body with ${text.slice(0, 200)}`, lookAtLog(name, setup));
}

/** What the function logged of a start that failed, where its answer does not say it. */
function startFailure(logResult: string): string | null {
  const lines = Buffer.from(logResult, "base64").toString().split("\n").toReversed();
  for (const line of lines) {
    const logged = z.safeParse(startFailedSchema, parseJson(line.slice(Math.max(0, line.indexOf("{")))));
    if (logged.success) return `${logged.data.error.code ?? "error"}: ${logged.data.error.message}`;
  }
  return null;
}

function lookAtLog(name: string, setup: DoctorSetup): string {
  if (setup.isEmbedded) return "see what the function says, and the checks of its settings and parameters";
  // `aws logs tail` is of version 2 of the AWS CLI alone.
  const look = `aws logs filter-log-events --region ${setup.region} --log-group-name /aws/lambda/${name} --start-time "$(($(date +%s) - 600))000" --query 'events[].message' --output text`;
  return `fix what it names, or see its log of the last 10 minutes: ${look}; a zip that does not load is deployed anew by ${deployCommand(setup)}`;
}

function formatRefusal(error: unknown, name: string, setup: DoctorSetup): Finding {
  const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  if (nameOf(error) === "TooManyRequestsException" || statusOf(error) === 429) {
    const fix = `see what takes the account's concurrency, and its limit: aws lambda get-account-settings --region ${setup.region}; then try again`;
    return fail(`Lambda throttles ${name}: ${reason}`, fix);
  }
  if (nameOf(error) === "ResourceConflictException") {
    return fail(`${name} can't be invoked yet: ${reason}`, "wait for the deployment to end, then try again");
  }
  const ofTheFunction =
    /^(?:Invalid|KMS|EC2|ENI|EFS|Subnet|SnapStart|ResourceNotReady)\w*(?:Exception|Failure|Timeout)/;
  if (ofTheFunction.test(nameOf(error)) && nameOf(error) !== "InvalidSignatureException") {
    return fail(`Lambda can't run ${name}: ${nameOf(error)}: ${reason}`, deployCommand(setup));
  }
  return awsFinding(
    error,
    { service: "Lambda", rights: `lambda:InvokeFunction on ${name}`, looking: "whether the function starts" },
    setup,
  );
}
