import { createHash } from "node:crypto";
import { hasFields } from "./name-event.ts";

/** What a caller looks like: subjects of tokens do, such as `abc@clients`, `auth0|123` or a UUID. */
const callerGrammar = /^[A-Za-z0-9._:/@+=|-]{1,128}$/;

const hashPrefix = "sha256:";
const clientPrefix = "client:";

/** Whoever calls without a token has been let in by AWS itself: the route has an authorizer always. */
export const callerWithoutToken = "without-token";

/**
 * The caller that a message attribute names: as it is written, or its hash where that is no caller by its form. Null where
 * it names none.
 */
export function readCaller(given: string | null | undefined): string | null {
  if (given === null || given === undefined || given === "") return null;
  return callerGrammar.test(given) ? given : hashOf(given);
}

/**
 * The caller of an HTTP event: the subject of its token, else `client:` and the client that the token was granted to (`azp`
 * or `client_id`), the ARN that IAM found, or {@link callerWithoutToken} where no authorizer looked at it. Null where one
 * did and the token names nobody, and for a function URL that lets everybody in: their requests could not be distinguished.
 */
export function callerOf(requestContext: unknown): string | null {
  if (!hasFields(requestContext)) return null;
  const { authorizer, domainName } = requestContext;
  if (authorizer === undefined || authorizer === null) {
    return String(domainName).includes(".lambda-url.") ? null : callerWithoutToken;
  }
  if (!hasFields(authorizer)) return null;
  const { jwt, iam } = authorizer;
  const claims = hasFields(jwt) && hasFields(jwt["claims"]) ? jwt["claims"] : {};
  const subject = textOf(claims["sub"]);
  if (subject !== null) return isTaken(subject) ? hashOf(subject) : readCaller(subject);
  const client = textOf(claims["azp"]) ?? textOf(claims["client_id"]);
  if (client !== null) return readCaller(`${clientPrefix}${client}`);
  return readCaller(hasFields(iam) ? textOf(iam["userArn"]) : null);
}

/** Whether a subject has the form of a caller that is named in another way: nobody can be taken for somebody else. */
function isTaken(subject: string): boolean {
  const prefixes = [hashPrefix, clientPrefix, "arn:"];
  return subject === callerWithoutToken || prefixes.some((prefix) => subject.startsWith(prefix));
}

function hashOf(name: string): string {
  return `${hashPrefix}${createHash("sha256").update(name).digest("hex")}`;
}

function textOf(claim: unknown): string | null {
  return typeof claim === "string" && claim.trim() !== "" ? claim : null;
}
