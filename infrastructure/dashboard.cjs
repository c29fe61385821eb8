"use strict";

const namespace = "trader-data-llm";

/** CloudWatch's grid is 24 wide: three widgets side by side. */
const width = 8;
const height = 6;

/**
 * The dashboard of a stage as a CloudFormation resource.
 *
 * @param {{ service: string, stage: string, hasApi?: boolean }} options `hasApi`: default true
 * @returns {Record<string, object>}
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
function dashboard({ service, stage, hasApi = true }) {
  const queueName = `${service}-${stage}-prompts`;
  const own = (/** @type {string} */ name, /** @type {string} */ stat, label = name) => [
    namespace,
    name,
    "stage",
    stage,
    { stat, label },
  ];
  /** One line for each value of the dimensions beside the stage, whatever values there are. */
  const each = (/** @type {string} */ dimensions, /** @type {string} */ name, /** @type {string} */ stat) => [
    {
      expression: `SEARCH('{"${namespace}",stage,${dimensions}} MetricName="${name}" stage="${stage}"', '${stat}', 300)`,
      id: `e${name}${stat}`.toLowerCase().replace(/[^a-z0-9]/g, ""),
    },
  ];
  const lambda = (/** @type {string} */ name, /** @type {string} */ of, /** @type {string} */ stat) => [
    "AWS/Lambda",
    name,
    "FunctionName",
    `${service}-${stage}-${of}`,
    { stat, label: `${of}, ${stat}` },
  ];

  /** @type {[title: string, metrics: unknown[], unit?: string][]} */
  const panels = [
    ["Outcomes", [each("outcome", "Insights", "Sum"), own("DeadLettered", "Sum", "dead letter")]],
    ["From receipt to delivery", [own("RequestDuration", "p50", "p50"), own("RequestDuration", "p99", "p99")], "ms"],
    ["Failures of requests, by code", [each("code", "RequestFailures", "Sum")]],
    [
      "Model latency",
      [each("provider,model", "ModelLatency", "p50"), each("provider,model", "ModelLatency", "p99")],
      "ms",
    ],
    ["Tokens", [own("ModelInputTokens", "Sum", "in"), own("ModelOutputTokens", "Sum", "out")]],
    ["Calls that the day's limit forbade", [own("DailyLimitReached", "Sum")]],
    [
      "Failovers",
      [
        own("Failovers", "Sum"),
        own("ProviderFailures", "Sum"),
        own("ProviderMisconfigured", "Sum"),
        own("PromptsCut", "Sum"),
      ],
    ],
    ["Share of plain insights, by provider", [each("provider", "PlainInsights", "Average")]],
    [
      "Texts that did not hold",
      [own("GroundingFailures", "Sum"), own("CoalescedRequests", "Sum", "served without a call")],
    ],
    ["Age of the newest candle", [own("CandleAge", "p50", "p50"), own("CandleAge", "Maximum", "oldest")], "s"],
    [
      "Candles from the history, receipts lost, answers in doubt",
      [own("HistoryFallbacks", "Sum"), own("ReceiptsNotWritten", "Sum"), own("DoubtfulDeliveries", "Sum")],
    ],
    ["Failed tries, by upstream", [each("upstream", "UpstreamFailures", "Sum")]],
    ["Secrets and tokens", [own("SecretsNotRefreshed", "Sum"), own("TokenTableFailures", "Sum")]],
    [
      "Messages waiting",
      [
        ofQueue("ApproximateNumberOfMessagesVisible", queueName, "waiting"),
        ofQueue("ApproximateNumberOfMessagesNotVisible", queueName, "in flight"),
        ofQueue("ApproximateNumberOfMessagesVisible", `${queueName}-dlq`, "dead letters"),
      ],
    ],
    [
      "Duration of the functions",
      [
        lambda("Duration", "prompts", "p50"),
        lambda("Duration", "prompts", "p99"),
        ...(hasApi ? [lambda("Duration", "api", "p99")] : []),
      ],
      "ms",
    ],
    ["Cold starts", [each("function", "ColdStarts", "Sum"), each("function", "ColdStartDuration", "p50")]],
  ];
  const widgets = panels.map(([title, metrics, unit], index) => ({
    type: "metric",
    x: (index % 3) * width,
    y: Math.floor(index / 3) * height,
    width,
    height,
    properties: {
      title,
      region: "${AWS::Region}",
      view: "timeSeries",
      period: 300,
      metrics,
      ...(unit === undefined ? {} : { yAxis: { left: { label: unit, showUnits: false, min: 0 } } }),
    },
  }));
  return {
    Dashboard: {
      Type: "AWS::CloudWatch::Dashboard",
      Properties: {
        // The names of dashboards are the account's, not the region's.
        DashboardName: { "Fn::Sub": `${service}-${stage}-\${AWS::Region}` },
        DashboardBody: { "Fn::Sub": JSON.stringify({ widgets }) },
      },
    },
  };
}

/**
 * @param {string} name
 * @param {string} queueName
 * @param {string} label
 */
function ofQueue(name, queueName, label) {
  return ["AWS/SQS", name, "QueueName", queueName, { stat: "Maximum", label }];
}

module.exports = { dashboard };
