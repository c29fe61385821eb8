import { ServiceError } from "../errors.ts";
import { describeSetting, type Environment, type SettingName, settingNames } from "./settings.ts";
import type { Redactor } from "../records/redactor.ts";

const referencePrefix = "ssm:";

/** Fetches parameters by name, decrypted. Names that don't exist are left out of the answer. */
export type FetchParameters = (names: readonly string[], signal?: AbortSignal) => Promise<ReadonlyMap<string, string>>;

/** The settings whose value is a reference, with the name of the parameter that each refers to. */
export function findReferences(environment: Environment): ReadonlyMap<SettingName, string> {
  const references = new Map<SettingName, string>();
  for (const name of settingNames) {
    const value = environment[name]?.trim();
    if (value?.startsWith(referencePrefix) === true) references.set(name, value.slice(referencePrefix.length).trim());
  }
  return references;
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
  const wanted = new Set([...references.values()].filter((parameter) => parameter !== ""));
  const parameters = wanted.size === 0 ? new Map<string, string>() : await fetchAll(wanted, fetchParameters, signal);

  const missing = [...references].filter(([, parameter]) => !parameters.has(parameter));
  if (missing.length > 0) {
    const list = missing.map(([name, parameter]) => `${name} refers to ${parameter || "no name"}`).join("; ");
    throw new ServiceError("SECRET_UNAVAILABLE", `SSM has no such parameter: ${list}`);
  }
  const resolved: Record<string, string | undefined> = { ...environment };
  for (const [name, parameter] of references) {
    const value = parameters.get(parameter);
    resolved[name] = value;
    if (value !== undefined) redactor.add(value);
  }
  teachSecrets(redactor, resolved);
  return resolved;
}

/** The variables by which Lambda and ECS hand the role's credentials to the SDK. */
const credentialsOfRole = ["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN"] as const;

/** Makes the value of every secret setting known to the redactor, and the credentials of the process's own role. */
export function teachSecrets(redactor: Redactor, environment: Environment): void {
  for (const name of settingNames) {
    const value = environment[name];
    if (describeSetting(name).secret === true && value !== undefined) redactor.add(value);
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
