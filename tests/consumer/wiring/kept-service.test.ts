import { describe, expect, it } from "vitest";
import { type ApiService, composeApi } from "../../../src/consumer/wiring/compose-api.ts";
import { keepService, type KeptServiceOptions } from "../../../src/consumer/wiring/kept-service.ts";
import { ServiceError } from "../../../src/platform/errors.ts";
import { parseJson } from "../../../src/platform/http/http.ts";
import type { FetchParameters } from "../../../src/platform/config/secret-references.ts";
import { thrownBy } from "../../support/thrown-by.ts";
import { createTurnedClock } from "../../support/turned-clock.ts";
import { openVault } from "../../support/aws/vault.ts";

const minuteMs = 60_000;
const first = "http://127.0.0.1:2/000000000000/first";
const second = "http://127.0.0.1:2/000000000000/second";
const references = {
  DEPLOY_ENV: "test",
  LOG_LEVEL: "debug",
  PROMPT_QUEUE_URL: "ssm:/queue",
  OLLAMA_API_KEY: "ssm:/key",
};

/** Keeps the `api` function's service, whose settings are kept in a vault, under a clock that a test turns. */
async function keep(replaced: Partial<KeptServiceOptions<ApiService>> = {}) {
  const vault = await openVault({ "/queue": first, "/key": "the-first-key" });
  const clock = createTurnedClock(1_700_000_000_000);
  const lines: string[] = [];
  const kept = keepService({
    functionName: "api",
    environment: { AWS_REGION: "us-east-1", ...references },
    compose: composeApi,
    fetchParameters: vault.fetchParameters,
    processAgeMs: () => 345.6,
    dependencies: { clock: clock.now, write: (line) => void lines.push(line) },
    ...replaced,
  });
  const parsed = () => lines.map((line) => Object(parseJson(line)));
  return {
    kept,
    vault,
    clock,
    log: () => lines.join(""),
    events: () => parsed().flatMap(({ event }) => (event === undefined ? [] : [event])),
    event: (name: string) => parsed().find(({ event }) => event === name),
    metric: (name: string) => parsed().filter((line) => name in line),
  };
}

/** A refusal that the key of Ollama explains. */
const refusal = new ServiceError("MODEL_MISCONFIGURED", "Ollama answered 401", { details: { status: 401 } });

