/** An object whose fields are not known yet. */
export type UnknownFields = Readonly<Record<string, unknown>>;

/** Whether a value is an object with named fields. */
export function hasFields(value: unknown): value is UnknownFields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What kind of JSON value something is, with its article: `a list`. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** Who sends events that consist of records, by the source that the records name. */
const senders: Readonly<Record<string, string>> = {
  "aws:sqs": "SQS",
  "aws:sns": "SNS",
  "aws:s3": "S3",
  "aws:dynamodb": "DynamoDB Streams",
  "aws:kinesis": "Kinesis",
  "aws:ses": "SES",
  "aws:codecommit": "CodeCommit",
};

const within = (value: unknown, name: string): unknown => (hasFields(value) ? value[name] : undefined);
const isText = (value: unknown): value is string => typeof value === "string";

/** The forms of an HTTP request in payload format 2.0. */
const httpEvents = ["a function URL's HTTP event", "an HTTP API event (payload format 2.0)"] as const;

/** Whether an event is an HTTP request in payload format 2.0, of an HTTP API or a function URL. */
export function isHttpEvent(event: unknown): event is UnknownFields {
  const name = nameEvent(event);
  return httpEvents.some((each) => each === name);
}

/** Events that AWS sends as one object, by what tells them from all others. The first that fits names the event. */
const kinds: readonly (readonly [name: string, isOne: (event: UnknownFields) => boolean])[] = [
  ["a VPC Lattice event", ({ requestContext }) => isText(within(requestContext, "serviceArn"))],
  ["an event of an API's authorizer", (event) => isText(event["methodArn"]) || isText(event["routeArn"])],
  ["a load balancer's HTTP event", ({ requestContext }) => hasFields(within(requestContext, "elb"))],
  ["a WebSocket API event", ({ requestContext }) => isText(within(requestContext, "connectionId"))],
  [httpEvents[0], ({ requestContext }) => String(within(requestContext, "domainName")).includes(".lambda-url.")],
  [
    httpEvents[1],
    ({ version, requestContext }) =>
      hasFields(within(requestContext, "http")) || (version === "2.0" && hasFields(requestContext)),
  ],
  ["an API event of payload format 1.0 (REST)", ({ httpMethod }) => isText(httpMethod)],
  ["an SNS notification", ({ Type, TopicArn }) => Type === "Notification" && isText(TopicArn)],
  ["an SNS message about a subscription", ({ Type, TopicArn }) => isText(Type) && isText(TopicArn)],
  ["an EventBridge event", (event) => isText(event["detail-type"])],
  ["a CloudEvent", ({ specversion }) => isText(specversion)],
  [
    "a record of an asynchronous invocation",
    ({ requestPayload, requestContext }) => requestPayload !== undefined && hasFields(requestContext),
  ],
  [
    "a record of a stream's batch that was given up",
    (event) => ["KinesisBatchInfo", "DDBStreamBatchInfo", "KafkaBatchInfo"].some((name) => hasFields(event[name])),
  ],
  ["a CloudWatch Logs event", ({ awslogs }) => hasFields(awslogs)],
  ["a CloudWatch alarm", (event) => isText(event["alarmArn"]) || isText(event["AlarmName"])],
  ["a Cognito event", (event) => isText(event["triggerSource"]) || isText(event["identityPoolId"])],
  ["an S3 test event", (event) => event["Event"] === "s3:TestEvent"],
  ["an S3 Object Lambda event", ({ getObjectContext }) => hasFields(getObjectContext)],
  ["an S3 Batch Operations event", ({ invocationSchemaVersion }) => isText(invocationSchemaVersion)],
  ["a Firehose event", ({ deliveryStreamArn }) => isText(deliveryStreamArn)],
  ["a Kafka event", ({ eventSource }) => eventSource === "aws:kafka" || eventSource === "SelfManagedKafka"],
  ["an Amazon MQ event", ({ eventSource }) => eventSource === "aws:mq" || eventSource === "aws:rmq"],
  ["a DocumentDB event", ({ eventSource }) => eventSource === "aws:docdb"],
  ["a custom resource's event", (event) => isText(event["RequestType"]) && isText(event["ResponseURL"])],
  ["an AWS Config event", ({ invokingEvent }) => isText(invokingEvent)],
  ["a CodePipeline event", (event) => hasFields(event["CodePipeline.job"])],
  ["an AppSync event", ({ info }) => isText(within(info, "fieldName"))],
  ["a Lex event", ({ sessionState, currentIntent }) => hasFields(sessionState) || hasFields(currentIntent)],
];

/**
 * Names what AWS sends, by its form: `an SNS event (records: 2)`, `an EventBridge event`. Null for an object of no known
 * form; what is no object is named by its kind.
 */
export function nameEvent(event: unknown): string | null {
  if (!hasFields(event)) return kindOf(event);
  const { Records: records } = event;
  if (Array.isArray(records)) {
    const names = new Set(records.map((record) => senderOf(record) ?? "unknown"));
    return `an event of ${[...names].slice(0, 3).join(" and ") || "no"} records (${records.length})`;
  }
  const known = kinds.find(([, isOne]) => isOne(event))?.[0];
  return known ?? (records === undefined ? null : `an event whose Records are ${kindOf(records)}`);
}

/** Who sent a record, as it says itself; null where it does not. SNS alone begins the name with a capital. */
function senderOf(record: unknown): string | null {
  const source = within(record, "eventSource") ?? within(record, "EventSource");
  if (isText(source)) return senders[source] ?? JSON.stringify(source.slice(0, 40));
  return hasFields(within(record, "cf")) ? "CloudFront" : null;
}

/** Names one record of an event that is no SQS message: `of SNS`, `without messageId`. Null where it is a message. */
export function strangenessOf(record: unknown): string | null {
  if (!hasFields(record)) return kindOf(record);
  const sender = senderOf(record);
  if (sender !== null && sender !== "SQS") return `of ${sender}`;
  if (!isText(record["messageId"]) || record["messageId"] === "") return "without messageId";
  return isText(record["body"]) ? null : "without body";
}
