import { SSMClient } from "@aws-sdk/client-ssm";
import { onTestFinished } from "vitest";
import type { Fault } from "../../../src/emulators/http-server.ts";
import type { FetchParameters } from "../../../src/platform/config/secret-references.ts";
import { createSsmParameters } from "../../../src/platform/config/ssm-parameters.ts";
import { startSsmServer } from "./ssm-server.ts";

/** SSM over a real socket, whose parameters and health a test changes. */
export interface Vault {
  readonly url: string;
  readonly fetchParameters: FetchParameters;
  /** What is stored, by name. */
  readonly parameters: Record<string, string>;
  /** What is wrong with it; undefined while all is well. */
  fault: Fault | undefined;
  /** GetParameters calls so far, those included that a fault befell. */
  readonly callCount: () => number;
}

/** Opens a vault until the test has finished. */
export async function openVault(parameters: Record<string, string>): Promise<Vault> {
  let calls = 0;
  const server = await startSsmServer(parameters, () => {
    calls += 1;
    return vault.fault;
  });
  const aws = { region: "us-east-1", credentials: { accessKeyId: "local-id", secretAccessKey: "local-secret" } };
  const client = new SSMClient({ ...aws, endpoint: server.url, maxAttempts: 1 });
  onTestFinished(async () => {
    client.destroy();
    await server.stop();
  });
  const vault: Vault = {
    url: server.url,
    fetchParameters: createSsmParameters(client),
    parameters,
    fault: undefined,
    callCount: () => calls,
  };
  return vault;
}
