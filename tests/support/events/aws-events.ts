import { payload } from "./sqs-event.ts";

/** The JSON of a request, with `fields` in place of its own. */
export const requestText = (fields: Readonly<Record<string, unknown>> = {}): string => JSON.stringify(payload(fields));

/** An SNS notification as it stands in the body of an SQS message without raw delivery. */
export function snsNotification(Message: string, fields: Readonly<Record<string, unknown>> = {}): object {
  return {
    Type: "Notification",
    MessageId: "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
    TopicArn: "arn:aws:sns:us-east-2:123456789012:requests",
    Subject: "request",
    Message,
    Timestamp: "2026-11-20T12:00:00.000Z",
    SignatureVersion: "1",
    Signature: "EXAMPLE",
    ...fields,
  };
}

/** An event as EventBridge sends it to a target. */
export function eventBridgeEvent(detail: unknown, fields: Readonly<Record<string, unknown>> = {}): object {
  return {
    version: "0",
    id: "fe8d3c65-xmpl-c5c3-2c87-81584709a377",
    "detail-type": "insight wanted",
    source: "desk.scheduler",
    account: "123456789012",
    time: "2026-11-20T12:00:00Z",
    region: "us-east-2",
    resources: [],
    detail,
    ...fields,
  };
}

/** The record of an asynchronous invocation that failed, as Lambda sends it to a queue. */
export function invocationRecord(requestPayload: unknown, fields: Readonly<Record<string, unknown>> = {}): object {
  return {
    version: "1.0",
    timestamp: "2026-11-20T12:03:20.123Z",
    requestContext: {
      requestId: "e4b46cbf-b738-xmpl-8880-a18cdf61200e",
      functionArn: "arn:aws:lambda:us-east-2:123456789012:function:trader-data-llm-dev-prompts:$LATEST",
      condition: "RetriesExhausted",
      approximateInvokeCount: 3,
    },
    requestPayload,
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    responsePayload: { errorType: "CANDLES_UNAVAILABLE", errorMessage: "Coinbase answered 500", trace: [] },
    ...fields,
  };
}

const arn = (service: string, name: string): string => `arn:aws:${service}:us-east-2:123456789012:${name}`;

const s3Record = {
  eventVersion: "2.1",
  eventSource: "aws:s3",
  awsRegion: "us-east-2",
  eventName: "ObjectCreated:Put",
  s3: { bucket: { name: "trader-data" }, object: { key: "requests/1.json" } },
};

/** An SNS event of a subscribed function, whose message holds a request. */
export const snsEvent = (message: string): object => ({
  Records: [
    {
      EventSource: "aws:sns",
      EventVersion: "1.0",
      EventSubscriptionArn: arn("sns", "x"),
      Sns: snsNotification(message),
    },
  ],
});

