import type { Grammar } from "./channel-grammar.ts";
import { ServiceError } from "../errors.ts";
import { addressProblem } from "./upstream-address.cjs";
import { describeSetting, type Environment, type FunctionName, type SettingName } from "./settings.ts";

/** Reads settings one by one and collects what is wrong with them, so that one error can name it all. */
export interface SettingsReader {
  /** The trimmed value, else the default, else null. A missing required setting is a problem. */
  text(name: SettingName): string | null;
  /** Like `text`, for a setting that is required or has a default: "" stands in when it lacks, and the problem is noted. */
  required(name: SettingName): string;
  /** Like `required`, for a text that keeps a grammar; one that does not is a problem. */
  matching(name: SettingName, grammar: Grammar): string;
  /** An absolute http(s) URL without credentials and without a slash at its end; null where it lacks or is none. */
  url(name: SettingName): string | null;
  /** Like `url`, of a service that is asked: https, or http on loopback; `mayBePrivate`: also in a private network. */
  address(name: SettingName, rule?: { readonly mayBePrivate: boolean }): string | null;
  /** One of `allowed`. */
  oneOf<const T extends string>(name: SettingName, allowed: readonly T[], fallback: NoInfer<T>): T;
  /** The non-empty parts of a list separated by commas. */
  list(name: SettingName): readonly string[];
  /** A whole number in decimal digits of at least `min` and, where it is given, at most `max`; null where it lacks or is none. */
  count(name: SettingName, min: number, max?: number): number | null;
  /** Notes a problem that only the meaning of several settings together shows. */
  problem(name: SettingName, text: string): void;
  /** Throws `CONFIGURATION_INVALID`, naming every problem, if there is one. */
  finish(): void;
}

/**
 * Makes a reader of `environment` for one function. A blank value counts as not set. No value of a secret is ever part of
 * a problem's text.
 */
export function createSettingsReader(environment: Environment, functionName: FunctionName): SettingsReader {
  const problems: string[] = [];
  const problem = (name: SettingName, text: string): void => void problems.push(`${name} ${text}`);

  const text = (name: SettingName): string | null => {
    const value = environment[name]?.trim();
    if (value !== undefined && value !== "") return value;
    const setting = describeSetting(name);
    if (setting.default !== undefined) return setting.default;
    if (setting.requiredBy?.includes(functionName) === true) problem(name, `is not set (${setting.meaning})`);
    return null;
  };

  return {
    text,
    required: (name) => text(name) ?? "",
    matching(name, { pattern, allowed }) {
      const value = text(name) ?? "";
      if (value !== "" && !pattern.test(value)) problem(name, `must be ${allowed}, not ${shown(name, value)}`);
      return value;
    },
    url(name) {
      const value = text(name);
      if (value === null) return null;
      const parsed = URL.parse(value);
      if (parsed === null || !["http:", "https:"].includes(parsed.protocol)) {
        problem(name, `must be an http or https URL, ${shown(name, value)} is none`);
        return null;
      }
      if (parsed.username !== "" || parsed.password !== "") {
        problem(name, "must hold no user name and no password: they can't be sent in a URL");
        return null;
      }
      return value.replace(/\/+$/, "");
    },
    address(name, rule) {
      const value = text(name);
      if (value === null) return null;
      const wrong = addressProblem(value, rule);
      if (wrong === null) return value.replace(/\/+$/, "");
      problem(name, wrong);
      return null;
    },
    oneOf(name, allowed, fallback) {
      const value = text(name);
      if (value === null) return fallback;
      const known = allowed.find((candidate) => candidate === value.toLowerCase());
      if (known === undefined) problem(name, `must be one of ${allowed.join(", ")}, not ${shown(name, value)}`);
      return known ?? fallback;
    },
    list: (name) =>
      (text(name) ?? "")
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    count(name, min, max) {
      const value = text(name);
      if (value === null) return null;
      // `Number` alone would take "1e1", "0x10" and "1.0" as well.
      const parsed = /^\d+$/.test(value) ? Number(value) : Number.NaN;
      if (Number.isSafeInteger(parsed) && parsed >= min && parsed <= (max ?? parsed)) return parsed;
      const allowed = max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
      problem(name, `must be a whole number ${allowed}, not ${shown(name, value)}`);
      return null;
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
function shown(name: SettingName, value: string): string {
  return describeSetting(name).secret === true || value.includes("@") ? "its value" : JSON.stringify(value);
}
