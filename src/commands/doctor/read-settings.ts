import { loadPromptsConfig, type PromptsConfig } from "../../platform/config/config.ts";
import { isServiceError } from "../../platform/errors.ts";
import {
  describeSetting,
  type Environment,
  type SettingName,
  settingNames,
  settings,
} from "../../platform/config/settings.ts";

/** What is wrong with one setting. */
export interface SettingProblem {
  readonly name: SettingName;
  /** Begins with the setting's name. */
  readonly text: string;
}

/** The settings of the `prompts` function, as far as they can be used. */
export interface SettingsReading {
  /** Null where they are wrong beyond repair. Its parts that rest on an unusable setting mean nothing. */
  readonly config: PromptsConfig | null;
  readonly problems: readonly SettingProblem[];
  /** The settings with a problem, and those that were said to lack. */
  readonly unusable: ReadonlySet<SettingName>;
}

/** Good as a text and as a URL, and an address of nobody (RFC 2606). */
const standIn = "https://stand-in.invalid";

/**
 * Reads the settings as the function does, but goes on after a problem: a setting that can't be used gets a stand-in, so that
 * the others can be told.
 *
 * @param lacking settings whose value could not be had; their absence is no problem of its own.
 */
export function readSettings(environment: Environment, lacking: ReadonlySet<SettingName>): SettingsReading {
  let usable = withStandIns(environment, lacking);
  const unusable = new Set(lacking);
  const problems: SettingProblem[] = [];
  // A stand-in may bring up a problem of its own, or show the next one; each round settles one setting at least.
  for (let round = 0; round <= settingNames.length; round += 1) {
    const found = problemsOf(usable);
    if (!Array.isArray(found)) return { config: found.config, problems, unusable };
    const fresh = found.filter(({ name }) => !unusable.has(name));
    if (fresh.length === 0) break;
    problems.push(...fresh);
    for (const { name } of fresh) unusable.add(name);
    usable = withStandIns(usable, new Set(fresh.map(({ name }) => name)));
  }
  return { config: null, problems, unusable };
}

function problemsOf(environment: Environment): SettingProblem[] | { readonly config: PromptsConfig } {
  try {
    return { config: loadPromptsConfig(environment) };
  } catch (error) {
    if (!isServiceError(error, "CONFIGURATION_INVALID")) throw error;
    return readProblems(error.details.problems ?? []);
  }
}

/** The problems of a `CONFIGURATION_INVALID`, each with the setting that it is about. */
export function readProblems(problems: readonly string[]): SettingProblem[] {
  return problems.flatMap((text) => {
    const name = settingNames.find((each) => text.startsWith(`${each} `));
    return name === undefined ? [] : [{ name, text }];
  });
}

function withStandIns(environment: Environment, names: ReadonlySet<SettingName>): Environment {
  const replaced = [...names].map((name) => [name, standInFor(name)] as const);
  return { ...environment, ...Object.fromEntries(replaced) };
}

/** A text or an address that nobody has; undefined, as if it were not set, for a setting that takes no such value. */
function standInFor(name: SettingName): string | undefined {
  if (name === settings.providers.name) return "none";
  const { kind } = describeSetting(name).check;
  if (kind === "webhooks") return `${standIn}/api/webhooks/00000/0000000000`;
  return kind === "text" || kind === "name" || kind === "url" || kind === "address" ? standIn : undefined;
}