/** What other services send to a function, each with words that must name it. None of it holds a request of ours. */
export const foreignEvents: readonly (readonly [named: string, event: unknown])[] = [
  ["SNS", snsEvent(requestText())],
  ["S3", { Records: [s3Record] }],
  ["S3 records (2)", { Records: [s3Record, s3Record] }],
  [
    "DynamoDB Streams",
    { Records: [{ eventID: "1", eventSource: "aws:dynamodb", eventName: "INSERT", dynamodb: { Keys: {} } }] },
  ],
  [
    "Kinesis",
    { Records: [{ eventSource: "aws:kinesis", eventID: "s:1", kinesis: { data: "e30=", partitionKey: "1" } }] },
  ],
  ["SES", { Records: [{ eventSource: "aws:ses", ses: { mail: {} } }] }],
  ["CodeCommit", { Records: [{ eventSource: "aws:codecommit", codecommit: {} }] }],
  ["CloudFront", { Records: [{ cf: { config: {}, request: {} } }] }],
  ['"minio:s3"', { Records: [{ ...s3Record, eventSource: "minio:s3" }] }],
  ["without messageId", { Records: [{ eventSource: "aws:sqs", body: requestText() }] }],
  ["without messageId", { Records: [{ body: requestText() }] }],
  ["without messageId", { Records: [{ messageId: "", body: requestText() }] }],
  ["without body", { Records: [{ messageId: "m-1" }] }],
  ["record 1 is null", { Records: [null] }],
  ["record 1 is a string", { Records: [requestText()] }],
  ["Records are an object", { Records: {} }],
  ["Records are null", { Records: null }],
  ["EventBridge", eventBridgeEvent({ "instance-id": "i-1", state: "running" }, { source: "aws.ec2" })],
  ["EventBridge", eventBridgeEvent({}, { "detail-type": "Scheduled Event", source: "aws.scheduler" })],
  ["EventBridge", eventBridgeEvent("{}", { "detail-type": "Scheduled Event", source: "aws.scheduler" })],
  ["EventBridge", eventBridgeEvent("at noon")],
  ["EventBridge", eventBridgeEvent(null)],
  ["CloudEvent", { specversion: "1.0", id: "1", source: "/desk", type: "wanted", data: { id: 1 } }],
  ["SNS notification", snsNotification("BTC-USD please")],
  ["subscription", snsNotification("You have chosen to subscribe", { Type: "SubscriptionConfirmation" })],
  ["CloudWatch Logs", { awslogs: { data: "H4sIAAAAAAAA" } }],
  ["CloudWatch alarm", { alarmArn: arn("cloudwatch", "alarm:x"), alarmData: {}, source: "aws.cloudwatch" }],
  [
    "Cognito",
    { version: "1", triggerSource: "PreSignUp_SignUp", userPoolId: "us-east-2_1", request: {}, response: {} },
  ],
  ["Cognito", { version: 2, eventType: "SyncTrigger", identityPoolId: "us-east-2:1" }],
  ["payload format 1.0", { resource: "/prompts", httpMethod: "POST", requestContext: {}, body: requestText() }],
  ["load balancer", { requestContext: { elb: { targetGroupArn: arn("elb", "t") } }, httpMethod: "POST", body: "{}" }],
  ["WebSocket", { requestContext: { connectionId: "c=", routeKey: "$default", eventType: "MESSAGE" }, body: "{}" }],
  ["authorizer", { type: "TOKEN", authorizationToken: "x", methodArn: arn("execute-api", "a/b") }],
  ["Lattice", { version: "2.0", requestContext: { serviceArn: arn("vpc-lattice", "s") }, body: "{}" }],
  ["S3 test event", { Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "trader-data" }],
  ["S3 Batch", { invocationSchemaVersion: "1.0", invocationId: "1", job: { id: "j" }, tasks: [] }],
  ["S3 Object Lambda", { getObjectContext: { outputRoute: "r" }, userRequest: {} }],
  ["Firehose", { invocationId: "1", deliveryStreamArn: arn("firehose", "d"), records: [{ data: "e30=" }] }],
  ["Kafka", { eventSource: "aws:kafka", eventSourceArn: arn("kafka", "k"), records: { "t-0": [] } }],
  ["MQ", { eventSource: "aws:mq", messages: [] }],
  ["DocumentDB", { eventSource: "aws:docdb", events: [] }],
  ["custom resource", { RequestType: "Create", ResponseURL: "https://example.com", StackId: "s" }],
  ["Config", { invokingEvent: "{}", configRuleName: "r" }],
  ["CodePipeline", { "CodePipeline.job": { id: "j" } }],
  ["AppSync", { info: { fieldName: "ask", parentTypeName: "Query" }, arguments: {} }],
  ["Lex", { sessionState: { intent: {} }, bot: {} }],
  ["given up", { requestContext: { condition: "RetryAttemptsExhausted" }, KinesisBatchInfo: { shardId: "s" } }],
  ["asynchronous invocation", invocationRecord({ Records: [s3Record] })],
  ["null", null],
  ["a string", "BTC-USD please"],
  ["a string", ""],
  ["a number", 7],
  ["a boolean", true],
  ["a list", [payload()]],
  ["a list", []],
];
