import type { FunctionName, RestingCheck, Setting } from "./setting.ts";
import { settings } from "./settings/settings-table.cjs";

export { settings };
export type { FunctionName, Setting };

/** The name of a setting: its environment variable. */
export type SettingName = (typeof settings)[keyof typeof settings]["name"];

/** An environment: variable names with their values. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that can be looked up by its own name. */
type NamedSetting = Setting & { readonly name: SettingName };

const all: readonly NamedSetting[] = Object.values(settings);
const byName: ReadonlyMap<string, NamedSetting> = new Map(all.map((setting) => [setting.name, setting]));

/** The settings that a function of the service may be given, in the order of the table. */
export const functionSettings: readonly NamedSetting[] = all.filter(({ functions }) => functions.length > 0);

/** Their names. */
export const settingNames: readonly SettingName[] = functionSettings.map(({ name }) => name);

/** What is known of the setting `name`; undefined where there is none. */
export function describeSetting(name: SettingName): Setting;
export function describeSetting(name: string): Setting | undefined;
export function describeSetting(name: string): Setting | undefined {
  return byName.get(name);
}

/** Whether a setting is asked for where insights are posted as this environment says. */
export function isInUse(name: SettingName, environment: Environment): boolean {
  const { delivery } = describeSetting(name);
  if (delivery === undefined) return true;
  const { name: variable, default: preset } = settings.delivery;
  return delivery === ((environment[variable] ?? "").trim().toLowerCase() || preset);
}

/** The settings that a check of `npm run doctor` rests on. */
export function settingsOfCheck(check: RestingCheck): readonly SettingName[] {
  return functionSettings.filter(({ doctor }) => doctor?.includes(check) === true).map(({ name }) => name);
}
