import type { HttpAnswer, HttpHandler } from "../http-server.ts";

/** A role with its inline policies, by their names, and the managed ones that are attached to it, by their ARNs. */
export interface DescribedRole {
  readonly name: string;
  readonly policies: Readonly<Record<string, object>>;
  readonly attached?: Readonly<Record<string, object>> | undefined;
}

/**
 * Answers IAM's GetRole, ListRolePolicies, GetRolePolicy, ListAttachedRolePolicies, GetPolicy and GetPolicyVersion over its
 * query protocol, for these roles. Documents are percent-encoded JSON, as IAM gives them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html
 */
export function createIamApi(roles: readonly DescribedRole[], accountId: string): HttpHandler {
  const arnOf = (name: string): string => `arn:aws:iam::${accountId}:role/${name}`;

  return ({ body }) => {
    const form = new URLSearchParams(body);
    const action = form.get("Action") ?? "";
    if (action === "GetPolicy" || action === "GetPolicyVersion") {
      const arn = form.get("PolicyArn") ?? "";
      const document = roles.map(({ attached = {} }) => attached[arn]).find((each) => each !== undefined);
      if (document === undefined) return refusal(404, "NoSuchEntity", `Policy ${arn} does not exist`);
      return action === "GetPolicy"
        ? answer(action, `<Policy><Arn>${arn}</Arn><DefaultVersionId>v1</DefaultVersionId></Policy>`)
        : answer(
            action,
            `<PolicyVersion><Document>${encode(document)}</Document><VersionId>v1</VersionId></PolicyVersion>`,
          );
    }
    const roleName = form.get("RoleName") ?? "";
    const role = roles.find(({ name }) => name === roleName);
    if (role === undefined) return refusal(404, "NoSuchEntity", `The role with name ${roleName} cannot be found.`);
    switch (action) {
      case "GetRole":
        return answer(
          action,
          `<Role><RoleName>${roleName}</RoleName><Arn>${arnOf(roleName)}</Arn><Path>/</Path></Role>`,
        );
      case "ListRolePolicies":
        return answer(
          action,
          `<IsTruncated>false</IsTruncated><PolicyNames>${members(Object.keys(role.policies))}</PolicyNames>`,
        );
      case "ListAttachedRolePolicies": {
        const arns = Object.keys(role.attached ?? {});
        const attached = arns.map(
          (arn) => `<PolicyArn>${arn}</PolicyArn><PolicyName>${arn.split("/").at(-1)}</PolicyName>`,
        );
        return answer(
          action,
          `<IsTruncated>false</IsTruncated><AttachedPolicies>${members(attached)}</AttachedPolicies>`,
        );
      }
      case "GetRolePolicy": {
        const policyName = form.get("PolicyName") ?? "";
        const document = role.policies[policyName];
        if (document === undefined)
          return refusal(404, "NoSuchEntity", `The role policy with name ${policyName} cannot be found.`);
        return answer(
          action,
          `<RoleName>${roleName}</RoleName><PolicyName>${policyName}</PolicyName><PolicyDocument>${encode(document)}</PolicyDocument>`,
        );
      }
      default:
        return refusal(400, "InvalidAction", `Could not find operation ${action} here`);
    }
  };
}

/** Percent-encoding leaves nothing that XML would take for its own. */
function encode(document: object): string {
  return encodeURIComponent(JSON.stringify(document)).replaceAll("'", "%27");
}

function members(texts: readonly string[]): string {
  return texts.map((text) => `<member>${text}</member>`).join("");
}

function answer(action: string, result: string): HttpAnswer {
  const body = `<${action}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><${action}Result>${result}</${action}Result></${action}Response>`;
  return { status: 200, headers: { "content-type": "text/xml" }, body };
}

function refusal(status: number, code: string, message: string): HttpAnswer {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message.replaceAll(/[<&]/g, "?")}</Message></Error>`;
  return { status, headers: { "content-type": "text/xml" }, body: `<ErrorResponse>${error}</ErrorResponse>` };
}
