import { describe, expect, it, onTestFinished } from "vitest";
import { composePrompts } from "../../src/consumer/wiring/compose-prompts.ts";
import { deliverWithFreshSecrets } from "../../src/consumer/wiring/deliver-with-fresh-secrets.ts";
import { handleBatch } from "../../src/consumer/batch/handle-batch.ts";
import { keepService } from "../../src/consumer/wiring/kept-service.ts";
import type { FaultHook } from "../../src/emulators/http-server.ts";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";
import { startStack, type StackOptions } from "../../src/emulators/stack.ts";
import { createDeadline } from "../../src/platform/deadline.ts";
import { parseJson } from "../../src/platform/http/http.ts";
import type { Environment, SettingName } from "../../src/platform/config/settings.ts";
import { ollamaSays, ollamaSendsJson, startOllamaServer } from "../support/models/ollama-server.ts";
import { payload, sqsRecord } from "../support/events/sqs-event.ts";
import { createTurnedClock } from "../support/turned-clock.ts";
import { openVault } from "../support/aws/vault.ts";
import { withoutFooter } from "../support/without-footer.ts";

const stale = "a-value-of-before-the-rotation";

/**
 * A container whose settings of these names are references: to a stale value, unless they are kept in the vault at the
 * start as the stack knows them.
 */
async function openContainer(
  referring: Partial<Record<SettingName, "stale" | "valid">>,
  options: Partial<StackOptions> = {},
) {
  const clock = createTurnedClock(Date.now());
  const stack = await startStack({ market: createSampleMarket(), clock: clock.now, ...options });
  onTestFinished(() => stack.stop());
  const environment: Record<string, string | undefined> = { ...stack.environment };
  const parameters: Record<string, string> = {};
  for (const [name, state] of Object.entries(referring)) {
    parameters[`/${name}`] = state === "stale" ? stale : (stack.environment[name] ?? "");
    environment[name] = `ssm:/${name}`;
  }
  const vault = await openVault(parameters);
  const lines: string[] = [];
  const resolved: Environment[] = [];
  const kept = keepService({
    functionName: "prompts",
    environment,
    compose: async (values, setup) => {
      resolved.push(values);
      return await composePrompts(values, setup);
    },
    fetchParameters: vault.fetchParameters,
    dependencies: { clock: clock.now, write: (line) => void lines.push(line), random: () => 0 },
  });
  await kept.get();
  return {
    clock,
    stack,
    vault,
    /** Puts what the stack knows into the vault. */
    rotate: (): void => {
      for (const name of Object.keys(referring)) parameters[`/${name}`] = stack.environment[name] ?? "";
    },
    /** Handles messages as one invocation and gives the number of those that come back. */
    handle: async (count = 1, timeMs = 20_000): Promise<number> => {
      const { batch, logger } = await deliverWithFreshSecrets(kept);
      const records = Array.from({ length: count }, () => sqsRecord(payload()));
      const answer = await handleBatch(records, batch, { deadline: createDeadline(timeMs), logger });
      return answer.batchItemFailures.length;
    },
    editions: () => resolved.length,
    log: () => lines.join(""),
    events: (name: string) => lines.map((line) => Object(parseJson(line))).filter(({ event }) => event === name),
  };
}

describe("a webhook of Discord that was made anew", () => {
  it.each([404, 401])(
    "takes the message that the old one refused with %i, by the parameter's new value",
    async (status) => {
      const discord = { channels: ["general"] };
      const { stack, handle, events, log, vault, environment, parameters } = await openDiscordContainer(
        discord,
        status,
      );
      parameters["/general"] = stack.discord?.webhooks["general"] ?? "";
      expect(await handle()).toBe(0);
      expect(stack.discord?.messages).toHaveLength(1);
      expect(events("request_tried_anew")).toMatchObject([
        { error: { code: "DISCORD_MISCONFIGURED", details: { status } } },
      ]);
      expect(events("secrets_refreshed")).toMatchObject([{ changed: ["DISCORD_WEBHOOK_URLS"] }]);
      expect([vault.callCount(), await stack.readDeadLetters()]).toEqual([2, []]);
      expect(environment).toBe("general=ssm:/general");
      expect(log()).not.toContain(stack.discord?.webhooks["general"]?.split("/").at(-1));
    },
  );
});

