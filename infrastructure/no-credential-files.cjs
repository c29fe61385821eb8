"use strict";

const namespace = "no-credential-files";

/** What stands for each of them: the SDK goes on to the next of its sources, and says at the end that it found none. */
const contents = `
const none = () => async () => {
  throw Object.assign(new Error("A function has no credential files"), { name: "CredentialsProviderError", tryNextLink: true });
};
export { none as fromIni, none as fromProcess, none as fromSSO, none as fromTokenFile };
export { none as CreateTokenCommand, none as SSOOIDCClient };
`;

/**
 * Leaves out how the AWS SDK reads credentials from a user's files and signs in with them, with the clients of three services
 * that it does so by: a fifteenth of a zip. Lambda gives a function its credentials in its environment.
 *
 * @type {import("esbuild").Plugin}
 */
const noCredentialFiles = {
  name: namespace,
  setup(build) {
    const sources = /^@aws-sdk\/(?:credential-provider-(?:ini|process|sso|web-identity)|nested-clients\/sso-oidc)$/;
    build.onResolve({ filter: sources }, ({ path }) => ({ path, namespace }));
    build.onLoad({ filter: sources, namespace }, () => ({ contents, loader: "js" }));
  },
};

module.exports = { noCredentialFiles };
