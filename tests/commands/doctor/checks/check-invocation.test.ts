import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { HttpAnswer } from "../../../../src/emulators/http-server.ts";
import type { LambdaCode } from "../../../../src/emulators/lambda/lambda-code.ts";
import { runDoctor } from "../../../support/commands/doctor-setup.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

const name = "trader-data-llm-local-prompts";

/** A function of one module with this code. */
function moduleWith(source: string): LambdaCode {
  const taskRoot = temporaryFolder();
  writeFileSync(join(taskRoot, "function.mjs"), source);
  return { taskRoot, handler: "function.handler" };
}

/** A Lambda API whose Invoke answers so. */
const invoked =
  (answer: HttpAnswer) =>
  ({ awsUrl }: { readonly awsUrl: string }) => ({
    lambda: async ({
      method,
      path,
      query,
      headers,
    }: {
      method: string;
      path: string;
      query: URLSearchParams;
      headers: Readonly<Record<string, string>>;
    }) => {
      if (method === "POST") return answer;
      const asked = await fetch(`${awsUrl}${path}?${query.toString()}`, {
        headers: { authorization: headers["authorization"] ?? "" },
      });
      return { status: asked.status, body: await asked.text() };
    },
  });
const refused = (status: number, type: string, Message: string): HttpAnswer => ({
  status,
  headers: { "x-amzn-errortype": type },
  body: { Message },
});

describe("the start of a function", () => {
  it("fails in the function's own words where its module can't be loaded", async () => {
    const prompts = moduleWith(`import "./lost-chunk.mjs"; export const handler = async () => ({});`);
    const { of, mendsOf } = await runDoctor({ isEmbedded: false, code: { prompts } });
    expect(of("start of prompts")).toEqual([
      expect.stringMatching(new RegExp(`^FAIL ${name} does not start: .*Cannot find module .*lost-chunk.mjs`)),
    ]);
    expect(mendsOf("start of prompts")[0]).toContain(
      `aws logs filter-log-events --region us-east-2 --log-group-name /aws/lambda/${name}`,
    );
  });

  it("fails in its words where it throws while it is loaded, and where it answers nonsense", async () => {
    const prompts = moduleWith(`throw new TypeError("no such thing as a market");`);
    const api = moduleWith(`export const handler = async () => ({ statusCode: 502 });`);
    const { of } = await runDoctor({ code: { prompts, api } });
    expect(of("start of prompts")[0]).toMatch(/^FAIL .* does not start: .*no such thing as a market/);
    expect(of("start of api")[0]).toContain('answers a request without a body with {"statusCode":502}');
  });

  it("fails with every setting that it lacks, for the service's own functions", async () => {
    const env = { STATE_TABLE_NAME: undefined, PROMPT_QUEUE_URL: undefined };
    const { of } = await runDoctor({ code: {}, env });
    expect(of("start of prompts")[0]).toMatch(
      /^FAIL .* does not start: .*PROMPT_QUEUE_URL is not set.*STATE_TABLE_NAME is not set/,
    );
    expect(of("start of api")[0]).toMatch(
      /^FAIL .* does not start: CONFIGURATION_INVALID: .*PROMPT_QUEUE_URL is not set/,
    );
  }, 30_000);

  it.each([
    [
      refused(429, "TooManyRequestsException", "Rate Exceeded."),
      `Lambda throttles ${name}: Rate Exceeded.`,
      "aws lambda get-account-settings",
    ],
    [
      refused(403, "AccessDeniedException", "no"),
      "does not let you look whether the function starts",
      `allow yourself lambda:InvokeFunction on ${name}`,
    ],
    [
      refused(502, "KMSAccessDeniedException", "no key"),
      `Lambda can't run ${name}: KMSAccessDeniedException: no key`,
      "npx sls deploy",
    ],
    [
      {
        status: 200,
        headers: { "x-amz-function-error": "Unhandled" },
        body: { errorType: "Sandbox.Timedout", errorMessage: "Error: Task timed out after 90.00 seconds" },
      },
      `${name} hangs: Sandbox.Timedout: Error: Task timed out after 90.00 seconds`,
      "aws logs filter-log-events",
    ],
    [
      {
        status: 200,
        headers: { "x-amz-function-error": "Unhandled" },
        body: { errorType: "Runtime.ImportModuleError", errorMessage: "Error: Cannot find module 'prompts'" },
      },
      `${name} does not start: Runtime.ImportModuleError: Error: Cannot find module 'prompts'`,
      "aws logs filter-log-events",
    ],
  ])("tells what Lambda answers: %j", async (answer, detail, fix) => {
    const { of, mendsOf } = await runDoctor({ isEmbedded: false, routes: invoked(answer) });
    expect(of("start of prompts")[0]).toContain(`FAIL `);
    expect(of("start of prompts")[0]).toContain(detail);
    expect(mendsOf("start of prompts")[0]).toContain(fix);
  });
});
