"use strict";

const { addressProblem, hostOf, isLoopback, isPrivate } = require("../src/platform/config/upstream-address.cjs");

/**
 * Says what is wrong with the issuer of the API's tokens, to be put behind its setting's name; null where nothing is
 * that can be seen without asking it. API Gateway fetches `{issuer}/.well-known/openid-configuration` from the Internet, and compares
 * the issuer with a token's `iss` letter by letter: the slash at the end counts.
 *
 * @param {string} issuer
 * @returns {string | null}
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
function issuerProblem(issuer) {
  const quoted = JSON.stringify(issuer);
  if (!issuer.startsWith("https://")) return `must be an https URL, not ${issuer.includes("@") ? "its value" : quoted}`;
  const problem = addressProblem(issuer);
  if (problem !== null) return problem;
  const { pathname, search, hostname } = new URL(issuer);
  const host = hostOf(new URL(issuer));
  if (search !== "" || issuer.includes("?")) return `must have no query, as no issuer has; it is ${quoted}`;
  const isPublic = !isLoopback(host) && !isPrivate(host) && host.includes(".") && !/^\d+\.\d+\.\d+\.\d+$/.test(host);
  if (!isPublic) return `must be a name that API Gateway finds on the Internet, not ${hostname}`;
  if (/\/(?:\.well-known\/.*|oauth\/token|oauth2\/token)\/?$/.test(pathname)) {
    return `must be the issuer itself (a token's "iss"), without the path to its keys or tokens; it is ${quoted}`;
  }
  if (pathname.includes("//")) return `must hold no empty part in its path; it is ${quoted}`;
  if (host.endsWith(".auth0.com") && !/^https:\/\/[^/]+\/$/.test(issuer)) {
    return `must be https://${host}/ with the slash and nothing behind it, as Auth0 writes it into its tokens; it is ${quoted}`;
  }
  if (host.startsWith("cognito-idp.") && issuer.endsWith("/")) {
    return `must have no slash at its end, as Cognito writes it into its tokens; it is ${quoted}`;
  }
  return null;
}

module.exports = { issuerProblem };