describe("values that settings refer to", () => {
  it("are trusted for 15 minutes, and then fetched by one call", async () => {
    const { kept, vault, clock, event } = await keep();
    const before = await kept.get();
    vault.parameters["/queue"] = second;
    clock.turn(15 * minuteMs - 1);
    expect(await kept.get()).toBe(before);
    expect(vault.callCount()).toBe(1);

    clock.turn(1);
    expect((await kept.get()).queueUrl).toBe(second);
    expect(vault.callCount()).toBe(2);
    expect(event("secrets_refreshed")).toMatchObject({ level: "info", changed: ["PROMPT_QUEUE_URL"] });
    expect(before.queueUrl).toBe(first);
  });

  it("leave the service as it is while they are the same", async () => {
    const { kept, vault, clock, events } = await keep();
    const before = await kept.get();
    clock.turn(15 * minuteMs);
    expect(await kept.get()).toBe(before);
    expect(await kept.get()).toBe(before);
    clock.turn(15 * minuteMs - 1);
    await kept.get();
    expect(vault.callCount()).toBe(2);
    expect(events()).toEqual([]);
  });

  it("are fetched once for invocations that begin side by side", async () => {
    const { kept, vault, clock } = await keep();
    const starts = await Promise.all([kept.get(), kept.get()]);
    expect(starts[0]).toBe(starts[1]);
    vault.parameters["/queue"] = second;
    clock.turn(15 * minuteMs);
    const [one, other] = await Promise.all([kept.get(), kept.get()]);
    expect([one.queueUrl, one === other]).toEqual([second, true]);
    expect(vault.callCount()).toBe(2);
  });

  it.each([
    ["answers with a failure", { kind: "status", status: 500, body: {} }],
    ["cuts the connection", { kind: "drop" }],
    ["never answers", { kind: "hang" }],
  ] as const)("stay as they are while SSM %s, and are fetched again a minute later", async (_name, fault) => {
    const { kept, vault, clock, event } = await keep({ refreshTimeoutMs: 100 });
    const before = await kept.get();
    vault.parameters["/queue"] = second;
    vault.fault = fault;
    clock.turn(15 * minuteMs);
    expect(await kept.get()).toBe(before);
    expect(event("secrets_not_refreshed")).toMatchObject({
      level: "warn",
      error: { code: "SECRET_UNAVAILABLE" },
      retry_in_seconds: 60,
    });

    vault.fault = undefined;
    clock.turn(minuteMs - 1);
    expect(await kept.get()).toBe(before);
    expect(vault.callCount()).toBe(2);
    clock.turn(1);
    expect((await kept.get()).queueUrl).toBe(second);
  });

  it("stay as they are where a parameter is gone, and the log names it", async () => {
    const { kept, vault, clock, event, metric } = await keep();
    const before = await kept.get();
    delete vault.parameters["/queue"];
    clock.turn(15 * minuteMs);
    expect(await kept.get()).toBe(before);
    expect(event("secrets_not_refreshed")).toMatchObject({
      level: "error",
      error: { code: "SECRET_UNAVAILABLE", message: expect.stringContaining("PROMPT_QUEUE_URL refers to /queue") },
    });
    expect(metric("SecretsNotRefreshed")).toHaveLength(1);
  });

  it("stay as they are where the new ones make no configuration, and no log quotes them", async () => {
    const { kept, vault, clock, event, log } = await keep();
    const before = await kept.get();
    vault.parameters["/queue"] = "not-a-queue-at-all";
    clock.turn(15 * minuteMs);
    expect(await kept.get()).toBe(before);
    const { level, error } = event("secrets_not_refreshed");
    expect([level, error.code]).toEqual(["error", "CONFIGURATION_INVALID"]);
    expect(error.message).toContain("PROMPT_QUEUE_URL must be an http or https URL");
    expect(log()).not.toContain("not-a-queue-at-all");
  });

  it("are never asked for where no setting refers to one", async () => {
    const environment = {
      AWS_REGION: "us-east-1",
      ...references,
      PROMPT_QUEUE_URL: first,
      OLLAMA_API_KEY: "a-plain-key",
    };
    const { kept, vault, clock } = await keep({ environment });
    const before = await kept.get();
    clock.turn(60 * minuteMs);
    expect(await kept.get()).toBe(before);
    expect(await kept.renew(before, refusal)).toBeNull();
    expect(vault.callCount()).toBe(0);
  });

  it("are hidden from every log of every service, the old as the new ones", async () => {
    const { kept, vault, clock, log } = await keep();
    const before = await kept.get();
    vault.parameters["/key"] = "the-second-key";
    clock.turn(15 * minuteMs);
    const after = await kept.get();
    expect(after).not.toBe(before);
    for (const { logger } of [before, after]) logger.info("told", { text: "the-first-key the-second-key" });
    expect(log().match(/"text":"\[secret\] \[secret\]"/g)).toHaveLength(2);
  });
});

