import { describe, expect, it } from "vitest";
import { grant, tokenAnswers } from "../support/upstreams/answers/token-answers.ts";
import { always, tryUpstream } from "../support/upstreams/upstream-trial.ts";

describe("an answer of the token server has its outcome", () => {
  it.each(tokenAnswers)("%s", async (_, tokenServer, code, backInSeconds, words) => {
    const outcome = await tryUpstream({ tokenServer });
    expect(outcome).toMatchObject({ posts: 0, code, backInSeconds, letter: null, mayHaveArrived: false });
    expect(outcome.message).toContain(words);
    expect(outcome.metrics).toContain("RequestFailures");
    expect(outcome.log).not.toContain("hunter2");
  });

  it.each([
    ["lives as long as nobody says", { access_token: "a" }],
    ["lives for a text", { ...grant, expires_in: "3600" }],
    ["lives no time", { ...grant, expires_in: -60 }],
    ["lives for ever", { ...grant, expires_in: 1e300 }],
    ["is a bearer in lower case", { ...grant, token_type: "bearer" }],
    ["has no type", { ...grant, token_type: null }],
  ])("a token that %s is used", async (_, body) => {
    const outcome = await tryUpstream({ tokenServer: always(200, body), inbox: always(200, "ok") });
    expect(outcome).toMatchObject({ code: null, backInSeconds: null, letter: null });
    expect(outcome.metrics).toContain("Insights");
  });

  it.each([201, 203])("a grant under %d is one", async (status) => {
    const outcome = await tryUpstream({ tokenServer: always(status, grant), inbox: always(200, "ok") });
    expect(outcome.code).toBeNull();
  });
});
