import * as z from "zod/mini";
import { parseJson } from "../src/platform/http/http.ts";
import type { InboxMessage } from "../src/emulators/upstreams/assistant-inbox.ts";
import { formatGivenUp, formatOtherReceive, lettersOf } from "./given-up.ts";
import { findOverspending, isAwake, readQuiets, saidTwice } from "./verdict/judge-watches.ts";
import { isOutdated, isRefusal } from "./post-footer.ts";
import { createTruth } from "./verdict/truth.ts";
import { findSecrets } from "./find-secrets.ts";
import type { PlannedRequest } from "./plan.ts";
import type { ChaosRecord } from "./run-chaos.ts";
import type { SentMessage } from "./sent-message.ts";

/** Something that has to be looked at: what went wrong, or what is told for its cause. */
export interface ChaosCase {
  readonly kind:
    | "lost"
    | "doubled"
    | "false"
    | "outdated"
    | "secret"
    | "overspent"
    | "posted_and_dead_lettered"
    /** Given up because its post may have arrived, and it has not. */
    | "uncertain"
    | "unfinished";
  readonly correlation_id: string;
  readonly product_id: string;
  readonly cause: string;
}

/** The result of a run, as `--json` prints it. */
export interface ChaosVerdict {
  readonly sent: number;
  readonly insights: number;
  readonly plain: number;
  readonly refused: number;
  /** Requests of watches that had nothing to say. */
  readonly quiet: number;
  readonly dead_lettered: number;
  /** Requests that came to no end, and messages that are no request and are not in the dead-letter queue. */
  readonly lost: number;
  /** Requests whose reader got more than one message. */
  readonly doubled: number;
  /** Posts whose text the market does not bear out. */
  readonly false: number;
  /** Posts that came later than the age of their market allows. */
  readonly outdated: number;
  readonly model_calls: number;
  /** Calls that the day's limit forbade. */
  readonly limited_calls: number;
  readonly posts: number;
  readonly token_requests: number;
  readonly longest_wait_ms: number;
  readonly cases: readonly ChaosCase[];
}

/** Of a double that nothing accounts for. */
export const unexplained = "unexplained";

/** Compares what was sent with what the inbox, the dead-letter queue and the receipts hold. */
export function judge(record: ChaosRecord): ChaosVerdict {
  const { sent, letters } = record;
  const lettered = new Set(letters.map(({ messageId, attributes }) => attributes["source_message_id"] ?? messageId));
  const posts = Map.groupBy(record.received, ({ correlationId, channel }) => addressOf(correlationId, channel));
  const receipts = readReceipts(record.receipts);
  const isTrue = createTruth(record.market);
  const quiets = readQuiets(record);
  const outcomes = { insight: 0, plain: 0, refusal: 0, quiet: 0 };
  const cases: ChaosCase[] = [];
  let maxWaitMs = 0;
  const report = (kind: ChaosCase["kind"], cause: string, request?: PlannedRequest): void => {
    cases.push({ kind, correlation_id: request?.correlationId ?? "", product_id: request?.productId ?? "", cause });
  };

  for (const { body, messageId, request } of sent) {
    if (request === null && !lettered.has(messageId)) report("lost", `no dead letter: ${body.slice(0, 80)}`);
  }
  for (const { request, copies } of groupRequests(sent)) {
    const address = addressOf(request.correlationId, request.channel);
    const [first, ...others] = posts.get(address) ?? [];
    posts.delete(address);
    const isLettered = copies.some(({ messageId }) => lettered.has(messageId));
    const formatInterruption = (): string =>
      record.interruptions.get(request.correlationId) ?? [unexplained, ...eventsOf(request, record.lines)].join(" > ");
    const isQuiet = quiets.has(address);
    if (isQuiet && request.watch === undefined) report("lost", "it ended as quiet, and no watch asked for it", request);
    if (first === undefined) {
      if (isQuiet) outcomes.quiet += 1;
      else if (!isLettered) report("lost", "neither a post nor a dead letter", request);
      const doubt = formatGivenUp(lettersOf(copies, letters));
      if (record.listsUncertain === true && doubt !== null) report("uncertain", doubt, request);
      continue;
    }
    if (isQuiet) report("false", "it was posted, and its receipt says that its watch was quiet", request);
    if (request.watch?.watch === "asleep" && !isAwake(first)) report("false", "posted in quiet hours", request);
    outcomes[outcomeOf(first)] += 1;
    const sentAtMs = Math.min(...copies.map((copy) => copy.sentAtMs));
    maxWaitMs = Math.max(maxWaitMs, Date.parse(first.receivedAt) - sentAtMs);
    if (others.length > 0) report("doubled", formatInterruption(), request);
    if (isLettered) {
      const own = formatGivenUp(lettersOf(copies, letters));
      const other = formatOtherReceive(lettersOf(copies, letters));
      report("posted_and_dead_lettered", own ?? other ?? formatInterruption(), request);
    }
    const receipt = receipts.get(address);
    for (const post of [first, ...others]) {
      const asOf = receipt?.market?.window_end ?? receipt?.market?.as_of;
      if (!isTrue(post, request, { sentAtMs, asOf })) report("false", post.message, request);
      if (isOutdated(post, request)) report("outdated", `${post.receivedAt}: ${post.message}`, request);
    }
    if (receipt !== undefined && ![first, ...others].some(({ message }) => message === receipt.insight)) {
      report("false", `the receipt tells of another text: ${receipt.insight}`, request);
    }
  }
  for (const post of [...posts.values()].flat()) report("false", `nobody asked for it: ${post.message}`);
  for (const { request, cause } of saidTwice(groupRequests(sent), record.receipts)) report("doubled", cause, request);
  for (const cause of findOverspending(record)) report("overspent", cause);
  for (const found of findSecrets(record)) report("secret", found);
  if (!record.isComplete) report("unfinished", "the time was up before the queue was empty");

  const count = (kind: ChaosCase["kind"]): number => cases.filter((each) => each.kind === kind).length;
  return {
    sent: sent.filter(({ isRedriven }) => isRedriven !== true).length,
    insights: outcomes.insight,
    plain: outcomes.plain,
    refused: outcomes.refusal,
    quiet: outcomes.quiet,
    dead_lettered: lettered.size,
    lost: count("lost"),
    doubled: count("doubled"),
    false: count("false"),
    outdated: count("outdated"),
    model_calls: record.modelCalls,
    limited_calls: record.lines.filter((line) => line.includes('"DailyLimitReached":1')).length,
    posts: record.posts,
    token_requests: record.tokenRequests,
    longest_wait_ms: maxWaitMs,
    cases,
  };
}

