import { defaultRegion } from "../../platform/config/deployed-names.ts";
import { howToAskWhy } from "../kit/how-to-ask-why.ts";
import { type OperatorTarget, targetArguments } from "../kit/operator-target.ts";
import type { Stack } from "../../emulators/stack.ts";

/** Says how to send messages to a stack that is kept up, and where to look for what became of them. */
export function formatHowToSend(stack: Stack, workbenchUrl: string, productId: string, prompt: string): string {
  const payload = JSON.stringify({ correlation_id: "my-request-2", product_id: productId, prompt });
  const message = JSON.stringify({ QueueUrl: stack.queueUrl, MessageBody: payload });
  const { AWS_ENDPOINT_URL_SQS: endpoint } = stack.environment;
  const target: OperatorTarget = { stage: "local", region: defaultRegion, endpoint: new URL(stack.awsUrl) };
  const here = targetArguments(target);
  return `
The stack stays up; Ctrl-C ends it. It is one AWS at ${stack.awsUrl}, for AWS_ENDPOINT_URL and --endpoint.

See it in the browser: ${workbenchUrl}

Send a message (each correlation_id is answered once):

  npm run send -- ${productId} --prompt ${prompt} --correlation-id my-request-1 ${here}
  curl -sS ${endpoint}/ -H 'content-type: application/x-amz-json-1.0' -H 'x-amz-target: AmazonSQS.SendMessage' -d '${message}'

Read what ${stack.discord === null ? "the Assistant inbox" : "the server in Discord's place"} received, why it was that, and what was given up:

  curl -sS ${stack.discord === null ? `${stack.inbox.url}/notifications` : `${stack.discord.url}/messages`}
  ${howToAskWhy("my-request-1", target)}
  npm run recent -- ${here}
  npm run dlq -- list ${here}

See whether anything stands in a message's way:

  npm run doctor -- ${here}
`;
}
