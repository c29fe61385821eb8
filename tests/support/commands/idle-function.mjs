/**
 * A Lambda function that answers an empty batch and a request without a body as the service's own would.
 *
 * @param {object} event
 */
export const handler = (event) =>
  Promise.resolve("Records" in event ? { batchItemFailures: [] } : { statusCode: 400, body: "{}" });
