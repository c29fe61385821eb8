import type { FaultHook } from "../../../src/emulators/http-server.ts";

/** A fault of the requests to DynamoDB about one table. */
export function ofTable(name: string, fault: FaultHook): FaultHook {
  return (request) => (request.body.includes(`"TableName":"${name}"`) ? fault(request) : undefined);
}
