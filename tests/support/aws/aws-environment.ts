import { vi } from "vitest";

/** Credentials that no account has. */
export const fakeAwsCredentials = {
  accessKeyId: "AKIAFAKEFAKEFAKEFAKE",
  secretAccessKey: "fake-secret-access-key",
  sessionToken: "fake-session-token",
} as const;

/**
 * Gives the SDK fake credentials and hides those of whoever runs the tests. A Bedrock bearer token is hidden too: it would
 * win over any other credentials. Undone by `vi.unstubAllEnvs`.
 */
export function stubAwsCredentials(): void {
  stubNoAwsCredentials();
  vi.stubEnv("AWS_ACCESS_KEY_ID", fakeAwsCredentials.accessKeyId);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", fakeAwsCredentials.secretAccessKey);
  vi.stubEnv("AWS_SESSION_TOKEN", fakeAwsCredentials.sessionToken);
}

/** Hides every credential that the SDK could find. Undone by `vi.unstubAllEnvs`. */
export function stubNoAwsCredentials(): void {
  const sources = [
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_BEARER_TOKEN_BEDROCK",
    "AWS_PROFILE",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
  ];
  for (const name of sources) vi.stubEnv(name, undefined);
  vi.stubEnv("AWS_EC2_METADATA_DISABLED", "true");
  vi.stubEnv("AWS_CONFIG_FILE", "/nonexistent/config");
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials");
}

/** The environment of a command line that finds no account at all, whoever runs the tests. */
export const noAwsProfile = {
  AWS_CONFIG_FILE: "/nonexistent/config",
  AWS_SHARED_CREDENTIALS_FILE: "/nonexistent/credentials",
  AWS_EC2_METADATA_DISABLED: "true",
} as const;
