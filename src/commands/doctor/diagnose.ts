import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { IAMClient } from "@aws-sdk/client-iam";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SSMClient } from "@aws-sdk/client-ssm";
import type { Redactor } from "../../platform/records/redactor.ts";
import { awsClientOptions } from "../kit/aws-client-options.ts";
import { deployedNames } from "../../platform/config/deployed-names.ts";
import { createQueueClient } from "../kit/stage-queues.ts";
import { loadApiConfig } from "../../platform/config/config.ts";
import { type CheckResult, type Finding, skip } from "./check.ts";
import { checkBucket } from "./checks/check-bucket.ts";
import { checkEventSource } from "./checks/check-event-source.ts";
import { checkFunction } from "./checks/check-function.ts";
import { checkInvocation, invocationTimeoutMs } from "./checks/check-invocation.ts";
import { checkKeys } from "./checks/check-keys.ts";
import { checkParameters } from "./checks/check-parameters.ts";
import { checkDeadLetterQueue, checkQueue, queuesOf } from "./checks/check-queues.ts";
import { checkRole } from "./checks/check-role.ts";
import { checkApiSettings, checkPromptsSettings, problemsOfApi } from "./checks/check-settings.ts";
import { checkTable } from "./checks/check-tables.ts";
import { neededByApi, neededByPrompts } from "./needed-access.ts";
import { createPlan, type Plan } from "./plan.ts";
import { planServices } from "./plan-services.ts";
import { planSubject } from "./subject.ts";
import type { Deadline } from "../../platform/deadline.ts";
import type { DoctorSetup, FoundFunction } from "./setup.ts";
import { settings } from "../../platform/config/settings.ts";

/** What takes the findings on their way, and what bounds the checks. */
export interface DiagnosisOptions {
  /** Takes each result, in the order of the plan, as soon as it and those before it are there. No secret is in it. */
  readonly tell: (result: CheckResult) => void;
  /** Learns every secret as soon as it is read. */
  readonly redactor: Redactor;
  /** Ends the checks early; what they did not come to is not told. */
  readonly signal?: AbortSignal | undefined;
}

/** Makes every check of a deployment. Nothing is written, posted or generated. */
export async function diagnose(setup: DoctorSetup, options: DiagnosisOptions): Promise<readonly CheckResult[]> {
  const { redactor, signal } = options;
  const clients = createClients(setup);
  try {
    const plan = createPlan(options);
    planChecks(setup, plan, redactor, clients);
    const results: CheckResult[] = [];
    for await (const { detail, fix, ...found } of plan.results()) {
      if (signal?.aborted === true) break;
      const result = {
        ...found,
        detail: redactor.redact(detail),
        fix: fix === null ? null : redactor.redact(fix),
      };
      results.push(result);
      options.tell(result);
    }
    return results;
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}

function createClients(setup: DoctorSetup) {
  const options = awsClientOptions(setup);
  return {
    lambda: new LambdaClient(options),
    // A function may take its time, and is started once.
    invoking: new LambdaClient({
      ...options,
      maxAttempts: 1,
      requestHandler: { ...options.requestHandler, requestTimeout: invocationTimeoutMs },
    }),
    iam: new IAMClient(options),
    ssm: new SSMClient(options),
    // An endpoint of one's own has no host name per bucket. Like the function's client it follows none to another region.
    s3: new S3Client({ ...options, forcePathStyle: true }),
    sqs: createQueueClient(setup),
    dynamodb: new DynamoDBClient(options),
  };
}

/** Plans in the order of the output; what a check needs, it waits for. */
function planChecks(
  setup: DoctorSetup,
  plan: Plan,
  redactor: Redactor,
  { lambda, invoking, iam, ssm, s3, sqs, dynamodb }: ReturnType<typeof createClients>,
): void {
  const names = deployedNames(setup.stage);
  const prompts = plan.add("function prompts", (deadline) =>
    checkFunction(lambda, names.promptsFunction, setup, deadline),
  );
  const api = plan.add(
    "function api",
    async (deadline) => {
      const outcome = await checkFunction(lambda, names.apiFunction, setup, deadline);
      const isWanted = (await prompts.outcome).value?.hasApi ?? true;
      return outcome.value === null && !isWanted
        ? { findings: [skip(`the stage has no HTTP API (${settings.apiEnabled.name}: false)`)], value: null }
        : outcome;
    },
    prompts,
  );
  for (const [name, of] of [
    ["prompts", prompts],
    ["api", api],
  ] as const) {
    const start = (found: FoundFunction, deadline: Deadline): Promise<readonly Finding[]> =>
      checkInvocation(invoking, found, name, { setup, deadline });
    plan.after(`start of ${name}`, of, start, invocationTimeoutMs);
  }
  plan.after("event source", prompts, (found, deadline) => checkEventSource(lambda, found, setup, deadline));
  const resolved = plan.after("parameters", prompts, ({ environment }, deadline) =>
    checkParameters(ssm, environment, { setup, redactor, deadline }),
  );
  const reading = plan.after("settings", resolved, async (known) => checkPromptsSettings(known, setup));
  const resolvedOfApi = plan.after("parameters of api", api, ({ environment }, deadline) =>
    checkParameters(ssm, environment, { setup, redactor, deadline }),
  );
  plan.after("settings of api", resolvedOfApi, async (known) =>
    checkApiSettings(known, (await resolved.outcome).value?.environment ?? null, setup),
  );
  const role = plan.after("role of prompts", reading, async ({ config, unusable }, deadline) => {
    const { value: found } = await prompts.outcome;
    if (config === null || found === null) return [skip("it needs settings that can be read")];
    const needed = neededByPrompts(config, found).filter(
      ({ setting, action }) => action.startsWith("ssm:") || !unusable.has(setting),
    );
    return await checkRole(iam, found, needed, { setup, deadline });
  });
  plan.after("role of api", resolvedOfApi, async ({ environment, lacking }, deadline) => {
    const { value: found } = await api.outcome;
    if (found === null || lacking.size > 0 || problemsOfApi(environment).length > 0) {
      return [skip("it needs settings that can be read")];
    }
    return await checkRole(iam, found, neededByApi(loadApiConfig(environment), found), { setup, deadline });
  });

  const subject = planSubject(plan, prompts, reading);
  subject.check("queue", (known, deadline) => checkQueue(sqs, queuesOf(known), setup, deadline));
  subject.check("dead-letter queue", (known, deadline) => checkDeadLetterQueue(sqs, queuesOf(known), setup, deadline));
  subject.check("state table", ({ config: { stateTableName: name } }, deadline) => {
    const table = { setting: settings.stateTableName.name, name, keyName: "id", expiryName: "expiration" } as const;
    return checkTable(dynamodb, table, setup, deadline);
  });
  subject.check("cache table", async ({ config }, deadline) => {
    if (config.delivery !== "assistant") return [skip(`${settings.delivery.name} does without it`)];
    const { cacheTableName: name } = config;
    const table = { setting: settings.cacheTableName.name, name, keyName: "cache_key", expiryName: null } as const;
    return checkTable(dynamodb, table, setup, deadline);
  });
  subject.check("bucket", ({ config }, deadline) => checkBucket(s3, config.bucketName, setup, deadline));
  subject.check("keys", async ({ config, found }, deadline) => {
    const { value: statements } = await role.outcome;
    if (statements === null) return [skip("it needs role of prompts")];
    return await checkKeys({ ssm, s3, dynamodb }, { config, found, statements }, { setup, deadline });
  });
  planServices(setup, subject, redactor);
}
