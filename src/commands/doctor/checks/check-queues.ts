import { GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import * as z from "zod/mini";
import type { Deadline } from "../../../platform/deadline.ts";
import { parseJson } from "../../../platform/http/http.ts";
import { targetArguments } from "../../kit/operator-target.ts";
import { awsFinding, nameOf } from "../aws-finding.ts";
import { fail, type Finding, ok } from "../check.ts";
import type { Known } from "../subject.ts";
import { deployCommand } from "../fix.ts";
import type { DoctorSetup } from "../setup.ts";
import { settings } from "../../../platform/config/settings.ts";

/** The handler gives a message up at this receive, and then tells the dead-letter queue why. */
const maxReceiveCount = 5;

/** Lambda's poller may be throttled and try again: AWS advises this many timeouts of the function. */
const visibilityFactor = 6;

/** The two queues, and the function that they are for. */
export interface QueuesToCheck {
  readonly queueUrl: string;
  readonly dlqUrl: string;
  readonly timeoutSeconds: number;
}

/** The queues that the settings name. */
export function queuesOf({ config, found }: Known): QueuesToCheck {
  return { queueUrl: config.promptQueueUrl, dlqUrl: config.promptDlqUrl, timeoutSeconds: found.timeoutSeconds };
}

type Attributes = Readonly<Record<string, string>>;

const redriveSchema = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() });

/** Whether a message outlives all its attempts, and ends in the dead-letter queue when they are over. */
export async function checkQueue(
  client: SQSClient,
  { queueUrl, dlqUrl, timeoutSeconds }: QueuesToCheck,
  setup: DoctorSetup,
  deadline: Deadline,
): Promise<readonly Finding[]> {
  const attributes = await readAttributes(client, queueUrl, settings.queueUrl.name, setup, deadline);
  if (!isAttributes(attributes)) return attributes;
  const set = setter(queueUrl, setup);
  const visibility = Number(attributes["VisibilityTimeout"]);
  const retention = Number(attributes["MessageRetentionPeriod"]);
  const redrive = z.safeParse(redriveSchema, parseJson(attributes["RedrivePolicy"] ?? ""));
  const problems: Finding[] = [];

  const minVisibility = visibilityFactor * timeoutSeconds;
  if (!(visibility >= minVisibility)) {
    const what = `its visibility timeout is ${visibility} s, less than ${visibilityFactor} x the function's ${timeoutSeconds} s`;
    problems.push(fail(`${what}: a message may be handled twice at once`, set("VisibilityTimeout", minVisibility)));
  }
  const maxRetention = 1_209_600;
  const minRetention = visibility * maxReceiveCount;
  if (!(retention > minRetention)) {
    const what = `it keeps messages for ${retention} s, not longer than ${maxReceiveCount} attempts of ${visibility} s`;
    problems.push(
      fail(
        `${what}: they vanish before they are given up`,
        set("MessageRetentionPeriod", Math.min(maxRetention, Math.max(345_600, minRetention + 3_600))),
      ),
    );
  }
  const deadLetterTargetArn = (attributes["QueueArn"] ?? "").replace(/[^:]*$/, nameIn(dlqUrl));
  const policy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount });
  if (!redrive.success) {
    const what = "it has no dead-letter queue: a message that can't be handled comes back for ever";
    problems.push(fail(what, set("RedrivePolicy", policy)));
  } else {
    const target = redrive.data.deadLetterTargetArn.split(":").at(-1) ?? "";
    if (target !== nameIn(dlqUrl)) {
      const what = `it gives messages up to ${target}, but ${settings.deadLetterQueueUrl.name} is ${nameIn(dlqUrl)}`;
      problems.push(fail(what, set("RedrivePolicy", policy)));
    }
    if (redrive.data.maxReceiveCount !== maxReceiveCount) {
      const what = `its maxReceiveCount is ${redrive.data.maxReceiveCount}, but the function gives a message up at receive ${maxReceiveCount}`;
      problems.push(fail(what, set("RedrivePolicy", policy)));
    }
  }
  if (problems.length > 0) return problems;
  return [
    ok(
      `${nameIn(queueUrl)}: ${waiting(attributes)}, visible again after ${visibility} s, given up at ${maxReceiveCount}`,
    ),
  ];
}

