import { type AskedOfAws, formatAwsFailure } from "../kit/format-aws-failure.ts";
import { fail, type Finding } from "./check.ts";
import type { DoctorSetup } from "./setup.ts";

const credentials = /Credential|Token|Signature|InvalidAccessKeyId|UnrecognizedClient|RequestExpired/;

/**
 * Says why a call of AWS failed, where that is not about what was asked for, and what fixes it.
 *
 * @param looking what the call was to look at: `at the function`.
 */
export function awsFinding(
  error: unknown,
  asked: Pick<AskedOfAws, "service" | "rights"> & { readonly looking: string },
  { endpoint, profile }: DoctorSetup,
): Finding {
  const { looking, ...call } = asked;
  const told = formatAwsFailure(error, { ...call, endpoint, profile, denied: `does not let you look ${looking}` });
  return fail(told, fixFor(error, asked.rights, profile));
}

function fixFor(error: unknown, rights: string, profile: string | undefined): string {
  // S3 answers 403 to these, too.
  if (credentials.test(nameOf(error))) {
    if (profile === undefined) return "set AWS_PROFILE, or aws sso login; then try again";
    return `see whether there is a profile ${profile} (aws configure list --profile ${profile}), or aws sso login --profile ${profile}; then try again`;
  }
  if (statusOf(error) === 403 || nameOf(error).startsWith("AccessDenied")) {
    return `allow yourself ${rights}: the checks are made with your credentials, not the function's`;
  }
  if (statusOf(error) === undefined) return "see --region, --endpoint and your network; then try again";
  return "try again; if it stays so, see what it says";
}

/** The HTTP status that AWS answered with; undefined where there was no answer. */
export function statusOf(error: unknown): number | undefined {
  const status: unknown = Reflect.get(Object(Reflect.get(Object(error), "$metadata")), "httpStatusCode");
  return typeof status === "number" ? status : undefined;
}

/** The name that AWS gave to its error; empty where it is none. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}
