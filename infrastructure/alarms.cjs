"use strict";

/** @typedef {{ service: string, stage: string, topicArn: string, hasApi?: boolean, hasWatches?: boolean }} AlarmOptions */

const namespace = "trader-data-llm";

/** Each that a stage may name. One that it does not ask has no data, and rings nothing. */
const { providerNames: providers } = require("../src/platform/config/settings/setting-checks.cjs");

/**
 * The alarms of a stage as CloudFormation resources. What each of them means and what to do then is given in the README's
 * runbook, under the alarm's name.
 *
 * @param {AlarmOptions} options `topicArn` hears of each change; "" where nobody listens. `hasApi`, `hasWatches`: default true
 * @returns {Record<string, object>}
 */
function alarms({ service, stage, topicArn, hasApi = true, hasWatches = true }) {
  const actions = topicArn === "" ? [] : [topicArn];
  const queueName = `${service}-${stage}-prompts`;

  const alarm = (/** @type {string} */ name, /** @type {string} */ description, /** @type {object} */ properties) => ({
    Type: "AWS::CloudWatch::Alarm",
    Properties: {
      AlarmName: `${service}-${stage}-${name}`,
      AlarmDescription: `${description} README, "Runbook": ${name}.`,
      ComparisonOperator: "GreaterThanOrEqualToThreshold",
      Threshold: 1,
      EvaluationPeriods: 1,
      TreatMissingData: "notBreaching",
      AlarmActions: actions,
      OKActions: actions,
      ...properties,
    },
  });
  const ofFunction = (/** @type {string} */ MetricName, /** @type {string} */ name) => ({
    Namespace: "AWS/Lambda",
    MetricName,
    Dimensions: [{ Name: "FunctionName", Value: `${service}-${stage}-${name}` }],
    Statistic: "Sum",
    Period: 300,
  });
  const ofService = (/** @type {string} */ MetricName, /** @type {Readonly<Record<string, string>>} */ of = {}) => ({
    Namespace: namespace,
    MetricName,
    Dimensions: Object.entries({ stage, ...of }).map(([Name, Value]) => ({ Name, Value })),
  });
  /**
   * The share of plain texts of one provider, in percent; 0 where there was but one, which may have been bad luck. Each text
   * counts 1 or 0 in one metric, so that nothing need be filled where a provider never wrote any.
   */
  const plainShare = (/** @type {string} */ provider) => {
    const metric = ofService("PlainInsights", { provider });
    return [
      query(`${provider}Plain`, metric, "Sum", 3600),
      query(`${provider}Texts`, metric, "SampleCount", 3600),
      step(`${provider}Share`, `IF(${provider}Plain >= 2, 100 * ${provider}Plain / ${provider}Texts, 0)`),
    ];
  };

  const alarmsOfApi = {
    ApiErrorsAlarm: alarm("api-errors", "The function behind POST /prompts failed.", {
      ...ofFunction("Errors", "api"),
    }),
    ApiThrottlesAlarm: alarm("api-throttles", "The function behind POST /prompts was throttled.", {
      ...ofFunction("Throttles", "api"),
    }),
  };

  const alarmOfWatches = alarm(
    "watch-dead-letters",
    "Schedules of watches could not put their messages on the queue.",
    {
      ...ofQueue("ApproximateNumberOfMessagesVisible", `${service}-${stage}-watches-dlq`),
      Statistic: "Maximum",
      Period: 60,
    },
  );

  return {
    DeadLettersAlarm: alarm("dead-letters", "Requests were given up.", {
      ...ofQueue("ApproximateNumberOfMessagesVisible", `${queueName}-dlq`),
      Statistic: "Maximum",
      Period: 60,
    }),
    OldestMessageAlarm: alarm("oldest-message", "A request has waited for more than 5 minutes.", {
      ...ofQueue("ApproximateAgeOfOldestMessage", queueName),
      Statistic: "Maximum",
      Period: 60,
      Threshold: 300,
      ComparisonOperator: "GreaterThanThreshold",
    }),
    PromptsErrorsAlarm: alarm("prompts-errors", "The function that delivers failed as a whole.", {
      ...ofFunction("Errors", "prompts"),
    }),
    PromptsThrottlesAlarm: alarm("prompts-throttles", "The function that delivers was throttled.", {
      ...ofFunction("Throttles", "prompts"),
    }),
    ...(hasApi ? alarmsOfApi : {}),
    ...(hasWatches ? { WatchDeadLettersAlarm: alarmOfWatches } : {}),
    ProviderMisconfiguredAlarm: alarm("provider-misconfigured", "A provider refuses a key, a right or a model.", {
      ...ofService("ProviderMisconfigured"),
      Statistic: "Sum",
      Period: 300,
    }),
    // A reader gets the plain insight and nothing fails: nobody would see that a model never writes one that can be used.
    PlainInsightsAlarm: alarm("plain-insights", "A quarter of the texts of an hour became plain insights.", {
      Threshold: 25,
      Metrics: [
        ...providers.flatMap(plainShare),
        result(`MAX([${providers.map((provider) => `${provider}Share`).join(", ")}])`),
      ],
    }),
    // Each text that a model wrote has one latency, and one that its first provider did not write is a failover.
    FailoversAlarm: alarm("failovers", "A quarter of the texts of an hour came from another provider than the first.", {
      Threshold: 25,
      Metrics: [
        query("failovers", ofService("Failovers"), "Sum", 3600),
        query("written", ofService("ModelLatency"), "SampleCount", 3600),
        result("IF(failovers >= 2, 100 * failovers / written, 0)"),
      ],
    }),
    // Each text that a model wrote has one latency. A handful of texts says nothing about a rate.
    GroundingFailuresAlarm: alarm("grounding-failures", "A fifth of the models' texts did not hold.", {
      Threshold: 20,
      Metrics: [
        query("refused", ofService("GroundingFailures"), "Sum", 900),
        query("written", ofService("ModelLatency"), "SampleCount", 900),
        result("IF(FILL(written, 0) >= 10, 100 * FILL(refused, 0) / FILL(written, 1), 0)"),
      ],
    }),
    // A reader gets a sentence that explains why there is no insight, and nothing fails: a market that can't be used for
    // hours would be seen by nobody else.
    RefusalsAlarm: alarm("refusals", "Half of the answers of an hour were explained refusals.", {
      Threshold: 50,
      Metrics: [
        query("refused", ofService("Insights", { outcome: "refusal" }), "Sum", 3600),
        query("answered", ofService("Insights"), "Sum", 3600),
        result("IF(refused >= 3, 100 * refused / answered, 0)"),
      ],
    }),
    // What a second try mends fails no request, and slows each of them down. A handful of failures says nothing about a rate.
    UpstreamFailuresAlarm: alarm("upstream-failures", "Calls to upstreams fail, for one attempt in four or more.", {
      Threshold: 25,
      Metrics: [
        query("tries", ofService("UpstreamFailures"), "Sum", 3600),
        query("delivered", ofService("Insights"), "Sum", 3600),
        query("failed", ofService("RequestFailures"), "Sum", 3600),
        result("IF(tries >= 4, 100 * tries / SUM([delivered, failed]), 0)"),
      ],
    }),
    // Readers get plain insights and nothing tells them why: whoever set the limit has to hear of it.
    DailyLimitAlarm: alarm("daily-limit", "The day's limit of tokens or dollars keeps models from being asked.", {
      ...ofService("DailyLimitReached"),
      Statistic: "Sum",
      Period: 900,
    }),
    DoubtfulDeliveriesAlarm: alarm(
      "doubtful-deliveries",
      "The Assistant took posts with answers that tell of a failure.",
      {
        ...ofService("DoubtfulDeliveries"),
        Statistic: "Sum",
        Period: 900,
      },
    ),
    ReceiptsNotWrittenAlarm: alarm("receipts-not-written", "Requests ended without a receipt.", {
      ...ofService("ReceiptsNotWritten"),
      Statistic: "Sum",
      Period: 300,
    }),
    HistoryFallbacksAlarm: alarm("history-fallbacks", "The collected candles stand in for Coinbase's for a while.", {
      ...ofService("HistoryFallbacks"),
      ...lasting,
    }),
    SecretsNotRefreshedAlarm: alarm("secrets-not-refreshed", "Values in SSM can't be read, or make no configuration.", {
      ...ofService("SecretsNotRefreshed"),
      ...lasting,
    }),
    TokenTableAlarm: alarm("token-table", "The table that containers share tokens in fails.", {
      ...ofService("TokenTableFailures"),
      ...lasting,
    }),
    // One request may fail for a while for reasons of its own; all of them for a quarter of an hour don't.
    NothingDeliveredAlarm: alarm("nothing-delivered", "Messages arrive, and none is answered.", {
      EvaluationPeriods: 3,
      DatapointsToAlarm: 3,
      Metrics: [
        query("received", ofQueue("NumberOfMessagesReceived", queueName), "Sum", 300),
        query("delivered", ofService("Insights"), "Sum", 300),
        result("IF(FILL(received, 0) > 0 AND FILL(delivered, 0) < 1, 1, 0)"),
      ],
    }),
  };
}

/** What may happen once by itself, and is worth a look where it does so in two quarters of an hour out of three. */
const lasting = { Statistic: "Sum", Period: 900, EvaluationPeriods: 3, DatapointsToAlarm: 2 };

/**
 * @param {string} MetricName
 * @param {string} QueueName
 */
function ofQueue(MetricName, QueueName) {
  return { Namespace: "AWS/SQS", MetricName, Dimensions: [{ Name: "QueueName", Value: QueueName }] };
}

/**
 * A metric that an expression works with.
 *
 * @param {string} Id
 * @param {object} Metric
 * @param {string} Stat
 * @param {number} Period in seconds
 */
function query(Id, Metric, Stat, Period) {
  return { Id, MetricStat: { Metric, Stat, Period }, ReturnData: false };
}

/**
 * An expression that others work with.
 *
 * @param {string} Id
 * @param {string} Expression
 */
function step(Id, Expression) {
  return { Id, Expression, ReturnData: false };
}

/** @param {string} Expression */
function result(Expression) {
  return { Id: "result", Expression, ReturnData: true };
}

module.exports = { alarms };
