import { onTestFinished } from "vitest";
import { type AwsRoute, startAwsGateway } from "../../../src/emulators/aws/aws-gateway.ts";
import type { CheckResult } from "../../../src/commands/doctor/check.ts";
import { diagnose } from "../../../src/commands/doctor/diagnose.ts";
import { createSetup } from "../../../src/commands/doctor/setup.ts";
import { createSampleMarket } from "../../../src/emulators/markets/sample-market.ts";
import { type Stack, type StackOptions, startStack } from "../../../src/emulators/stack.ts";
import { createRedactor } from "../../../src/platform/records/redactor.ts";

/** How a deployment differs from the embedded stack as it starts. */
export interface DoctorSetupOptions extends Partial<StackOptions> {
  /** Services that answer in the stack's stead, made once it runs. */
  readonly routes?: (stack: Stack) => Readonly<Record<string, AwsRoute>>;
  /** Default "local". */
  readonly stage?: string;
  /** Whether it is taken for the embedded stack. Default true. */
  readonly isEmbedded?: boolean;
}

/** A diagnosis, and the stack that it was of. */
export interface DoctorRun {
  readonly stack: Stack;
  readonly results: readonly CheckResult[];
  /** What was found of one check: the status, a blank, the detail. */
  readonly of: (check: string) => readonly string[];
  /** What fixes it, failure by failure. */
  readonly mendsOf: (check: string) => readonly string[];
}

/** A function that starts at once and answers as a sound one would; `code: {}` runs the service's own. */
const idle = { taskRoot: import.meta.dirname, handler: "idle-function.handler" };

const services = ["lambda", "iam", "ssm", "sqs", "s3", "dynamodb"];

/** Starts a stack for one test and makes every check of it. */
export async function runDoctor(options: DoctorSetupOptions = {}): Promise<DoctorRun> {
  const { routes, stage = "local", isEmbedded = true, ...stackOptions } = options;
  const stack = await startStack({
    market: createSampleMarket(),
    code: { prompts: idle, api: idle },
    ...stackOptions,
  });
  onTestFinished(() => stack.stop());
  let awsUrl = stack.awsUrl;
  if (routes !== undefined) {
    const own = Object.fromEntries(services.map((service) => [service, { url: stack.awsUrl }]));
    const gateway = await startAwsGateway({ ...own, ...routes(stack) });
    onTestFinished(() => gateway.stop());
    awsUrl = gateway.url;
  }
  const setup = createSetup({ stage, region: "us-east-2", endpoint: new URL(awsUrl) });
  const told: CheckResult[] = [];
  const results = await diagnose(
    { ...setup, isEmbedded, random: () => 0 },
    { redactor: createRedactor(), tell: (result) => void told.push(result) },
  );
  if (JSON.stringify(told) !== JSON.stringify(results)) throw new Error("It told something else than it found");
  const ofCheck = (check: string): readonly CheckResult[] => results.filter((result) => result.check === check);
  return {
    stack,
    results,
    of: (check) => ofCheck(check).map(({ status, detail }) => `${status} ${detail}`),
    mendsOf: (check) => ofCheck(check).flatMap(({ fix }) => (fix === null ? [] : [fix])),
  };
}
