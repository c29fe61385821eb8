import * as z from "zod/mini";
import { readWatch } from "./watch-fields.ts";
import type { Watch } from "../../insight/watch/watch.ts";
import type { InsightRequest, QueueMessage } from "../../insight/insight-request.ts";
import { channelCheck } from "../../platform/config/settings/setting-checks.cjs";
import { ServiceError } from "../../platform/errors.ts";
import { findPromptType, promptNames } from "../../prompts/registry.ts";
import { kindOf } from "./name-event.ts";

/** The grammars of the fields, with the words that an error says of them. */
export const grammars = {
  correlation_id: {
    pattern: /^[A-Za-z0-9._:/@+=-]{1,128}$/,
    allowed: "1 to 128 of the characters A-Z a-z 0-9 . _ : / @ + = -",
  },
  product_id: {
    pattern: /^[A-Z0-9]{1,20}(-[A-Z0-9]{1,20}){1,3}$/,
    allowed: "upper-case letters and digits in 2 to 4 parts joined by -, such as BTC-USD",
  },
  channel: channelCheck,
} as const;

const promptRule = `a known prompt: ${promptNames.join(", ")}`;

const field = (name: keyof typeof grammars): z.ZodMiniString =>
  z.string().check(z.regex(grammars[name].pattern, { error: grammars[name].allowed }));

/** The payload of a message. Fields beyond these are ignored. */
const payloadSchema = z.object({
  correlation_id: field("correlation_id"),
  product_id: field("product_id"),
  prompt: z.string().check(z.refine((name) => findPromptType(name) !== undefined, { error: promptRule })),
  channel: z.optional(z.nullable(field("channel"))),
});

/** A payload that keeps its rules. */
export type Payload = z.infer<typeof payloadSchema>;

/** A payload that a watch may have sent. */
export interface WatchedPayload extends Payload {
  /** Absent where no watch did. */
  readonly watch?: Watch;
}

const allowed: Readonly<Record<string, string>> = {
  correlation_id: grammars.correlation_id.allowed,
  product_id: grammars.product_id.allowed,
  prompt: promptRule,
  channel: grammars.channel.allowed,
};

/**
 * Checks a payload.
 *
 * @throws ServiceError `PAYLOAD_INVALID`, naming each field that is wrong, what it holds and what is allowed.
 */
export function parsePayload(value: unknown): Payload {
  const result = z.safeParse(payloadSchema, value);
  if (result.success) return result.data;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ServiceError("PAYLOAD_INVALID", `The payload must be a JSON object, not ${kindOf(value)}`);
  }
  const names = new Set(result.error.issues.map((issue) => String(issue.path[0])));
  const problems = [...names].map(
    (name) => `${name} ${problemOf(Reflect.get(value, name))}; it must be ${allowed[name]}`,
  );
  throw new ServiceError("PAYLOAD_INVALID", problems.join(". "), { details: { problems } });
}

/**
 * Checks a payload that a watch may have sent: then it has fields of the watch as well.
 *
 * @throws ServiceError as {@link parsePayload} does.
 */
export function parseWatchedPayload(value: unknown): WatchedPayload {
  const payload = parsePayload(value);
  const { watch, problems } = readWatch(value);
  if (problems.length > 0) throw new ServiceError("PAYLOAD_INVALID", problems.join(". "), { details: { problems } });
  return watch === null ? payload : { ...payload, watch };
}

function problemOf(held: unknown): string {
  if (held === undefined) return "is missing";
  return typeof held === "string" ? `is ${JSON.stringify(held.slice(0, 60))}` : `is ${kindOf(held)}`;
}

/** The request that a payload makes. `channel` is the default one; `message` and `caller` are null where there is none. */
export function toRequest(
  payload: WatchedPayload,
  channel: string,
  message: QueueMessage | null,
  caller: string | null = null,
): InsightRequest {
  const promptType = findPromptType(payload.prompt);
  if (promptType === undefined) throw new ServiceError("PAYLOAD_INVALID", `prompt must be ${promptRule}`);
  return {
    correlationId: payload.correlation_id,
    productId: payload.product_id,
    promptType,
    channel: payload.channel ?? channel,
    caller,
    ...(payload.watch === undefined ? {} : { watch: payload.watch }),
    message,
  };
}
