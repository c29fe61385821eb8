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
    const pages: string[][] = [];
    for (let index = 0; index < names.length; index += namesPerCall)
      pages.push(names.slice(index, index + namesPerCall));
    const answers = await Promise.all(
      pages.map((page) =>
        client.send(
          new GetParametersCommand({ Names: page, WithDecryption: true }),
          signal === undefined ? {} : { abortSignal: signal },
        ),
      ),
    );
    const parameters = new Map<string, string>();
    for (const parameter of answers.flatMap((answer) => answer.Parameters ?? [])) {
      if (parameter.Name === undefined || parameter.Value === undefined) continue;
      // A version or label that was asked for (`/path/name:3`) comes back apart from the name.
      parameters.set(`${parameter.Name}${parameter.Selector ?? ""}`, parameter.Value);
    }
    return parameters;
  };
}
