import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRolePolicyCommand,
  type IAMClient,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
} from "@aws-sdk/client-iam";
import { parseJson } from "../../platform/http/http.ts";
import { type PolicyStatement, readPolicy } from "./role-policy.ts";

/**
 * Every statement of a role: of its inline policies, and of the managed ones that are attached to it.
 *
 * @throws what IAM answers, and an Error for a document that can't be read.
 */
export async function readRole(
  client: IAMClient,
  RoleName: string,
  abortSignal: AbortSignal,
): Promise<readonly PolicyStatement[]> {
  const documents: (string | undefined)[] = [];
  for await (const { PolicyNames = [] } of paginateListRolePolicies({ client }, { RoleName }, { abortSignal })) {
    for (const PolicyName of PolicyNames) {
      const found = await client.send(new GetRolePolicyCommand({ RoleName, PolicyName }), { abortSignal });
      documents.push(found.PolicyDocument);
    }
  }
  for await (const { AttachedPolicies = [] } of paginateListAttachedRolePolicies(
    { client },
    { RoleName },
    { abortSignal },
  )) {
    for (const { PolicyArn = "" } of AttachedPolicies) {
      const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn }), { abortSignal });
      const version = new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId });
      documents.push((await client.send(version, { abortSignal })).PolicyVersion?.Document);
    }
  }
  return documents.flatMap((document = "") => {
    const statements = readPolicy(parseJson(decodeURIComponent(document)));
    if (statements === null) throw new Error(`A policy of role ${RoleName} can't be read`);
    return statements;
  });
}
