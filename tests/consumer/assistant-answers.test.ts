import { describe, expect, it } from "vitest";
import { always, tryUpstream } from "../support/upstreams/upstream-trial.ts";
import { assistantAnswers, assistantSuccesses } from "../support/upstreams/answers/assistant-answers.ts";

describe("an answer of the Assistant has its outcome", () => {
  it.each(assistantAnswers)("%s", async (_, fault, code, backInSeconds, mayHaveArrived, words) => {
    const outcome = await tryUpstream({ inbox: fault });
    expect(outcome).toMatchObject({ posts: 0, code, backInSeconds, mayHaveArrived });
    expect(outcome.message).toContain(words);
    expect(outcome.letter).toBe(backInSeconds === null ? outcome.message : null);
    expect(outcome.metrics).toContain("RequestFailures");
    expect(outcome.log).not.toContain("hunter2");
  });

  it("is a dead letter with its words at the last receive, and says whether it may have arrived", async () => {
    const wait = { "retry-after": "600" };
    expect((await tryUpstream({ inbox: always(503, "busy", wait) }, 5)).letter).toBe(
      "The Assistant API answered 503: busy",
    );
    expect((await tryUpstream({ inbox: always(502, "busy", wait) }, 5)).letter).toBe(
      "The Assistant API answered 502: busy (its post may have arrived)",
    );
  });
});

describe("a success of the Assistant is one, whatever its body", () => {
  it.each(assistantSuccesses)("%d %j, of which the operator hears %j", async (status, body, words) => {
    const outcome = await tryUpstream({ inbox: always(status, body) });
    expect(outcome).toMatchObject({ code: null, backInSeconds: null, letter: null });
    expect(outcome.metrics).toContain("Insights");
    expect(outcome.metrics.includes("DoubtfulDeliveries")).toBe(words !== null);
    expect(outcome.alarms.includes("assistant_answer_doubtful")).toBe(words !== null);
    expect(outcome.log).toContain(words === null ? "insight_posted" : JSON.stringify(words));
  });

  it("also where its body is broken", async () => {
    const fault = always(200, "no gzip at all", { "content-encoding": "gzip" });
    expect(await tryUpstream({ inbox: fault })).toMatchObject({ code: null, backInSeconds: null, letter: null });
  });
});
