import { afterAll, expect, it } from "vitest";
import { assistantAnswers, assistantSuccesses } from "../../support/upstreams/answers/assistant-answers.ts";
import { tokenAnswers } from "../../support/upstreams/answers/token-answers.ts";
import { coinbaseWaits } from "../../support/upstreams/answers/coinbase-waits.ts";
import { always } from "../../support/upstreams/upstream-trial.ts";
import { spendHour, everyOther } from "../../support/upstreams/hour-of-messages.ts";

const out: string[] = [];
afterAll(() => console.error(out.join("\n")));
it.each([
  ...assistantAnswers.map(([n, f]) => ["A " + n, { inbox: f }] as const),
  ...assistantSuccesses.map(([s, b]) => ["A " + s + JSON.stringify(b), { inbox: always(s, b) }] as const),
  ...tokenAnswers.map(([n, f]) => ["T " + n, { tokenServer: f }] as const),
  ...coinbaseWaits.map(([n, f]) => ["C " + n, { exchange: f }] as const),
  ["half A", { inbox: everyOther(always(503, "busy"))}],
  ["half A400", { inbox: everyOther(always(400, "busy"))}],
  ["half C", { exchange: everyOther(always(503, "busy"))}],
  ["half T", { tokenServer: everyOther(always(503, "busy"))}],
  ["half D", { dynamodb: everyOther(always(500, {}))}],
] as const)("%s", async (name, faults) => {
  const hour = await spendHour({ faults });
  out.push([name, hour.posts.length, hour.sumOf("Insights"), hour.letters.length, hour.waiting, hour.ringing.join(), hour.letters[0]?.code, hour.letters[0]?.message, new Set(hour.letters.map((l) => l.code)).size].join(" | "));
  expect(1).toBe(1);
});
