import { ServiceError } from "./errors.ts";
import { describeSetting, type Environment, settingNames } from "./settings.ts";
import type { Redactor } from "./redactor.ts";

const referencePrefix = "ssm:";

/** Fetches parameters by name, decrypted. Names that don't exist are left out of the answer. */
export type FetchParameters = (names: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/**
 * Replaces every `ssm:/path/name` in the settings by the parameter it points to, so that no secret stands in the
 * function's configuration or in the template, and makes all secret values known to the redactor.
 *
 * @throws ServiceError `SECRET_UNAVAILABLE`: retryable if SSM did not answer; not if a parameter does not exist, then it
 * names the variables.
 */
export async function resolveSecretReferences(
  environment: Environment,
  fetchParameters: FetchParameters,
  redactor: Redactor,
): Promise<Environment> {
  const references = new Map<string, string>();
  for (const name of settingNames) {
    const value = environment[name]?.trim();
    if (value?.startsWith(referencePrefix) === true) references.set(name, value.slice(referencePrefix.length).trim());
  }
  const wanted = new Set([...references.values()].filter((parameter) => parameter !== ""));
  const parameters = wanted.size === 0 ? new Map<string, string>() : await fetchAll(wanted, fetchParameters);

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
  for (const name of settingNames) {
    const value = resolved[name];
    if (describeSetting(name).secret === true && value !== undefined) redactor.add(value);
  }
  return resolved;
}

async function fetchAll(
  names: ReadonlySet<string>,
  fetchParameters: FetchParameters,
): Promise<ReadonlyMap<string, string>> {
  try {
    return await fetchParameters([...names]);
  } catch (error) {
    throw new ServiceError("SECRET_UNAVAILABLE", "SSM did not give the parameters that the settings refer to", {
      cause: error,
      retryable: true,
    });
  }
}
