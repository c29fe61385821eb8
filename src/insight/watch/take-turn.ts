import { asOfSeconds } from "../../market/candle.ts";
import { assertEnoughCandles } from "../../market/candle-contract.ts";
import type { Lease } from "../../platform/aws/ledger.ts";
import type { Deadline } from "../../platform/deadline.ts";
import { isServiceError, ServiceError } from "../../platform/errors.ts";
import type { Logger } from "../../platform/logger.ts";
import { marketFacts } from "../fetch-series.ts";
import type { GenerationFacts } from "../generation.ts";
import { deliveryIdOf, type InsightRequest } from "../insight-request.ts";
import type { FetchCandles, InsightPorts } from "../ports.ts";
import { writeRefusal } from "../refusal.ts";
import { heldAgainst, type LastPost, readWatchNote, type WatchNote } from "./last-post.ts";
import { type MarketMark, markMarket } from "./market-mark.ts";
import { isQuietAt } from "./quiet-hours.ts";
import type { MaterialBounds, Watch } from "./watch.ts";
import { type Change, hasPassed, whatIsNew } from "./what-is-new.ts";

/** What a receipt says of the watch that a request comes from. */
export interface WatchFacts {
  readonly name: string;
  readonly post: "always" | "material";
  /** What is new since its last post; empty where nothing is. */
  readonly changes: readonly Change[];
  /** Its last post in the channel, that the market was held against; null where there is none, or it did not come to that. */
  readonly against: LastPost | null;
  /** The market as it was held against that. */
  readonly mark: MarketMark | null;
}

/** Whether a watch speaks now. */
export type Turn =
  | {
      readonly kind: "quiet";
      readonly reason: NonNullable<GenerationFacts["reason"]>;
      readonly facts: WatchFacts;
      readonly market: GenerationFacts["market"];
    }
  | { readonly kind: "speaks"; readonly facts: WatchFacts; readonly end: EndTurn };

/** Says what became of a watch's post: `posted`, `not_posted` for sure, or `unknown`. Never throws. */
export type EndTurn = (how: "posted" | "not_posted" | "unknown") => Promise<void>;

/** What a decision is made with. */
export interface TurnPorts extends Pick<InsightPorts, "ledger" | "clock"> {
  readonly fetchCandles: FetchCandles;
}

type Work = { readonly deadline: Deadline; readonly logger: Logger };

/** A crashed container's turn can be taken over this long after its own time was up. */
const leaseMarginMs = 1_000;
/** What follows a post must not take long. */
const maxEndMs = 1_500;

const alwaysSpeaks: EndTurn = async () => undefined;

/**
 * Decides whether a request of a watch is answered now, from figures and before a model is asked. One container at a time decides
 * for a watch in a channel, and holds that until its post is done; the last post stands in the ledger.
 *
 * @param isResumed whether an earlier attempt began to post: its text is posted, whatever the market does.
 * @throws ServiceError `LEDGER_BUSY` (retryable) while somebody else decides; what fetching the candles throws.
 */
export async function takeTurn(
  request: InsightRequest,
  watch: Watch,
  ports: TurnPorts,
  { isResumed, ...work }: Work & { readonly isResumed: boolean },
): Promise<Turn> {
  const { name, material } = watch;
  const post = material === null ? "always" : "material";
  const facts: WatchFacts = { name, post, changes: [], against: null, mark: null };
  if (!isResumed && isQuietAt(watch, ports.clock())) {
    const reason = { code: "QUIET_HOURS", message: `It is among the quiet hours of ${watch.timeZone}` } as const;
    return { kind: "quiet", reason, facts, market: null };
  }
  if (material === null) return { kind: "speaks", facts, end: alwaysSpeaks };
  const id = watchIdOf(request, name);
  if (isResumed) {
    // Whoever decides meanwhile holds its market against what is resumed here: it need not wait.
    const lease = await claim(id, ports, work).catch(() => null);
    return { kind: "speaks", facts, end: lease === null ? alwaysSpeaks : endResumed(request, lease, work.logger) };
  }
  const lease = await claim(id, ports, work);
  try {
    return await decide({ request, material, facts, lease }, ports, work);
  } catch (error) {
    await release(lease, work.logger);
    throw error;
  }
}

interface Decision {
  readonly request: InsightRequest;
  readonly material: MaterialBounds;
  readonly facts: WatchFacts;
  readonly lease: Lease;
}

