import * as z from "zod/mini";
import type { InboxMessage } from "../../src/emulators/upstreams/assistant-inbox.ts";
import type { PlannedRequest } from "../plan.ts";
import type { ChaosRecord } from "../run-chaos.ts";

const quietSchema = z.object({ outcome: z.literal("quiet"), correlation_id: z.string(), channel: z.string() });

const outcomeSchema = z.object({ outcome: z.literal("quiet") });

const deliverySchema = z.object({
  id: z.object({ S: z.string() }),
  data_json: z.object({ S: z.string() }),
});

/**
 * The requests whose watch had nothing to say, as `CORRELATION_ID CHANNEL`: by their receipts and, where one could not be written,
 * by the ledger.
 */
export function readQuiets({ receipts, ledgerItems = [] }: ChaosRecord): ReadonlySet<string> {
  const quiets = receipts.flatMap((text) => z.safeParse(quietSchema, JSON.parse(text)).data ?? []);
  const ended = ledgerItems.flatMap((text) => z.safeParse(deliverySchema, JSON.parse(text)).data ?? []);
  const ids = ended
    .filter(({ data_json: data }) => z.safeParse(outcomeSchema, JSON.parse(data.S)).success)
    .map(({ id }) => id.S.split("#"));
  return new Set([
    ...quiets.map(({ correlation_id: id, channel }) => `${id} ${channel}`),
    ...ids.map(([, id = "", , , channel = ""]) => `${id} ${channel}`),
  ]);
}

/** Whether a post came in the one minute of the day that is not among the quiet hours of the watch that sleeps. */
export function isAwake({ receivedAt }: InboxMessage): boolean {
  // A post takes its time after the decision.
  return /T(?:23:59|00:00)/.test(receivedAt);
}

const spokenSchema = z.object({
  correlation_id: z.string(),
  delivered: z.object({ channel: z.string() }),
  watch: z.object({ name: z.string(), post: z.literal("material"), mark: z.object({ as_of: z.number() }) }),
});

/** Posts of one watch on material change about one and the same market: nothing can be new the second time. */
export function saidTwice(
  requests: readonly { readonly request: PlannedRequest }[],
  receipts: readonly string[],
): readonly { readonly request: PlannedRequest; readonly cause: string }[] {
  const spoken = receipts.flatMap((text) => z.safeParse(spokenSchema, JSON.parse(text)).data ?? []);
  const byMarket = Map.groupBy(
    spoken,
    ({ watch, delivered }) => `${watch.name} ${delivered.channel} ${watch.mark.as_of}`,
  );
  return [...byMarket.values()].flatMap(([first, ...others]) =>
    others.flatMap(({ correlation_id: id, delivered }) => {
      const found = requests.find(
        ({ request }) => request.correlationId === id && request.channel === delivered.channel,
      );
      const cause = `unexplained: its watch had said the same as ${first?.correlation_id ?? ""}`;
      return found === undefined ? [] : [{ request: found.request, cause }];
    }),
  );
}

const counterSchema = z.object({ id: z.object({ S: z.string() }), tokens: z.object({ N: z.string() }) });

/** Days whose counter is above their limit. */
export function findOverspending({ ledgerItems = [], tokenLimit = null }: ChaosRecord): readonly string[] {
  if (tokenLimit === null) return [];
  const counters = ledgerItems.flatMap((text) => z.safeParse(counterSchema, JSON.parse(text)).data ?? []);
  return counters
    .filter(({ id, tokens }) => id.S.startsWith("caps#") && Number(tokens.N) > tokenLimit)
    .map(({ id, tokens }) => `${id.S} has ${tokens.N} tokens, more than ${tokenLimit}`);
}
