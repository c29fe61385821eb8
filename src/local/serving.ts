import type { Stack } from "./stack.ts";

/** Says how to send messages to a stack that is kept up, and where to look for what became of them. */
export function tellHowToSend(stack: Stack, productId: string, prompt: string): string {
  const payload = JSON.stringify({ correlation_id: "my-request-1", product_id: productId, prompt });
  const message = JSON.stringify({ QueueUrl: stack.queueUrl, MessageBody: payload });
  const {
    AWS_ENDPOINT_URL_SQS: endpoint,
    AWS_ENDPOINT_URL_S3: s3,
    DATA_COLLECTION_BUCKET_NAME: bucket,
  } = stack.environment;
  return `
The stack stays up; Ctrl-C ends it.

Send a message (each correlation_id is answered once):

  curl -sS ${endpoint}/ -H 'content-type: application/x-amz-json-1.0' -H 'x-amz-target: AmazonSQS.SendMessage' -d '${message}'

Read what the Assistant inbox received, and why it was that:

  curl -sS ${stack.inbox.url}/notifications
  npm run why -- my-request-1 --endpoint ${s3} --bucket ${bucket}
`;
}
