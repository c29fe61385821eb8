import { describe, expect, it } from "vitest";
import { always, tryUpstream } from "../support/upstreams/upstream-trial.ts";
import type { Fault } from "../../src/emulators/http-server.ts";

/** An answer of the Assistant, and what becomes of the request: its code, when it is back, whether it may have arrived. */
type Row = [
  name: string,
  fault: () => Fault,
  code: string,
  backInSeconds: number | null,
  mayHaveArrived: boolean,
  words: string,
];

const page = "<!doctype html><title>Sign in</title><form>";
const fields = { detail: [{ loc: ["body", "message"], msg: "String should have at most 400 characters" }] };

const rows: readonly Row[] = [
  ["429 for a minute", always(429, {}, { "retry-after": "60" }), "ASSISTANT_UNAVAILABLE", 60, false, "answered 429"],
  ["429 for 2285 s", always(429, {}, { "retry-after": "2285" }), "ASSISTANT_UNAVAILABLE", 900, false, "answered 429"],
  [
    "429 for 2285000 s",
    always(429, {}, { "retry-after": "2285000" }),
    "ASSISTANT_UNAVAILABLE",
    900,
    false,
    "answered 429",
  ],
  ["429 for no time", always(429, {}, { "retry-after": "0" }), "ASSISTANT_UNAVAILABLE", 10, false, "answered 429"],
  [
    "429 for a negative time",
    always(429, {}, { "retry-after": "-60" }),
    "ASSISTANT_UNAVAILABLE",
    10,
    false,
    "answered 429",
  ],
  ["429 for a word", always(429, {}, { "retry-after": "later" }), "ASSISTANT_UNAVAILABLE", 10, false, "answered 429"],
  [
    "429 until a past day",
    always(429, {}, { "retry-after": "Sun, 06 Nov 1994 08:49:37 GMT" }),
    "ASSISTANT_UNAVAILABLE",
    10,
    false,
    "answered 429",
  ],
  [
    "429 until a far day",
    always(429, {}, { "retry-after": "Sun, 06 Nov 2094 08:49:37 GMT" }),
    "ASSISTANT_UNAVAILABLE",
    900,
    false,
    "answered 429",
  ],
  [
    "429 with the time in its body",
    always(429, { message: "You are being rate limited.", retry_after: 64.57 }),
    "ASSISTANT_UNAVAILABLE",
    65,
    false,
    "You are being rate limited.",
  ],
  [
    "503 for a minute",
    always(503, "busy", { "retry-after": "60" }),
    "ASSISTANT_UNAVAILABLE",
    60,
    false,
    "answered 503: busy",
  ],
  ["503 with a page", always(503, page), "ASSISTANT_UNAVAILABLE", 10, false, 'a page of HTML, "Sign in"'],
  ["500", always(500, { error: "oops" }), "ASSISTANT_UNAVAILABLE", 10, true, "answered 500: oops"],
  ["500 for a minute", always(500, {}, { "retry-after": "60" }), "ASSISTANT_UNAVAILABLE", 60, true, "answered 500"],
  ["502", always(502, page), "ASSISTANT_UNAVAILABLE", 10, true, "answered 502"],
  ["504", always(504), "ASSISTANT_UNAVAILABLE", 10, true, "answered 504"],
  ["501", always(501), "ASSISTANT_UNAVAILABLE", 10, false, "answered 501"],
  ["507", always(507), "ASSISTANT_UNAVAILABLE", 10, false, "answered 507"],
  ["408", always(408), "ASSISTANT_UNAVAILABLE", 10, false, "answered 408"],
  ["409", always(409), "ASSISTANT_UNAVAILABLE", 10, false, "answered 409"],
  ["425", always(425), "ASSISTANT_UNAVAILABLE", 10, false, "answered 425"],
  ["401", always(401, "Unauthorized"), "ASSISTANT_UNAUTHORIZED", 10, false, "answered 401: Unauthorized"],
  [
    "403 view only",
    always(403, { message: "view only" }),
    "ASSISTANT_UNAUTHORIZED",
    10,
    false,
    "answered 403: view only",
  ],
  [
    "403 for a minute",
    always(403, page, { "retry-after": "60" }),
    "ASSISTANT_UNAUTHORIZED",
    60,
    false,
    'a page of HTML, "Sign in"',
  ],
  [
    "302",
    always(302, "", { location: "https://login.example/?t=hunter2" }),
    "ASSISTANT_UNAVAILABLE",
    10,
    false,
    "redirects to https://login.example (302)",
  ],
  [
    "307",
    always(307, "", { location: "//other.example/x" }),
    "ASSISTANT_UNAVAILABLE",
    10,
    false,
    "redirects to other.example (307)",
  ],
  [
    "308",
    always(308, "", { location: "/notifications/" }),
    "ASSISTANT_UNAVAILABLE",
    10,
    false,
    "(308), and redirects are not followed",
  ],
  ["a lost connection", () => ({ kind: "drop" }), "ASSISTANT_UNAVAILABLE", 10, true, "can't be reached"],
  ["400", always(400, { error: "bad" }), "ASSISTANT_REJECTED", null, false, "answered 400: bad"],
  ["404", always(404, { detail: "Not Found" }), "ASSISTANT_REJECTED", null, false, "answered 404: Not Found"],
  ["410", always(410), "ASSISTANT_REJECTED", null, false, "answered 410"],
  ["413 with a page", always(413, "<html><h1>Too large"), "ASSISTANT_REJECTED", null, false, "a page of HTML"],
  [
    "422 with fields",
    always(422, fields),
    "ASSISTANT_REJECTED",
    null,
    false,
    "body.message: String should have at most 400 characters",
  ],
];

describe("an answer of the Assistant has its outcome", () => {
  it.each(rows)("%s", async (_, fault, code, backInSeconds, mayHaveArrived, words) => {
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
  it.each<[number, string | object, string | null]>([
    [200, { error: "channel is archived" }, "channel is archived"],
    [200, { errors: [{ field: "channel", message: "is archived" }] }, "channel: is archived"],
    [200, { status: "error", message: "not sent" }, "not sent"],
    [200, { ok: false, description: "chat not found" }, "chat not found"],
    [202, { success: false }, '{"success":false}'],
    [200, { statusCode: 500, body: "x" }, '{"statusCode":500,"body":"x"}'],
    [200, page, 'a page of HTML, "Sign in"'],
    [201, { id: 1, error: null, errors: [], status: "ok" }, null],
    [200, { ok: true }, null],
    [204, "", null],
    [200, "queued", null],
    [200, "{broken", null],
  ])("%d %j, of which the operator hears %j", async (status, body, words) => {
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
