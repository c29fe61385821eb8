import { GetParametersCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { FetchParameters } from "./secret-references.ts";

/** SSM's own bound on names in one GetParameters call. */
const namesPerCall = 10;

/**
 * Makes a {@link FetchParameters} on AWS Systems Manager: decrypted, side by side, in as few calls as SSM allows.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
 */
export function createSsmParameters(client: SSMClient = new SSMClient({})): FetchParameters {
  return async (names, signal) => {
    const parameters = new Map<string, string>();
    for (const { name, value } of await getSsmParameters(client, names, signal)) parameters.set(name, value);
    return parameters;
  };
}

/** A parameter as SSM holds it, its value decrypted. */
export interface SsmParameter {
  /** With the version or label that was asked for (`/path/name:3`). */
  readonly name: string;
  readonly value: string;
  /** `SecureString` is encrypted at rest. */
  readonly type: string;
}

/** Gets parameters by their names, those that exist. */
export async function getSsmParameters(
  client: SSMClient,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<readonly SsmParameter[]> {
  const pages: string[][] = [];
  for (let index = 0; index < names.length; index += namesPerCall) pages.push(names.slice(index, index + namesPerCall));
  const options = signal === undefined ? {} : { abortSignal: signal };
  const answers = await Promise.all(
    pages.map((page) => client.send(new GetParametersCommand({ Names: page, WithDecryption: true }), options)),
  );
  return answers
    .flatMap((answer) => answer.Parameters ?? [])
    .flatMap(({ Name, Value, Selector = "", Type = "" }) =>
      // A version or label that was asked for comes back apart from the name.
      Name === undefined || Value === undefined ? [] : [{ name: Name + Selector, value: Value, type: Type }],
    );
}
