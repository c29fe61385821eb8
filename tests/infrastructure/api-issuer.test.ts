import { expect, it } from "vitest";
import { issuerProblem } from "../../infrastructure/api-issuer.cjs";

it.each([
  "https://tenant.auth0.com/",
  "https://tenant.eu.auth0.com/",
  "https://login.example/",
  "https://login.example",
  "https://login.example/realms/trader",
  "https://cognito-idp.us-east-2.amazonaws.com/us-east-2_AbCdEf",
])("API Gateway may find the issuer %s", (issuer) => {
  expect(issuerProblem(issuer)).toBe(null);
});

it.each([
  ["tenant", 'must be an https URL, not "tenant"'],
  ["http://tenant.auth0.com/", 'must be an https URL, not "http://tenant.auth0.com/"'],
  ["https://user:secret@login.example/", "must hold no user name and no password"],
  ["https://login.example/#", "must have no fragment"],
  ["https://login.example/?a=b", "must have no query"],
  ["https://localhost/", "must be a name that API Gateway finds on the Internet, not localhost"],
  ["https://10.0.0.5/", "must be a name that API Gateway finds on the Internet"],
  ["https://8.8.8.8/", "must be a name that API Gateway finds on the Internet"],
  ["https://[2001:db8::1]/", "must be a name that API Gateway finds on the Internet"],
  ["https://login/", "must be a name that API Gateway finds on the Internet"],
  ["https://login.internal/", "must be a name that API Gateway finds on the Internet"],
  ["https://169.254.169.254/", "must not be 169.254.169.254"],
  ["https://tenant.auth0.com", "must be https://tenant.auth0.com/ with the slash and nothing behind it"],
  ["https://tenant.auth0.com/api", "must be https://tenant.auth0.com/ with the slash and nothing behind it"],
  ["https://tenant.auth0.com/oauth/token", "must be the issuer itself"],
  ["https://login.example/.well-known/openid-configuration", "must be the issuer itself"],
  ["https://login.example//", "must hold no empty part in its path"],
  ["https://cognito-idp.us-east-2.amazonaws.com/us-east-2_AbCdEf/", "must have no slash at its end"],
])("%s is refused: %s", (issuer, problem) => {
  expect(issuerProblem(issuer)).toContain(problem);
  expect(issuerProblem(issuer)).not.toContain("secret");
});
