import { localBucketName } from "./local-aws.ts";
import type { OperatorTarget } from "./operator-target.ts";

/** The command that tells what became of a request. The stack's bucket is known; that of a deployment is the platform's. */
export function howToAskWhy(correlationId: string, { stage, endpoint }: OperatorTarget): string {
  const bucket = stage === "local" && endpoint !== null ? localBucketName : "BUCKET";
  const id = correlationId.startsWith("-") ? `-- ${correlationId}` : correlationId;
  const options = `--bucket ${bucket}${endpoint === null ? "" : ` --endpoint ${endpoint.origin}`}`;
  return `npm run why -- ${options} ${id}`;
}
