import { ServiceError } from "../errors.ts";
import type { SettingCheck } from "./setting.ts";
import type { Environment, FunctionName, Setting } from "./settings.ts";
import { allowedBy, isAllowed, listOf } from "./settings/setting-checks.cjs";
import { addressProblem } from "./upstream-address.cjs";

/** A setting whose check is of the kind `Kind`. */
type SettingOf<Kind extends SettingCheck["kind"]> = Setting & {
  readonly check: Extract<SettingCheck, { readonly kind: Kind }>;
};

/** A setting that is one of the words `T`, with one of them as its default. */
type ChoiceSetting<T extends string> = Omit<Setting, "check" | "default"> & {
  readonly check: { readonly kind: "choice"; readonly allowed: readonly T[] };
  readonly default: NoInfer<T>;
};

/**
 * Reads settings one by one and collects what is wrong with them, so that one error can name it all. What a value has to be
 * stands in the table of settings; a setting whose check is of another kind is refused by the compiler.
 */
export interface SettingsReader {
  /** The trimmed value, else the default, else null. A missing required setting is a problem. */
  text(setting: Setting): string | null;
  /** Like `text`, for a setting that is required or has a default: "" stands in when it lacks, and the problem is noted. */
  required(setting: Setting): string;
  /** Like `text`, for a text that keeps a grammar; null, and a problem, where it does not. */
  matching(setting: SettingOf<"match">): string | null;
  /** An absolute http(s) URL without credentials and without a slash at its end; null where it lacks or is none. */
  url(setting: SettingOf<"url">): string | null;
  /** Like `url`, of a service that is asked: https, or http on loopback or where the setting's check allows it. */
  address(setting: SettingOf<"address">): string | null;
  /** One of the words that the setting allows, in any case; its default where it lacks or is none of them. */
  choice<const T extends string>(setting: ChoiceSetting<T>): T;
  /** The parts of a list separated by commas that are not blank. */
  list(setting: SettingOf<"list">): readonly string[];
  /** A whole number within the setting's bounds; null where it lacks or is none. */
  count(setting: SettingOf<"count">): number | null;
  /** Two settings of which each can't be without the other: null for the one that lacks, a problem where the other does not. */
  pair(first: Setting, second: Setting): readonly [string | null, string | null];
  /** Notes a problem that only the meaning of several settings together shows. */
  problem(setting: Setting, text: string): void;
  /** Throws `CONFIGURATION_INVALID`, naming every problem, if there is one. */
  finish(): void;
}

/**
 * Makes a reader of `environment` for one function. A blank value counts as not set. No value of a secret is ever part of
 * a problem's text.
 */
export function createSettingsReader(environment: Environment, functionName: FunctionName): SettingsReader {
  const problems: string[] = [];
  const problem = ({ name }: Setting, text: string): void => void problems.push(`${name} ${text}`);

  const text = (setting: Setting): string | null => {
    const value = environment[setting.name]?.trim();
    if (value !== undefined && value !== "") return value;
    if (setting.default !== undefined) return setting.default;
    const isNeeded = setting.required === true && setting.functions.includes(functionName);
    if (isNeeded) problem(setting, `is not set (${setting.meaning})`);
    return null;
  };

  /** The value where its check allows it. */
  const sound = (setting: Setting): string | null => {
    const value = text(setting);
    if (value === null || isAllowed(setting.check, value)) return value;
    problem(setting, `must be ${allowedBy(setting.check)}, not ${shown(setting, value)}`);
    return null;
  };

  return {
    text,
    required: (setting) => text(setting) ?? "",
    matching: sound,
    url(setting) {
      const value = text(setting);
      if (value === null) return null;
      const parsed = URL.parse(value);
      if (parsed === null || !["http:", "https:"].includes(parsed.protocol)) {
        problem(setting, `must be an http or https URL, ${shown(setting, value)} is none`);
        return null;
      }
      if (parsed.username !== "" || parsed.password !== "") {
        problem(setting, "must hold no user name and no password: they can't be sent in a URL");
        return null;
      }
      return value.replace(/\/+$/, "");
    },
    address(setting) {
      const value = text(setting);
      if (value === null) return null;
      const wrong = addressProblem(value, setting.check);
      if (wrong === null) return value.replace(/\/+$/, "");
      problem(setting, wrong);
      return null;
    },
    choice<const T extends string>(setting: ChoiceSetting<T>): T {
      const value = sound(setting)?.toLowerCase();
      return setting.check.allowed.find((word) => word === value) ?? setting.default;
    },
    list: (setting) => listOf(text(setting) ?? ""),
    count(setting) {
      const value = sound(setting);
      return value === null ? null : Number(value);
    },
    pair(first, second) {
      const values = [text(first), text(second)] as const;
      if (values[0] === null && values[1] !== null) problem(first, `is not set, but ${second.name} is`);
      if (values[0] !== null && values[1] === null) problem(second, `is not set, but ${first.name} is`);
      return values;
    },
    problem,
    finish() {
      if (problems.length === 0) return;
      throw new ServiceError("CONFIGURATION_INVALID", `The configuration is not usable: ${problems.join("; ")}`, {
        details: { problems },
      });
    },
  };
}

/** A setting's value as a problem quotes it; a secret is not quoted, nor what may hold one (`https://user:password@host`). */
function shown({ secret }: Setting, value: string): string {
  return secret === true || value.includes("@") ? "its value" : JSON.stringify(value);
}