/** Whether dead letters stay longer than the messages that they were, and how many there are. */
export async function checkDeadLetterQueue(
  client: SQSClient,
  { queueUrl, dlqUrl }: QueuesToCheck,
  setup: DoctorSetup,
  deadline: Deadline,
): Promise<readonly Finding[]> {
  const [attributes, source] = await Promise.all([
    readAttributes(client, dlqUrl, settings.deadLetterQueueUrl.name, setup, deadline),
    readAttributes(client, queueUrl, settings.queueUrl.name, setup, deadline),
  ]);
  if (!isAttributes(attributes)) return attributes;
  const retention = Number(attributes["MessageRetentionPeriod"]);
  // What is wrong with the queue itself is given by its own check.
  const sourceRetention = isAttributes(source) ? Number(source["MessageRetentionPeriod"]) : 0;
  if (!(retention > sourceRetention)) {
    // SQS counts a dead letter's time from its first arrival in the queue.
    const longest = 1_209_600;
    const what = `${nameIn(dlqUrl)} keeps messages for ${retention} s, not longer than the queue (${sourceRetention} s): a dead letter may vanish unseen`;
    const fix =
      sourceRetention < longest
        ? setter(dlqUrl, setup)("MessageRetentionPeriod", longest)
        : // No queue keeps messages any longer.
          setter(queueUrl, setup)("MessageRetentionPeriod", 345_600);
    return [fail(what, fix)];
  }
  const count = Number(attributes["ApproximateNumberOfMessages"] ?? 0);
  const look = count === 0 ? "" : `; see npm run dlq -- list ${targetArguments(setup)}`;
  return [ok(`${nameIn(dlqUrl)}: ${count === 0 ? "empty" : waiting(attributes)}${look}`)];
}

async function readAttributes(
  client: SQSClient,
  QueueUrl: string,
  setting: string,
  setup: DoctorSetup,
  deadline: Deadline,
): Promise<Attributes | readonly Finding[]> {
  try {
    const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] });
    return (await client.send(command, { abortSignal: deadline.signal })).Attributes ?? {};
  } catch (error) {
    if (/QueueDoesNotExist|NonExistentQueue/.test(nameOf(error))) {
      const fix = `${deployCommand(setup)}; or fix ${setting}`;
      return [fail(`there is no queue ${QueueUrl} (${setting})`, fix)];
    }
    const rights = `sqs:GetQueueAttributes on ${nameIn(QueueUrl)}`;
    return [awsFinding(error, { service: "SQS", rights, looking: "at the queue" }, setup)];
  }
}

function isAttributes(read: Attributes | readonly Finding[]): read is Attributes {
  return !Array.isArray(read);
}

function setter(url: string, { region }: DoctorSetup): (name: string, value: string | number) => string {
  const command = `aws sqs set-queue-attributes --region ${region} --queue-url ${url} --attributes`;
  return (name, value) => {
    // The CLI's short form can't hold the JSON of a policy.
    const isPlain = typeof value === "number";
    const attributes = isPlain ? `${name}=${value}` : `'${JSON.stringify({ [name]: value })}'`;
    return `${name}: ${value} in serverless.yml, or at once: ${command} ${attributes}`;
  };
}

function waiting(attributes: Attributes): string {
  const count = Number(attributes["ApproximateNumberOfMessages"] ?? 0);
  const inFlight = Number(attributes["ApproximateNumberOfMessagesNotVisible"] ?? 0);
  return `${count} waiting, ${inFlight} being handled`;
}

function nameIn(url: string): string {
  return url.split("/").at(-1) ?? url;
}
