import type { PromptsConfig } from "../../platform/config/config.ts";
import type { Deadline } from "../../platform/deadline.ts";
import type { RestingCheck } from "../../platform/config/setting.ts";
import { settingsOfCheck } from "../../platform/config/settings.ts";
import { skip, type Work } from "./check.ts";
import type { Plan, Planned } from "./plan.ts";
import type { SettingsReading } from "./read-settings.ts";
import type { FoundFunction } from "./setup.ts";

/** The function that delivers insights, and its settings. */
export interface Known {
  readonly config: PromptsConfig;
  readonly found: FoundFunction;
}

/** Plans the checks of what the function's settings name. */
export interface Subject {
  /** Begins a check once the settings are read. It is skipped where one that it rests on can't be used. */
  check<T>(name: RestingCheck, work: (known: Known, deadline: Deadline) => Work<T>): Planned<T>;
}

/** Makes the planner of checks that rest on these settings. */
export function planSubject(plan: Plan, prompts: Planned<FoundFunction>, reading: Planned<SettingsReading>): Subject {
  return {
    check(name, work) {
      return plan.after(name, reading, async ({ config, unusable }, deadline) => {
        const { value: found } = await prompts.outcome;
        const lacking = settingsOfCheck(name).filter((setting) => unusable.has(setting));
        if (lacking.length > 0) return [skip(`it needs ${lacking.join(", ")}`)];
        if (config === null || found === null) return [skip("it needs settings that can be read")];
        return await work({ config, found }, deadline);
      });
    },
  };
}
