import type { IAMClient } from "@aws-sdk/client-iam";
import type { Deadline } from "../../../platform/deadline.ts";
import { awsFinding, nameOf } from "../aws-finding.ts";
import { fail, type Finding, ok, type Outcome, skip } from "../check.ts";
import { deployCommand } from "../fix.ts";
import type { NeededAccess } from "../needed-access.ts";
import { readRole } from "../read-role.ts";
import { isAllowed, type PolicyStatement } from "../role-policy.ts";
import type { DoctorSetup, FoundFunction } from "../setup.ts";

/**
 * Holds a function's role against what its settings name now, their parameters resolved. They differ where a setting or a
 * parameter was changed and not deployed, or the role was changed by hand.
 */
export async function checkRole(
  client: IAMClient,
  found: FoundFunction,
  needed: readonly NeededAccess[],
  { setup, deadline }: { readonly setup: DoctorSetup; readonly deadline: Deadline },
): Promise<Outcome<readonly PolicyStatement[]>> {
  if (found.roleName === null) return { findings: [skip(`the role of ${found.name} is not told`)], value: null };
  let statements: readonly PolicyStatement[];
  try {
    statements = await readRole(client, found.roleName, deadline.signal);
  } catch (error) {
    return { findings: [formatUnread(error, found.roleName, setup)], value: null };
  }
  const missing = needed.filter((access) => !isAllowed(statements, access));
  const findings = [...groupByResource(missing)].map(([resource, accesses]) =>
    formatMissing(found.roleName ?? "", resource, accesses, setup),
  );
  if (findings.length > 0) return { findings, value: statements };
  return {
    findings: [ok(`${found.roleName} allows what the settings ask for (${needed.length} rights)`)],
    value: statements,
  };
}

function formatMissing(
  roleName: string,
  resource: string,
  accesses: readonly NeededAccess[],
  setup: DoctorSetup,
): Finding {
  const actions = [...new Set(accesses.map(({ action }) => action))].join(", ");
  const settings = [...new Set(accesses.map(({ setting }) => setting))].join(", ");
  const what = `role ${roleName} does not allow ${actions} on ${resource}, which ${settings} ${settings.includes(",") ? "name" : "names"} now`;
  const fix = `${deployCommand(setup)}, which makes the role anew from what settings and parameters hold; where the role was changed by hand, undo that`;
  return fail(what, fix);
}

function groupByResource(missing: readonly NeededAccess[]): Map<string, NeededAccess[]> {
  const groups = new Map<string, NeededAccess[]>();
  for (const access of missing) {
    const resource = access.resources.join(" or ");
    groups.set(resource, [...(groups.get(resource) ?? []), access]);
  }
  return groups;
}

function formatUnread(error: unknown, roleName: string, setup: DoctorSetup): Finding {
  if (nameOf(error).startsWith("NoSuchEntity")) {
    return fail(`there is no role ${roleName}, which the function is to run with`, deployCommand(setup));
  }
  const actions = "iam:ListRolePolicies, iam:GetRolePolicy and iam:ListAttachedRolePolicies";
  return awsFinding(
    error,
    { service: "IAM", rights: `${actions} on ${roleName}`, looking: "at the function's role" },
    setup,
  );
}