/**
 * Whether a run kept the promises. A double is borne only from an Assistant that knows no key again, and where a process
 * was killed, or the connection dropped, between the post's arrival and its recording.
 */
export function isKept({ cases }: ChaosVerdict, honoursIdempotencyKey: boolean): boolean {
  return cases.every(({ kind, cause }) => {
    if (kind === "doubled") return !honoursIdempotencyKey && !cause.startsWith(unexplained);
    return (kind === "posted_and_dead_lettered" || kind === "uncertain") && !cause.startsWith(unexplained);
  });
}

/** What the function logged of a request, in short: the events, with the code of their error. */
function eventsOf({ correlationId }: PlannedRequest, lines: readonly string[]): readonly string[] {
  const own = lines
    .filter((line) => line.includes(JSON.stringify(correlationId)))
    .map((line) => Object(parseJson(line)));
  return own.flatMap((line) => {
    const event: unknown = Reflect.get(line, "event");
    if (typeof event !== "string") return [];
    const code: unknown = Reflect.get(Object(Reflect.get(line, "error")), "code");
    return typeof code === "string" ? `${event} ${code}` : event;
  });
}

/** A plan has no two requests that share both. */
const addressOf = (correlationId: string, channel: string): string => `${correlationId} ${channel}`;

/** The copies of each request, which must have one end between them. */
function groupRequests(
  sent: readonly SentMessage[],
): readonly { readonly request: PlannedRequest; readonly copies: readonly SentMessage[] }[] {
  const groups = new Map<string, { readonly request: PlannedRequest; readonly copies: SentMessage[] }>();
  for (const message of sent) {
    if (message.request === null) continue;
    const address = addressOf(message.request.correlationId, message.request.channel);
    const group = groups.get(address) ?? { request: message.request, copies: [] };
    group.copies.push(message);
    groups.set(address, group);
  }
  return [...groups.values()];
}

function outcomeOf({ message }: InboxMessage): "insight" | "plain" | "refusal" {
  if (isRefusal(message)) return "refusal";
  return message.includes("Automated summary of ") ? "plain" : "insight";
}

const receiptSchema = z.object({
  correlation_id: z.string(),
  insight: z.string(),
  market: z.nullable(z.object({ as_of: z.number(), window_end: z.optional(z.number()) })),
  delivered: z.object({ channel: z.string() }),
});

/** Of a request that was given up there is a receipt, too; it reports no post. */
const isOfPost = z.object({ delivered: z.object({}) });

function readReceipts(texts: readonly string[]): ReadonlyMap<string, z.infer<typeof receiptSchema>> {
  const written: readonly unknown[] = texts.map((text): unknown => JSON.parse(text));
  const receipts = written
    .filter((receipt) => z.safeParse(isOfPost, receipt).success)
    .map((receipt) => z.parse(receiptSchema, receipt));
  return new Map(receipts.map((receipt) => [addressOf(receipt.correlation_id, receipt.delivered.channel), receipt]));
}
