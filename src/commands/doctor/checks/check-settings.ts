import { loadApiConfig } from "../../../platform/config/config.ts";
import { isServiceError } from "../../../platform/errors.ts";
import { type Environment, settings } from "../../../platform/config/settings.ts";
import { fail, type Finding, ok, type Outcome } from "../check.ts";
import type { ResolvedEnvironment } from "./check-parameters.ts";
import { setSetting } from "../fix.ts";
import { readProblems, readSettings, type SettingProblem, type SettingsReading } from "../read-settings.ts";
import type { DoctorSetup } from "../setup.ts";

/** Reads the settings of the function that delivers insights, each problem a line. */
export function checkPromptsSettings(resolved: ResolvedEnvironment, setup: DoctorSetup): Outcome<SettingsReading> {
  const reading = readSettings(resolved.environment, resolved.lacking);
  return { findings: tell(reading.problems, resolved, setup), value: reading };
}

/** Reads the settings of the function behind the HTTP API, and holds them against those of the other one. */
export function checkApiSettings(
  resolved: ResolvedEnvironment,
  prompts: Environment | null,
  setup: DoctorSetup,
): readonly Finding[] {
  const { environment, lacking, raw } = resolved;
  const problems = problemsOfApi(environment).filter(({ name }) => !lacking.has(name));
  const [queueUrl, readQueueUrl] = [environment[settings.queueUrl.name], prompts?.[settings.queueUrl.name]];
  if (problems.length === 0 && readQueueUrl !== undefined && queueUrl !== readQueueUrl) {
    const what = `${settings.queueUrl.name} is ${queueUrl ?? "not set"}, but the messages of ${readQueueUrl} are read`;
    return [fail(what, setSetting(settings.queueUrl.name, raw, setup))];
  }
  return tell(problems, resolved, setup);
}

/** What is wrong with the settings of the function behind the HTTP API. */
export function problemsOfApi(environment: Environment): readonly SettingProblem[] {
  try {
    loadApiConfig(environment);
    return [];
  } catch (error) {
    if (!isServiceError(error, "CONFIGURATION_INVALID")) throw error;
    return readProblems(error.details.problems ?? []);
  }
}

function tell(
  problems: readonly SettingProblem[],
  { raw, lacking }: ResolvedEnvironment,
  setup: DoctorSetup,
): readonly Finding[] {
  if (problems.length > 0) return problems.map(({ name, text }) => fail(text, setSetting(name, raw, setup)));
  return [ok(lacking.size === 0 ? "each is there and sound" : "sound, but for those whose parameter could not be had")];
}
