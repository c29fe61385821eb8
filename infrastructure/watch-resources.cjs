"use strict";

const { createHash } = require("node:crypto");
const { watchCorrelationId, watchPayload } = require("../src/platform/watches/watch-file.cjs");

/** @typedef {import("../src/platform/watches/watch-file.cjs").WatchEntry} WatchEntry */

/** A text about the market of then is no news half an hour later. */
const maxEventAgeSeconds = 1_800;
const maxRetries = 30;

/**
 * What EventBridge Scheduler replaces by the time that a schedule was for: the same for each of its attempts, unlike the
 * execution id, so that a repeated one is a duplicate that the ledger knows.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
const scheduledTime = "<aws.scheduler.scheduled-time>";

/**
 * The schedules of a stage as CloudFormation resources, with their group, their role and the queue of what could not be put on
 * the queue of requests. A stage without watches has none of them.
 *
 * @param {{ service: string, stage: string, watches: readonly WatchEntry[] }} options
 * @returns {Record<string, object>}
 */
function watchResources({ service, stage, watches }) {
  if (watches.length === 0) return {};
  const group = `${service}-${stage}`;
  const schedules = watches.map((watch) => [logicalIdOf(watch.name), scheduleOf(watch)]);
  return {
    WatchGroup: { Type: "AWS::Scheduler::ScheduleGroup", Properties: { Name: group } },
    WatchDeadLetterQueue: {
      Type: "AWS::SQS::Queue",
      Properties: {
        QueueName: `${service}-${stage}-watches-dlq`,
        SqsManagedSseEnabled: true,
        MessageRetentionPeriod: 1_209_600,
      },
    },
    WatchRole: roleOf(group),
    ...Object.fromEntries(schedules),
  };
}

/** @param {WatchEntry} watch */
function scheduleOf(watch) {
  const { name, enabled, schedule, timezone } = watch;
  const payload = { correlation_id: watchCorrelationId(name, scheduledTime), ...watchPayload(watch) };
  return {
    Type: "AWS::Scheduler::Schedule",
    Properties: {
      Name: name,
      GroupName: { Ref: "WatchGroup" },
      Description: `Asks for ${watch.prompt} of ${watch.product_id}`,
      State: enabled === false ? "DISABLED" : "ENABLED",
      ScheduleExpression: schedule,
      ScheduleExpressionTimezone: timezone ?? "UTC",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: {
        Arn: arnOf("PromptQueue"),
        RoleArn: arnOf("WatchRole"),
        Input: JSON.stringify(payload),
        DeadLetterConfig: { Arn: arnOf("WatchDeadLetterQueue") },
        RetryPolicy: { MaximumEventAgeInSeconds: maxEventAgeSeconds, MaximumRetryAttempts: maxRetries },
      },
    },
  };
}

/**
 * What the schedules run with: they may put messages on the queue of requests and, where that fails, on their own.
 *
 * @param {string} group
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
function roleOf(group) {
  const groupArn = `arn:\${AWS::Partition}:scheduler:\${AWS::Region}:\${AWS::AccountId}:schedule-group/${group}`;
  const trust = {
    Effect: "Allow",
    Principal: { Service: "scheduler.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: {
      StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" }, "aws:SourceArn": { "Fn::Sub": groupArn } },
    },
  };
  const statements = [maySendTo("AskForInsights", "PromptQueue"), maySendTo("GiveUpMessages", "WatchDeadLetterQueue")];
  return {
    Type: "AWS::IAM::Role",
    Properties: {
      AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [trust] },
      Policies: [{ PolicyName: "watches", PolicyDocument: { Version: "2012-10-17", Statement: statements } }],
    },
  };
}

/**
 * @param {string} Sid
 * @param {string} queue
 */
function maySendTo(Sid, queue) {
  return { Sid, Effect: "Allow", Action: ["sqs:SendMessage"], Resource: arnOf(queue) };
}

/**
 * Letters and digits alone, and no other watch's.
 *
 * @param {string} name
 */
function logicalIdOf(name) {
  const words = name.split(/[_-]/).map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`);
  return `Watch${words.join("")}${createHash("sha256").update(name).digest("hex").slice(0, 8)}`;
}

/** @param {string} logicalId */
function arnOf(logicalId) {
  return { "Fn::GetAtt": [logicalId, "Arn"] };
}

module.exports = { watchResources };
