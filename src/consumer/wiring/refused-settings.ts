import { functionSettings, type SettingName } from "../../platform/config/settings.ts";
import { isServiceError } from "../../platform/errors.ts";

/** The settings whose values a failure may have refused: none, unless it is a 401, a 403, a refused grant or a webhook that is gone. */
export function refusedSettings(error: unknown): readonly SettingName[] {
  if (!isServiceError(error)) return [];
  const { code, status } = error;
  // Whatever the token server refuses, it refuses the client; the others have more reasons than a key.
  const isGone = code === "DISCORD_MISCONFIGURED" && status === 404;
  const isRefusal = code === "TOKEN_REFUSED" || isGone || status === 401 || status === 403;
  if (!isRefusal) return [];
  return functionSettings.filter(({ refusedAs }) => refusedAs?.includes(code) === true).map(({ name }) => name);
}