describe("a refusal that a reference could explain", () => {
  it("has the values fetched at once, and gives the service of the changed ones", async () => {
    const { kept, vault } = await keep();
    const before = await kept.get();
    vault.parameters["/key"] = "the-second-key";
    const after = await kept.renew(before, refusal);
    expect(after).not.toBeNull();
    expect(await kept.get()).toBe(after);
    expect(vault.callCount()).toBe(2);
  });

  it("gives whoever was refused later what has taken the place of its service meanwhile", async () => {
    const { kept, vault } = await keep();
    const before = await kept.get();
    vault.parameters["/key"] = "the-second-key";
    const [one, other] = await Promise.all([kept.renew(before, refusal), kept.renew(before, refusal)]);
    const late = await kept.renew(before, refusal);
    expect([one === other, one === late, one === before]).toEqual([true, true, false]);
    await kept.get();
    expect(vault.callCount()).toBe(2);
  });

  it("has the same values fetched no more than once a minute", async () => {
    const { kept, vault, clock } = await keep();
    const service = await kept.get();
    for (let refusals = 0; refusals < 3; refusals += 1) expect(await kept.renew(service, refusal)).toBeNull();
    clock.turn(minuteMs - 1);
    await kept.get();
    expect(vault.callCount()).toBe(2);
    vault.parameters["/key"] = "the-second-key";
    clock.turn(1);
    expect(await kept.get()).not.toBe(service);
  });

  it("and age are heeded also where the clock has been set back", async () => {
    const { kept, vault, clock } = await keep();
    const before = await kept.get();
    expect(await kept.renew(before, refusal)).toBeNull();
    clock.turn(-60 * minuteMs);
    vault.parameters["/queue"] = second;
    expect((await kept.renew(before, refusal))?.queueUrl).toBe(second);
    clock.turn(-60 * minuteMs);
    vault.parameters["/queue"] = first;
    expect((await kept.get()).queueUrl).toBe(first);
    expect(vault.callCount()).toBe(4);
  });

  it("is forgotten once the values have been fetched", async () => {
    const { kept, vault, clock } = await keep();
    await kept.renew(await kept.get(), refusal);
    clock.turn(5 * minuteMs);
    await kept.get();
    expect(vault.callCount()).toBe(2);
  });

  it("is none where the refused setting is a plain value, or the failure is another", async () => {
    const { kept, vault } = await keep();
    const service = await kept.get();
    const details = { status: 403 };
    const others = [
      new ServiceError("ASSISTANT_UNAUTHORIZED", "no", { details }),
      new ServiceError("TOKEN_REFUSED", "no", { details }),
      new ServiceError("MODEL_MISCONFIGURED", "unknown model", { details: { status: 404 } }),
      new ServiceError("MODEL_UNAVAILABLE", "later", { details }),
      new Error("401"),
    ];
    for (const error of others) expect(await kept.renew(service, error)).toBeNull();
    await kept.get();
    expect(vault.callCount()).toBe(1);
  });
});

describe("a start", () => {
  it("that fails names every missing parameter in one error, and is tried anew by the next invocation", async () => {
    const vault = await openVault({});
    const { kept, events, event, metric } = await keep({ fetchParameters: vault.fetchParameters });
    const failures = await Promise.all([thrownBy(kept.get()), thrownBy(kept.get())]);
    expect(failures[0]).toBe(failures[1]);
    expect(failures[0]).toMatchObject({
      code: "SECRET_UNAVAILABLE",
      message: "SSM has no such parameter: OLLAMA_API_KEY refers to /key; PROMPT_QUEUE_URL refers to /queue",
    });
    // The start in advance, and the one of the two invocations.
    expect(events()).toEqual(["start_failed", "start_failed"]);
    expect(event("start_failed")).toMatchObject({ level: "error", error: { code: "SECRET_UNAVAILABLE" } });

    Object.assign(vault.parameters, { "/queue": first, "/key": "the-key" });
    expect((await kept.get()).queueUrl).toBe(first);
    expect([metric("ColdStarts").length, metric("ColdStartDuration").length]).toEqual([1, 0]);
  });

  it("that failed before the first invocation fails nobody", async () => {
    const vault = await openVault({ "/queue": first, "/key": "the-key" });
    const thawing: FetchParameters[] = [
      () => Promise.reject(new Error("The time was up while the container was frozen")),
    ];
    const { kept, events } = await keep({
      fetchParameters: async (names) => await (thawing.pop() ?? vault.fetchParameters)(names),
    });
    expect((await kept.get()).queueUrl).toBe(first);
    expect(events()).toEqual(["start_failed"]);
  });

  it("is counted and timed once in the life of a container", async () => {
    const { kept, vault, clock, metric } = await keep();
    await kept.get();
    vault.parameters["/queue"] = second;
    clock.turn(15 * minuteMs);
    await kept.get();
    expect(metric("ColdStarts")).toMatchObject([{ ColdStarts: 1, function: "api", stage: "test" }]);
    expect(metric("ColdStartDuration")).toMatchObject([{ ColdStartDuration: 346, function: "api", stage: "test" }]);
  });
});
