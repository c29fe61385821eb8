import { expect, it } from "vitest";
import type { Fault } from "../../../../src/emulators/http-server.ts";
import { deadUrl } from "../../../support/upstreams/dead-url.ts";
import { runDoctor } from "../../../support/commands/doctor-setup.ts";

it("says how long a token lives", async () => {
  expect((await runDoctor({ tokenExpiresInSeconds: 1_800 })).of("token")[0]).toMatch(
    /^ok .*https:\/\/assistant\.local that lives 30 min$/,
  );
  expect((await runDoctor()).of("token")[0]).toMatch(/ that lives 24 h$/);
});

it("reports a wrong secret, and which parameter holds it", async () => {
  const { of, mendsOf } = await runDoctor({
    parameters: { "/my/secret": { value: "a-wrong-secret", type: "SecureString" } },
    env: { AUTH0_ASSISTANT_CLIENT_SECRET: "ssm:/my/secret" },
  });
  expect(of("token")).toEqual([expect.stringContaining("answered 401: access_denied, Unauthorized (TOKEN_REFUSED)")]);
  expect(mendsOf("token")[0]).toContain("--name /my/secret --type SecureString --overwrite");
  expect(of("assistant")).toEqual(["skip it needs token"]);
});

it("reports an audience that the tenant does not know", async () => {
  const { of, mendsOf } = await runDoctor({ env: { AUTH0_ASSISTANT_AUDIENCE: "https://other.local" } });
  expect(of("token")).toEqual([expect.stringContaining("Service not enabled within domain: https://other.local")]);
  expect(mendsOf("token")[0]).toContain("https://other.local is none");
});

const auth0Says = (status: number, error: string, description = ""): Fault => ({
  kind: "status",
  status,
  body: { error, error_description: description },
});

it.each([
  [auth0Says(403, "access_denied", 'Client is not authorized to access "x".'), "Machine to Machine Applications"],
  [auth0Says(403, "unauthorized_client", "Grant type not allowed"), "Client Credentials"],
  [auth0Says(404, "not_found"), "https://TENANT/oauth/token"],
  [auth0Says(429, "too_many_requests"), "the tenant's limit"],
  [auth0Says(400, "invalid_request"), "see AUTH0_OAUTH_URL and the client"],
  [auth0Says(503, "down"), "Auth0's own status"],
])("fixes what Auth0 says: %j", async (fault, fix) => {
  const { of, mendsOf } = await runDoctor({ faults: { tokenServer: () => fault } });
  expect(of("token")[0]).toMatch(/^FAIL /);
  expect(mendsOf("token")[0]).toContain(fix);
});

it("tells that nobody answers", async () => {
  const { of } = await runDoctor({ env: { AUTH0_OAUTH_URL: await deadUrl() } });
  expect(of("token")).toEqual([expect.stringMatching(/^FAIL 127\.0\.0\.1:2: .*ECONNREFUSED \(TOKEN_UNAVAILABLE\)$/)]);
});
