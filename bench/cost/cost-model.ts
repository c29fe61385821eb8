import { limits, measured, prices } from "./inputs.ts";

/** How much is asked for. */
export interface Load {
  readonly insightsPerDay: number;
  readonly products: number;
}

/** What a part of the service costs. */
export interface CostLine {
  readonly part: string;
  readonly perMonth: number;
}

/** Where a load stands against what a neighbour bears. */
export interface LimitLine {
  readonly limit: string;
  readonly bears: number;
  /** At the load's busiest, in the limit's own unit. */
  readonly takes: number;
  readonly turn: string;
}

const daysPerMonth = 30;
const secondsPerDay = 86_400;
/** Candles of five minutes close this often a day: a product has one text for each. */
const windowsPerDay = 288;
const secondsPerWindow = 300;
const bytesPerGb = 1e9;

/** How many of a day's insights have their text written; the others share one. Requests are taken to come evenly. */
export function freshPerDay({ insightsPerDay, products }: Load): number {
  return Math.min(insightsPerDay, products * windowsPerDay);
}

/** What a load costs in a month of 30 days, part by part, without any free tier. */
export function costOf(load: Load): readonly CostLine[] {
  const all = load.insightsPerDay * daysPerMonth;
  const fresh = freshPerDay(load) * daysPerMonth;
  const shared = all - fresh;
  const seconds = fresh * measured.freshSeconds.value + shared * measured.sharedSeconds.value;
  const writes = fresh * measured.freshWrites.value + shared * measured.sharedWrites.value;
  const reads = shared * measured.sharedReads.value;
  const logBytes = fresh * measured.freshLogBytes.value + shared * measured.sharedLogBytes.value;
  const calls = fresh * measured.callsPerText.value;
  const tokens =
    measured.modelInputTokens.value * prices.modelInputToken.value +
    measured.modelOutputTokens.value * prices.modelOutputToken.value;
  // X-Ray takes the first request of each second and 5 % of the others.
  const firstOfSecond = Math.min(load.insightsPerDay, secondsPerDay) * daysPerMonth;
  const traces = firstOfSecond + 0.05 * (all - firstOfSecond);
  const receipts =
    all * prices.s3Put.value + ((all * measured.receiptBytes.value) / bytesPerGb) * prices.s3GbMonth.value;
  const sqsRequests = all * measured.sqsRequests.value + measured.idleSqsRequestsPerMonth.value;
  return [
    { part: "model (Nova Lite)", perMonth: calls * tokens },
    {
      part: "Lambda",
      perMonth: seconds * measured.memoryGb.value * prices.lambdaGbSecond.value + all * prices.lambdaRequest.value,
    },
    { part: "DynamoDB", perMonth: writes * prices.dynamodbWrite.value + reads * prices.dynamodbRead.value },
    { part: "receipts in S3 (first month)", perMonth: receipts },
    { part: "SQS", perMonth: sqsRequests * prices.sqsRequest.value },
    { part: "logs", perMonth: (logBytes / bytesPerGb) * prices.logsGb.value },
    { part: "traces", perMonth: traces * prices.trace.value },
    {
      part: "metrics and alarms",
      perMonth:
        measured.metrics.value * prices.metricMonth.value + measured.alarmMetrics.value * prices.alarmMonth.value,
    },
  ];
}

/** What one more insight costs whose text is written for it, part by part: what is paid by the month is left out. */
export function costOfOne(): readonly CostLine[] {
  const one = costOf({ insightsPerDay: 1 / daysPerMonth, products: 1 });
  const none = costOf({ insightsPerDay: 0, products: 1 });
  return one
    .map(({ part, perMonth }, index) => ({ part, perMonth: perMonth - (none[index]?.perMonth ?? 0) }))
    .filter(({ perMonth }) => perMonth > 0);
}

/** What it costs that a watch asks and has nothing to say: no model, no post, and what is paid by the month is left out. */
export function costOfSilence(): number {
  return (
    prices.scheduledMessage.value +
    measured.sqsRequests.value * prices.sqsRequest.value +
    measured.sharedSeconds.value * measured.memoryGb.value * prices.lambdaGbSecond.value +
    prices.lambdaRequest.value +
    measured.quietWrites.value * prices.dynamodbWrite.value +
    prices.s3Put.value +
    (measured.sharedLogBytes.value / bytesPerGb) * prices.logsGb.value
  );
}

/**
 * A load against the limits of its neighbours. All products are taken to be asked for as soon as their candles close, and
 * answered within the five minutes until the next ones do.
 */
export function limitsOf(load: Load): readonly LimitLine[] {
  const freshPerWindow = freshPerDay(load) / windowsPerDay;
  const perSecond = load.insightsPerDay / secondsPerDay;
  const freshPerSecond = freshPerDay(load) / secondsPerDay;
  const seconds =
    freshPerSecond * measured.freshSeconds.value + (perSecond - freshPerSecond) * measured.sharedSeconds.value;
  const writes =
    freshPerSecond * measured.freshWrites.value + (perSecond - freshPerSecond) * measured.sharedWrites.value;
  const tokens = measured.modelInputTokens.value + measured.modelOutputTokens.value;
  return [
    {
      limit: "requests to Coinbase a second",
      bears: limits.coinbaseRequestsPerSecond.value,
      takes: freshPerWindow / secondsPerWindow,
      turn: "a CDP key (30 a second); addresses of one's own by NAT; fewer products",
    },
    {
      limit: "containers side by side",
      bears: limits.maximumConcurrency.value,
      takes: seconds,
      turn: "`MAXIMUM_CONCURRENCY`, up to the account's 1 000, then its quota",
    },
    {
      limit: "messages in flight",
      bears: limits.sqsInFlight.value,
      takes: seconds,
      turn: "nothing: concurrency ends first",
    },
    {
      limit: "write units a second, table",
      bears: limits.dynamodbTableWrites.value,
      takes: writes,
      turn: "the table's quota, or warm throughput",
    },
    {
      limit: "write units a second, one product's text",
      bears: limits.dynamodbPartitionWrites.value,
      // A claim of a text that exists is refused, and paid by the size of what is there.
      takes: (perSecond / load.products) * 4,
      turn: "nothing before a product is asked for 250 times a second; then a local memory of texts",
    },
    {
      limit: "tokens of the model a minute",
      bears: limits.bedrockTokensPerMinute.value,
      takes: freshPerSecond * 60 * measured.callsPerText.value * tokens,
      turn: "the model's quota; a profile over more regions; a second provider",
    },
  ];
}
