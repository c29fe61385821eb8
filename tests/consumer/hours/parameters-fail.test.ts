import { describe, expect, it, onTestFinished } from "vitest";
import type { Fault } from "../../../src/emulators/http-server.ts";
import type { Stack } from "../../../src/emulators/stack.ts";
import { startSsmServer } from "../../support/aws/ssm-server.ts";
import { ssmAnswers } from "../../support/upstreams/answers/aws-answers.ts";
import { messagesOfHour, spendHour } from "../../support/upstreams/hour-of-messages.ts";

const name = "/trader/local/assistant-api-key";

/** Keeps the Assistant's key in a Parameter Store. Its state is changed by `spoil` from the first minute on, or from the start. */
function keeping(spoil: (store: Store) => void, fromStart = false) {
  const store: Store = { parameters: {}, fault: undefined };
  return {
    async env(stack: Stack) {
      store.parameters[name] = stack.environment["ASSISTANT_API_KEY"] ?? "";
      const server = await startSsmServer(store.parameters, () => store.fault);
      onTestFinished(() => server.stop());
      if (fromStart) spoil(store);
      return { AWS_ENDPOINT_URL_SSM: server.url, ASSISTANT_API_KEY: `ssm:${name}` };
    },
    async everyMinute(_: Stack, minute: number) {
      if (minute === 1) spoil(store);
    },
  };
}

interface Store {
  readonly parameters: Record<string, string>;
  fault: Fault | undefined;
}

describe("an hour in which Parameter Store gives no values", () => {
  it.each(ssmAnswers)("but %s costs no reader anything, and the operator hears of it", async (_, fault) => {
    const hour = await spendHour(keeping((store) => void (store.fault = fault())));
    expect([hour.posts.length, hour.letters.length, hour.waiting]).toEqual([messagesOfHour, 0, 0]);
    expect(hour.ringing).toEqual(["secrets-not-refreshed"]);
    expect(hour.log).toContain('"event":"secrets_not_refreshed"');
  });

  it.each<[what: string, spoil: (store: Store) => void]>([
    ["none of that name", (store) => void delete store.parameters[name]],
    ["one that is empty", (store) => void (store.parameters[name] = "")],
  ])("but %s costs no reader anything, and the operator hears of it", async (_, spoil) => {
    const hour = await spendHour(keeping(spoil));
    expect([hour.posts.length, hour.letters.length]).toEqual([messagesOfHour, 0]);
    expect(hour.ringing).toEqual(["secrets-not-refreshed"]);
  });

  it("and all is well rings nothing", async () => {
    const hour = await spendHour(keeping(() => undefined));
    expect([hour.posts.length, hour.ringing]).toEqual([messagesOfHour, []]);
  });
});

describe("an hour in which a container can't start", () => {
  it.each(ssmAnswers)("for %s keeps each message, and the operator hears of it", async (_, fault) => {
    const hour = await spendHour(keeping((store) => void (store.fault = fault()), true));
    expect(hour.posts).toEqual([]);
    expect(hour.letters.length + hour.waiting).toBe(messagesOfHour);
    expect(hour.ringing).toEqual(["dead-letters", "nothing-delivered", "oldest-message", "prompts-errors"]);
    expect(hour.log).toContain('"event":"start_failed"');
    expect(hour.log).toContain("SSM did not give the parameters");
  });
});
