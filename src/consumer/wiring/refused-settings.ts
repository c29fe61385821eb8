import { type ErrorCode, isServiceError } from "../../platform/errors.ts";
import type { SettingName } from "../../platform/config/settings.ts";

const tokenSettings: readonly SettingName[] = [
  "AUTH0_OAUTH_URL",
  "AUTH0_ASSISTANT_CLIENT_ID",
  "AUTH0_ASSISTANT_CLIENT_SECRET",
  "AUTH0_ASSISTANT_AUDIENCE",
];

/** Whatever the token server refuses, it refuses the client; the others have more reasons than a key. */
const settingsBehind: Readonly<Partial<Record<ErrorCode, readonly SettingName[]>>> = {
  TOKEN_REFUSED: tokenSettings,
  ASSISTANT_UNAUTHORIZED: ["ASSISTANT_API_KEY", ...tokenSettings],
  CANDLES_REJECTED: ["COINBASE_API_KEY", "COINBASE_API_SECRET"],
  MODEL_MISCONFIGURED: ["OLLAMA_API_KEY"],
};

/** The settings whose values a failure may have refused: none, unless it is a 401, a 403 or a refused grant. */
export function refusedSettings(error: unknown): readonly SettingName[] {
  if (!isServiceError(error)) return [];
  const { status } = error.details;
  const isRefusal = error.code === "TOKEN_REFUSED" || status === 401 || status === 403;
  return isRefusal ? (settingsBehind[error.code] ?? []) : [];
}
