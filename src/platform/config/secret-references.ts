import { ServiceError } from "../errors.ts";
import { describeSetting, type Environment, isInUse, type SettingName, settingNames } from "./settings.ts";
import { partsOf } from "./settings/setting-checks.cjs";
import type { Redactor } from "../records/redactor.ts";

const referencePrefix = "ssm:";

/** Fetches parameters by name, decrypted. Names that don't exist are left out of the answer. */
export type FetchParameters = (names: readonly string[], signal?: AbortSignal) => Promise<ReadonlyMap<string, string>>;

/** A setting whose value, or a part of it, is a reference. */
export interface Reference {
  readonly setting: SettingName;
  /** The name of the parameter; "" where it names none. */
  readonly parameter: string;
}

/** What the settings of an environment refer to. A setting of another delivery than the chosen one refers to nothing. */
export function findReferences(environment: Environment): readonly Reference[] {
  return settingNames.flatMap((setting) => {
    const value = environment[setting]?.trim();
    if (value === undefined || !value.includes(referencePrefix) || !isInUse(setting, environment)) return [];
    return partsOf(describeSetting(setting).check, value).flatMap(({ part }) => {
      const parameter = parameterOf(part);
      return parameter === null ? [] : [{ setting, parameter }];
    });
  });
}

function parameterOf(part: string): string | null {
  return part.startsWith(referencePrefix) ? part.slice(referencePrefix.length).trim() : null;
}

/**
 * Replaces every `ssm:/path/name` in the settings by the parameter it points to, so that no secret stands in the
 * function's configuration or in the template, and makes all secret values known to the redactor.
 *
 * @param signal gives SSM up.
 * @throws ServiceError `SECRET_UNAVAILABLE`: retryable if SSM did not answer; not if a parameter does not exist, then it
 * names the variables.
 */
export async function resolveSecretReferences(
  environment: Environment,
  fetchParameters: FetchParameters,
  redactor: Redactor,
  signal?: AbortSignal,
): Promise<Environment> {
  const references = findReferences(environment);
  const wanted = new Set(references.map(({ parameter }) => parameter).filter((parameter) => parameter !== ""));
  const parameters = wanted.size === 0 ? new Map<string, string>() : await fetchAll(wanted, fetchParameters, signal);

  const missing = references.filter(({ parameter }) => !parameters.has(parameter));
  if (missing.length > 0) {
    const list = missing.map(({ setting, parameter }) => `${setting} refers to ${parameter || "no name"}`).join("; ");
    throw new ServiceError("SECRET_UNAVAILABLE", `SSM has no such parameter: ${list}`);
  }
  const resolved: Record<string, string | undefined> = { ...environment };
  for (const setting of new Set(references.map((reference) => reference.setting))) {
    resolved[setting] = partsOf(describeSetting(setting).check, environment[setting]?.trim() ?? "")
      .map(({ before, part }) => {
        const parameter = parameterOf(part);
        const value = parameter === null ? part : (parameters.get(parameter) ?? "");
        redactor.add(value);
        return `${before}${value}`;
      })
      .join(",");
  }
  teachSecrets(redactor, resolved);
  return resolved;
}

/** The variables by which Lambda and ECS hand the role's credentials to the SDK. */
const credentialsOfRole = ["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN"] as const;

/** Makes the value of every secret setting known to the redactor, and the credentials of the process's own role. */
export function teachSecrets(redactor: Redactor, environment: Environment): void {
  for (const name of settingNames) {
    const { secret, check } = describeSetting(name);
    if (secret !== true) continue;
    for (const { part } of partsOf(check, environment[name] ?? "")) redactor.add(part);
  }
  for (const name of credentialsOfRole) redactor.add(environment[name] ?? "");
}

async function fetchAll(
  names: ReadonlySet<string>,
  fetchParameters: FetchParameters,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, string>> {
  try {
    return await fetchParameters([...names], signal);
  } catch (error) {
    throw new ServiceError("SECRET_UNAVAILABLE", "SSM did not give the parameters that the settings refer to", {
      cause: error,
      retryable: true,
    });
  }
}
