import { expect, it } from "vitest";
import type { HttpRequest } from "../../../../src/emulators/http-server.ts";
import { deadUrl } from "../../../support/upstreams/dead-url.ts";
import { runDoctor } from "../../../support/commands/doctor-setup.ts";

it("knocks by GET alone, with the key and the token of a post", async () => {
  const requests: HttpRequest[] = [];
  const { of, stack } = await runDoctor({
    faults: {
      inbox: (request) => {
        requests.push(request);
        return undefined;
      },
    },
  });
  expect(of("assistant")).toEqual([
    expect.stringMatching(/^ok .* refuses neither key nor token \(it answers 200 to a GET\)$/),
  ]);
  expect(requests.map(({ method, path, body }) => [method, path, body])).toEqual([["GET", "/notifications", ""]]);
  expect(requests[0]?.headers).toMatchObject({
    "x-api-key": stack.environment["ASSISTANT_API_KEY"],
    authorization: expect.stringMatching(/^Bearer eyJ/),
  });
  expect(stack.inbox.messages).toEqual([]);
});

it.each([
  [401, {}, "FAIL", /^the API key is wrong/],
  [403, {}, "FAIL", /^the API key is wrong/],
  [503, {}, "FAIL", /^the Assistant is down/],
  [403, { "x-amzn-errortype": "MissingAuthenticationTokenException" }, "skip", /^$/],
  [405, {}, "ok", /^$/],
  [404, {}, "ok", /^$/],
])("judges an answer of %d %j as %s", async (status, headers, told, fix) => {
  const body = { message: "it is so" };
  const { of, mendsOf } = await runDoctor({ faults: { inbox: () => ({ kind: "status", status, headers, body }) } });
  expect(of("assistant")[0]?.split(" ")[0]).toBe(told);
  expect(mendsOf("assistant").join("\n")).toMatch(fix);
});

it("tells that nobody answers", async () => {
  const { of } = await runDoctor({ env: { ASSISTANT_API_URL: await deadUrl() } });
  expect(of("assistant")).toEqual(["FAIL 127.0.0.1:2 can't be reached: ECONNREFUSED (HTTP_UNREACHABLE)"]);
});
