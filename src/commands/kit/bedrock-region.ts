import { defaultRegion } from "../../platform/config/deployed-names.ts";
import { settings } from "../../platform/config/settings.ts";

/** The region whose Bedrock a command asks: the setting's, else that of the operator's AWS, else the template's. */
export function bedrockRegion(environment: Readonly<Record<string, string | undefined>>): string {
  const names = [settings.bedrockRegion.name, "AWS_REGION", "AWS_DEFAULT_REGION"];
  return names.map((name) => environment[name] ?? "").find((value) => value !== "") ?? defaultRegion;
}
