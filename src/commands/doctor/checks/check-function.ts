import {
  GetFunctionConfigurationCommand,
  type GetFunctionConfigurationCommandOutput,
  type LambdaClient,
} from "@aws-sdk/client-lambda";
import type { Deadline } from "../../../platform/deadline.ts";
import { awsFinding, nameOf } from "../aws-finding.ts";
import { fail, type Finding, ok, type Outcome } from "../check.ts";
import { deployCommand } from "../fix.ts";
import type { DoctorSetup, FoundFunction } from "../setup.ts";

/** How the template describes the function that delivers where API_ENABLED is false: a variable nobody reads would be none. */
const withoutApi = "Delivers one insight per message; the stage has no HTTP API";

/** Reads a function's own configuration, which the other checks rest on, and says whether it is ready to be invoked. */
export async function checkFunction(
  client: LambdaClient,
  name: string,
  setup: DoctorSetup,
  deadline: Deadline,
): Promise<Outcome<FoundFunction>> {
  let found: GetFunctionConfigurationCommandOutput;
  try {
    const command = new GetFunctionConfigurationCommand({ FunctionName: name });
    found = await client.send(command, { abortSignal: deadline.signal });
  } catch (error) {
    if (nameOf(error) === "ResourceNotFoundException") {
      const fix = `${deployCommand(setup)}; or see --stage and --region`;
      return { findings: [fail(`there is no function ${name} in ${setup.region}`, fix)], value: null };
    }
    const asked = {
      service: "Lambda",
      rights: `lambda:GetFunctionConfiguration on ${name}`,
      looking: "at the function",
    };
    return { findings: [awsFinding(error, asked, setup)], value: null };
  }
  const refused = found.Environment?.Error;
  if (refused !== undefined) {
    const fix = "allow yourself kms:Decrypt with the function's key";
    const reason = `${refused.ErrorCode ?? "no code"}: ${refused.Message ?? "no message"}`;
    return { findings: [fail(`the environment of ${name} can't be read: ${reason}`, fix)], value: null };
  }
  return {
    findings: [judge(name, found, setup)],
    value: {
      name,
      environment: { ...found.Environment?.Variables, AWS_REGION: setup.region },
      timeoutSeconds: found.Timeout ?? 3,
      place: placeOf(found.FunctionArn ?? "", setup),
      roleName: found.Role?.split("/").at(-1) ?? null,
      hasApi: found.Description !== withoutApi,
      hasVpc: (found.VpcConfig?.SubnetIds ?? []).length > 0,
    },
  };
}

function judge(name: string, found: GetFunctionConfigurationCommandOutput, setup: DoctorSetup): Finding {
  const { Runtime, Timeout, MemorySize, State, StateReason, LastUpdateStatus, LastUpdateStatusReason } = found;
  if (State !== "Active") {
    const fix =
      State === "Inactive"
        ? // Read as bytes, which both versions of the AWS CLI take for what it is.
          `wake it: echo '{"Records":[]}' | aws lambda invoke --region ${setup.region} --function-name ${name} --payload fileb:///dev/stdin /dev/stdout`
        : `wait for the deployment to end; if it stays so, deploy again: ${deployCommand(setup)}`;
    return fail(`${name} is ${State ?? "in no known state"}${because(StateReason)}`, fix);
  }
  if (LastUpdateStatus !== "Successful") {
    const fix =
      LastUpdateStatus === "InProgress" ? "wait for the deployment to end" : `deploy again: ${deployCommand(setup)}`;
    return fail(
      `the last update of ${name} is ${LastUpdateStatus ?? "unknown"}${because(LastUpdateStatusReason)}`,
      fix,
    );
  }
  return ok(`${name}: active, ${Runtime ?? "no runtime"}, ${Timeout ?? "?"} s, ${MemorySize ?? "?"} MB`);
}

function because(reason: string | undefined): string {
  return reason === undefined || reason === "" ? "" : `: ${reason}`;
}

function placeOf(functionArn: string, { region }: DoctorSetup): FoundFunction["place"] {
  const [, partition = "aws", , arnRegion = region, accountId = ""] = functionArn.split(":");
  return { partition, region: arnRegion, accountId };
}