async function decide(
  { request, material, facts, lease }: Decision,
  ports: TurnPorts,
  { deadline, logger }: Work,
): Promise<Turn> {
  const delivery = deliveryIdOf(request);
  const note = readWatchNote(lease.note);
  const against = heldAgainst(note, delivery);
  const { market, post } = await lookAtMarket(request, ports, deadline);
  const changes = changesSince(post, against, material);
  const told: WatchFacts = { ...facts, changes, against, mark: post.mark };
  if (changes.length === 0) {
    // An earlier attempt of this very delivery may have decided otherwise, and did not come to a post.
    if (note.pending?.delivery === delivery) await lease.setNote(writeNote({ last: note.last }), deadline.signal);
    await release(lease, logger);
    const since = against === null ? "" : ` of ${new Date(against.as_of * 1_000).toISOString()}`;
    const message = `Nothing material has changed since its last post${since} (${against?.correlation_id ?? "none"})`;
    return { kind: "quiet", reason: { code: "NOTHING_NEW", message }, facts: told, market };
  }
  const isOwn = await lease.setNote(writeNote({ last: against, pending: { delivery, post } }), deadline.signal);
  if (!isOwn) throw busy("Another container has taken this watch over", 0);
  const end: EndTurn = async (how) => {
    const next = how === "posted" ? { last: post } : { last: against };
    // What may have arrived counts as the last post for everybody else.
    if (how !== "unknown") await setNote(lease, next, logger);
    await release(lease, logger);
  };
  return { kind: "speaks", facts: told, end };
}

/** What an earlier attempt decided on is the last post once it is known to have arrived. */
function endResumed(request: InsightRequest, lease: Lease, logger: Logger): EndTurn {
  const { last, pending } = readWatchNote(lease.note);
  const isOwn = pending?.delivery === deliveryIdOf(request);
  return async (how) => {
    if (isOwn && how === "posted") await setNote(lease, { last: pending.post }, logger);
    if (isOwn && how === "not_posted") await setNote(lease, { last }, logger);
    await release(lease, logger);
  };
}

/** Marks the market of the candles that had closed by now. What keeps it from being described is a state of it as well. */
async function lookAtMarket(
  { correlationId, productId, promptType }: InsightRequest,
  { fetchCandles, clock }: TurnPorts,
  deadline: Deadline,
): Promise<{ readonly market: GenerationFacts["market"]; readonly post: LastPost }> {
  const [wanted] = promptType.series;
  const endSeconds = asOfSeconds(clock(), wanted.granularity);
  const startSeconds = endSeconds - wanted.windowSeconds;
  const own = { correlation_id: correlationId, as_of: endSeconds };
  let market: GenerationFacts["market"] = null;
  try {
    const query = { productId, granularity: wanted.granularity, startSeconds, endSeconds };
    const set = await fetchCandles(query, deadline);
    market = marketFacts(set);
    assertEnoughCandles(productId, set, wanted.granularity, clock() / 1_000);
    return { market, post: { ...own, mark: markMarket({ wanted, set }), refusal: null } };
  } catch (error) {
    if (!isServiceError(error) || writeRefusal(productId, error.code) === null) throw error;
    return { market, post: { ...own, mark: null, refusal: error.code } };
  }
}

function changesSince(now: LastPost, last: LastPost | null, bounds: MaterialBounds): readonly Change[] {
  if (last === null) return [{ kind: "first", said: "it has posted nothing yet" }];
  if (now.refusal !== last.refusal) {
    return [{ kind: "refusal", said: `${stateOf(now)}, and before ${stateOf(last)}` }];
  }
  if (now.mark !== null && last.mark !== null) return whatIsNew(now.mark, last.mark, bounds);
  const time = hasPassed(now.as_of - last.as_of, bounds);
  return time === null ? [] : [time];
}

/** The ledger's id of what a watch said last in a channel. */
function watchIdOf({ productId, promptType, channel }: InsightRequest, name: string): string {
  return ["watch", name, productId, promptType.name, channel].join("#");
}

function stateOf({ refusal }: LastPost): string {
  return refusal ?? "there are figures";
}

async function claim(id: string, ports: TurnPorts, { deadline }: Work): Promise<Lease> {
  const found = await ports.ledger.claim(id, {
    leaseMs: deadline.remainingMs() + leaseMarginMs,
    signal: deadline.signal,
  });
  if (found.state === "claimed") return found.lease;
  const retryAfterMs = found.state === "busy" ? Math.max(0, found.leaseUntilMs - ports.clock()) : 0;
  throw busy("Another container decides for this watch", retryAfterMs);
}

function busy(message: string, retryAfterMs: number): ServiceError {
  return new ServiceError("LEDGER_BUSY", message, { retryable: true, details: { retryAfterMs } });
}

function writeNote(note: WatchNote): string {
  return JSON.stringify(note);
}

async function setNote(lease: Lease, note: WatchNote, logger: Logger): Promise<void> {
  await lease
    .setNote(writeNote(note), AbortSignal.timeout(maxEndMs))
    .catch((error: unknown) => logger.warn("watch_not_noted", { error }));
}

async function release(lease: Lease, logger: Logger): Promise<void> {
  await lease
    .release(AbortSignal.timeout(maxEndMs))
    .catch((error: unknown) => logger.warn("lease_not_released", { error }));
}
