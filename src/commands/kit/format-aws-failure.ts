import { errorCodeOf } from "../../platform/describe-error.ts";
import { printableLine } from "./printable.ts";

/** What was asked of AWS. */
export interface AskedOfAws {
  /** As people call it: `S3`, `SQS`. */
  readonly service: string;
  /** Null is AWS itself. */
  readonly endpoint: URL | null;
  /** What can't be done now, behind the service's name: `denied access to queue prompts`. */
  readonly denied: string;
  /** The rights that it takes: `sqs:SendMessage on prompts`. */
  readonly rights: string;
  /** The AWS profile that was chosen. Default: none that is known. */
  readonly profile?: string | undefined;
}

/** Names that AWS and the SDK give to credentials that are wrong, and not merely too weak. */
const badCredentials =
  /^(InvalidAccessKeyId|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature|MissingAuthenticationToken\w*|ExpiredToken\w*|RequestExpired|RequestTimeTooSkewed|InvalidToken|InvalidSecurity|TokenRefreshRequired)$/;

/** Says in one line why a call to AWS failed. What is missing there (a queue, a bucket) its caller can name better. */
export function formatAwsFailure(error: unknown, { service, endpoint, denied, rights, profile }: AskedOfAws): string {
  const where = awsName(service, endpoint);
  const { name, message } = error instanceof Error ? error : { name: "Error", message: String(error) };
  const reason = printableLine(message.split("\n")[0] ?? "", 500);
  if (name.startsWith("CredentialsProviderError") || name === "TokenProviderError") {
    const source =
      profile === undefined ? "AWS_PROFILE, aws sso login, ..." : `AWS_PROFILE is ${printableLine(profile, 100)}`;
    return `There are no usable AWS credentials (${source}): ${reason}`;
  }
  if (badCredentials.test(name)) return `${where} does not accept the AWS credentials: ${name}: ${reason}`;
  // Some services answer 400 where they deny access.
  if (httpStatusOf(error) === 403 || name.startsWith("AccessDenied")) {
    return `${where} ${denied} (${name}): it takes ${rights}`;
  }
  const code = errorCodeOf(error) ?? (name === "TimeoutError" ? name : undefined);
  if (code !== undefined) return `${where} can't be reached: ${code}`;
  if (reason === "Region is missing") return "There is no AWS region: set AWS_REGION, or a region in your AWS profile";
  return `${where} failed: ${name}: ${reason}`;
}

/** A service, and where it is where that is not AWS. */
export function awsName(service: string, endpoint: URL | null): string {
  return endpoint === null ? service : `${service} at ${endpoint.origin}`;
}

function httpStatusOf(error: unknown): unknown {
  return Reflect.get(Object(Reflect.get(Object(error), "$metadata")), "httpStatusCode");
}