/** A container whose webhook is a reference, to an address that the server answers with `status`. */
async function openDiscordContainer(discord: { readonly channels: readonly string[] }, status: number) {
  const clock = createTurnedClock(Date.now());
  const stack = await startStack({ market: createSampleMarket(), clock: clock.now, discord });
  onTestFinished(() => stack.stop());
  const valid = stack.discord?.webhooks["general"] ?? "";
  const removed = valid.replace(/\/\d+\//, "/1000000000000000000/");
  const parameters: Record<string, string> = { "/general": status === 404 ? removed : valid.replace(/.{4}$/, "____") };
  const vault = await openVault(parameters);
  const environment = "general=ssm:/general";
  const lines: string[] = [];
  const kept = keepService({
    functionName: "prompts",
    environment: { ...stack.environment, DISCORD_WEBHOOK_URLS: environment },
    compose: composePrompts,
    fetchParameters: vault.fetchParameters,
    dependencies: { clock: clock.now, write: (line) => void lines.push(line), random: () => 0 },
  });
  await kept.get();
  return {
    stack,
    vault,
    environment,
    parameters,
    handle: async (): Promise<number> => {
      const { batch, logger } = await deliverWithFreshSecrets(kept);
      const answer = await handleBatch([sqsRecord(payload())], batch, { deadline: createDeadline(20_000), logger });
      return answer.batchItemFailures.length;
    },
    log: () => lines.join(""),
    events: (name: string) => lines.map((line) => Object(parseJson(line))).filter(({ event }) => event === name),
  };
}

describe("a rotated key of the Assistant", () => {
  it("costs a message neither a redelivery nor a second post or text", async () => {
    const ollama = await startOllamaServer();
    onTestFinished(() => ollama.close());
    ollama.behave(ollamaSays("BTC-USD closed between the Bollinger Bands."));
    const { stack, vault, handle, rotate, events, log } = await openContainer(
      { ASSISTANT_API_KEY: "stale" },
      { env: { LLM_PROVIDERS: "ollama", OLLAMA_HOST: ollama.url, OLLAMA_MODEL: "llama3.2" } },
    );
    rotate();
    expect(await handle()).toBe(0);
    expect(stack.inbox.messages.map(({ message }) => withoutFooter(message))).toEqual([
      "BTC-USD closed between the Bollinger Bands.",
    ]);
    expect(ollama.requests).toHaveLength(1);
    expect(vault.callCount()).toBe(2);
    expect(events("secrets_refreshed")).toMatchObject([{ changed: ["ASSISTANT_API_KEY"] }]);
    expect(events("request_tried_anew")).toMatchObject([{ error: { code: "ASSISTANT_UNAUTHORIZED" } }]);
    expect(await stack.readDeadLetters()).toEqual([]);
    expect(log()).not.toContain(stale);
    expect(log()).not.toContain(stack.environment["ASSISTANT_API_KEY"]);
  });

  it("is fetched once for all messages of a batch", async () => {
    const { stack, vault, handle, rotate, editions } = await openContainer({ ASSISTANT_API_KEY: "stale" });
    rotate();
    expect(await handle(10)).toBe(0);
    expect(stack.inbox.messages).toHaveLength(10);
    expect([vault.callCount(), editions()]).toEqual([2, 2]);
  });

  it("is found after 15 minutes although nobody refused the one before", async () => {
    const sent: (string | undefined)[] = [];
    const inbox: FaultHook = ({ headers }) => {
      sent.push(headers["x-api-key"]);
      // In the time of a rotation both keys are good.
      return { kind: "status", status: 201 };
    };
    const { stack, handle, rotate, clock } = await openContainer({ ASSISTANT_API_KEY: "stale" }, { faults: { inbox } });
    rotate();
    await handle();
    clock.turn(15 * 60_000);
    await handle();
    expect(sent).toEqual([stale, stack.environment["ASSISTANT_API_KEY"]]);
  });

  it("that is not in SSM yet leaves the message to its redelivery, and is looked for a minute later", async () => {
    const { stack, vault, handle, rotate, clock } = await openContainer({ ASSISTANT_API_KEY: "stale" });
    expect(await handle()).toBe(1);
    rotate();
    expect(await handle()).toBe(1);
    expect(vault.callCount()).toBe(2);
    clock.turn(60_000);
    expect(await handle()).toBe(0);
    expect(stack.inbox.messages).toHaveLength(1);
    expect(vault.callCount()).toBe(3);
  });

  it("is not tried in the last seconds of an invocation, but by the next one", async () => {
    const { stack, handle, rotate, events } = await openContainer({ ASSISTANT_API_KEY: "stale" });
    rotate();
    expect(await handle(1, 9_000)).toBe(1);
    expect(events("request_failed")).toMatchObject([{ error: { code: "ASSISTANT_UNAUTHORIZED" } }]);
    expect(await handle(1, 9_000)).toBe(0);
    expect(stack.inbox.messages).toHaveLength(1);
  });

  it("is not tried where an earlier try may have arrived: its redelivery says so if it is given up", async () => {
    let posts = 0;
    const inbox: FaultHook = () => ((posts += 1) === 1 ? { kind: "drop" } : undefined);
    const { handle, rotate, events } = await openContainer({ ASSISTANT_API_KEY: "stale" }, { faults: { inbox } });
    rotate();
    expect(await handle()).toBe(1);
    expect(events("request_tried_anew")).toEqual([]);
    expect(events("request_failed")).toMatchObject([{ error: { code: "ASSISTANT_UNAUTHORIZED" } }]);
    expect(posts).toBe(2);
  });

  it("is not asked for by a container whose key is a plain value", async () => {
    const faults: StackOptions["faults"] = { inbox: () => ({ kind: "status", status: 401 }) };
    const { vault, handle } = await openContainer({ COINBASE_API_URL: "valid" }, { faults });
    expect([await handle(), await handle()]).toEqual([1, 1]);
    expect(vault.callCount()).toBe(1);
  });
});

describe("a rotated secret of the client", () => {
  it("gets a token at once, although the server has just refused one", async () => {
    const { stack, handle, rotate, events } = await openContainer({ AUTH0_ASSISTANT_CLIENT_SECRET: "stale" });
    rotate();
    expect(await handle()).toBe(0);
    expect(stack.inbox.messages).toHaveLength(1);
    expect(stack.tokenServer.tokenRequestCount).toBe(2);
    expect(events("request_tried_anew")).toMatchObject([{ error: { code: "TOKEN_REFUSED" } }]);
  });

  it("that is the same leaves the refusing server alone for its minute", async () => {
    const { stack, handle, editions } = await openContainer({ AUTH0_ASSISTANT_CLIENT_SECRET: "stale" });
    expect([await handle(), await handle()]).toEqual([1, 1]);
    expect([stack.tokenServer.tokenRequestCount, editions()]).toEqual([1, 1]);
  });
});

describe("a rotated key of Ollama", () => {
  it("is used by the next invocation; the plain insight stands in for this one", async () => {
    const ollama = await startOllamaServer();
    onTestFinished(() => ollama.close());
    ollama.behave((response, request) => {
      const isGood = request.headers.authorization === "Bearer the-key-of-ollama";
      const answer = isGood
        ? ollamaSays("BTC-USD closed between the Bollinger Bands.")
        : ollamaSendsJson(401, { error: "unauthorized" });
      return answer(response, request);
    });
    const { stack, vault, handle, rotate, clock } = await openContainer(
      { OLLAMA_API_KEY: "stale" },
      {
        env: {
          LLM_PROVIDERS: "ollama",
          OLLAMA_HOST: ollama.url,
          OLLAMA_MODEL: "llama3.2",
          OLLAMA_API_KEY: "the-key-of-ollama",
        },
      },
    );
    rotate();
    await handle();
    // The candles of the next five minutes: a text about the same ones is not written twice.
    clock.turn(5 * 60_000);
    await handle();
    const [plain, written] = stack.inbox.messages.map(({ message }) => message);
    expect(plain).toContain("Automated");
    expect(withoutFooter(written)).toBe("BTC-USD closed between the Bollinger Bands.");
    expect(vault.callCount()).toBe(2);
  });
});

const refuseOldKeyId: FaultHook = ({ headers }) => {
  const [header = ""] = (headers["authorization"] ?? "").replace("Bearer ", "").split(".");
  const isGood = Buffer.from(header, "base64url").toString().includes("the-new-key");
  return isGood ? undefined : { kind: "status", status: 401, body: "Unauthorized" };
};

describe("a rotated key of Coinbase", () => {
  it("costs a message no redelivery", async () => {
    const secret = Buffer.alloc(64, 7).toString("base64");
    const { stack, handle, rotate, events } = await openContainer(
      { COINBASE_API_KEY: "stale" },
      { env: { COINBASE_API_KEY: "the-new-key", COINBASE_API_SECRET: secret }, faults: { exchange: refuseOldKeyId } },
    );
    rotate();
    expect(await handle()).toBe(0);
    expect(events("request_tried_anew")).toMatchObject([{ error: { code: "CANDLES_REJECTED" } }]);
    expect(stack.inbox.messages).toHaveLength(1);
  });
});
