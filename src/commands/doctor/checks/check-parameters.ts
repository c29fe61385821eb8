import type { SSMClient } from "@aws-sdk/client-ssm";
import type { Deadline } from "../../../platform/deadline.ts";
import { createRedactor, type Redactor } from "../../../platform/records/redactor.ts";
import {
  findReferences,
  type Reference,
  resolveSecretReferences,
  teachSecrets,
} from "../../../platform/config/secret-references.ts";
import {
  describeSetting,
  type Environment,
  isInUse,
  type SettingName,
  settingNames,
} from "../../../platform/config/settings.ts";
import { partsOf } from "../../../platform/config/settings/setting-checks.cjs";
import { getSsmParameters, type SsmParameter } from "../../../platform/config/ssm-parameters.ts";
import { awsFinding, nameOf } from "../aws-finding.ts";
import { fail, type Finding, ok, type Outcome, skip } from "../check.ts";
import { deployCommand, putParameter, withoutSelector } from "../fix.ts";
import type { DoctorSetup } from "../setup.ts";

/** A function's environment with its references resolved, as far as their parameters exist. */
export interface ResolvedEnvironment {
  readonly environment: Environment;
  /** As the configuration has it. */
  readonly raw: Environment;
  /** The settings whose parameter could not be had. */
  readonly lacking: ReadonlySet<SettingName>;
}

/**
 * Resolves the `ssm:` references of a function's environment, as the function does at its start, and says what is secret and
 * not kept as a secret. From here on the redactor knows every secret.
 */
export async function checkParameters(
  client: SSMClient,
  environment: Environment,
  { setup, redactor, deadline }: { setup: DoctorSetup; redactor: Redactor; deadline: Deadline },
): Promise<Outcome<ResolvedEnvironment>> {
  const references = findReferences(environment);
  const names = [...new Set(references.map(({ parameter }) => parameter).filter((name) => name !== ""))];
  let found: readonly SsmParameter[] = [];
  const failures: Finding[] = [];
  try {
    found = await getSsmParameters(client, names, deadline.signal);
  } catch (error) {
    failures.push(
      nameOf(error) === "ValidationException"
        ? fail(
            `SSM takes one of these for no name: ${names.join(", ")}`,
            `fix the ssm: references in slsenvs.yml, then ${deployCommand(setup)}`,
          )
        : awsFinding(
            error,
            {
              service: "SSM",
              rights: "ssm:GetParameters, and kms:Decrypt with their key",
              looking: "at the parameters",
            },
            setup,
          ),
    );
  }
  const byName = new Map(found.map((parameter) => [parameter.name, parameter]));
  const missing = references.filter(({ parameter }) => !byName.has(parameter));
  const there = Object.fromEntries(missing.map(({ setting }) => [setting, undefined]));
  const resolved = await resolveSecretReferences(
    { ...environment, ...there },
    () => Promise.resolve(new Map(found.map(({ name, value }) => [name, value]))),
    // It takes every parameter for a secret, also a URL that the findings have to name.
    createRedactor(),
  );
  teachSecrets(redactor, resolved);
  for (const { type, value } of found) if (type !== "String") redactor.add(value);
  const findings = [
    ...failures,
    ...(failures.length > 0 ? [] : missing.map((reference) => formatMissing(reference, setup))),
    ...references.flatMap((reference) => formatPlain(reference, byName.get(reference.parameter), setup)),
    ...formatLiterals(environment, setup),
  ];
  const value = { environment: resolved, raw: environment, lacking: new Set(missing.map(({ setting }) => setting)) };
  if (findings.some(({ status }) => status === "FAIL")) return { findings, value };
  if (references.length === 0) {
    return { findings: findings.length > 0 ? findings : [skip("no setting refers to a parameter")], value };
  }
  return { findings: [...findings, ok(`${names.length} parameters, each there; secrets are SecureStrings`)], value };
}

function formatMissing({ setting, parameter }: Reference, setup: DoctorSetup): Finding {
  if (parameter === "") {
    return fail(
      `${setting} refers to no parameter: "ssm:"`,
      `name one: ${setting}: ssm:/path/name in slsenvs.yml, then ${deployCommand(setup)}`,
    );
  }
  return fail(`${setting} refers to ${parameter}, which is not there`, putParameter(setting, parameter, setup));
}

function formatPlain(
  { setting, parameter }: Reference,
  found: SsmParameter | undefined,
  setup: DoctorSetup,
): Finding[] {
  if (describeSetting(setting).secret !== true || found === undefined || found.type === "SecureString") return [];
  const what = `${parameter} (${setting}) is secret, but kept as a ${found.type || "plain text"}, which is not encrypted`;
  const { region } = setup;
  // SSM refuses to overwrite a parameter with another type.
  const fix = `aws ssm delete-parameter --region ${region} --name ${withoutSelector(parameter)}; ${putParameter(setting, parameter, setup)}; and make a new secret`;
  return [fail(what, fix)];
}

/** A secret that stands in the configuration is read by whoever may look at the function. */
function formatLiterals(environment: Environment, setup: DoctorSetup): Finding[] {
  const literals = settingNames.filter((name) => {
    const { secret, check } = describeSetting(name);
    const parts = partsOf(check, (environment[name] ?? "").trim()).filter(({ part }) => part !== "");
    return secret === true && isInUse(name, environment) && parts.some(({ part }) => !part.startsWith("ssm:"));
  });
  if (literals.length === 0) return [];
  if (setup.isEmbedded) {
    return [skip(`${literals.join(", ")}: as they are, for the embedded stack makes them up at its start`)];
  }
  return literals.map((name) => {
    const parameter = `/trader/${setup.stage}/${name.toLowerCase().replaceAll("_", "-")}`;
    const fix = `${putParameter(name, parameter, setup)}; then ${name}: ssm:${parameter} in slsenvs.yml, ${deployCommand(setup)}, and make a new secret`;
    return fail(`${name} stands in the function's configuration as it is`, fix);
  });
}
