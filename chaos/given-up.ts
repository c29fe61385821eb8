import { mayHaveArrived } from "../src/consumer/batch/dead-letter-cause.ts";
import type { ChaosRecord } from "./run-chaos.ts";
import type { SentMessage } from "./sent-message.ts";

/** The dead letters of a request. */
export function lettersOf(copies: readonly SentMessage[], letters: ChaosRecord["letters"]): ChaosRecord["letters"] {
  return letters.filter(({ messageId, attributes }) =>
    copies.some((copy) => copy.messageId === (attributes["source_message_id"] ?? messageId)),
  );
}

/**
 * Why a request that had been posted could be given up: the letter itself says that its post may have arrived, or nobody could
 * say anything because the queue moved it after receives that all ended with their process.
 */
export function formatGivenUp(letters: ChaosRecord["letters"]): string | null {
  for (const { attributes } of letters) {
    const { error_code: code, error_message: message = "" } = attributes;
    if (code === undefined) return "moved by the queue: no receive lived to record it";
    if (message.includes(mayHaveArrived)) return `${code}, and the letter says that ${mayHaveArrived}`;
  }
  return null;
}

/** Codes of a post that Discord refused: it has not arrived, and a later receive may find it taken. */
const refusedCodes = /^DISCORD_(?:MISCONFIGURED|REJECTED)$/;

/**
 * Why a receive of a request could be given up and a later one post it: of another copy, or of the same message, which comes
 * again where its process was killed between the dead letter and the message's end.
 */
export function formatOtherReceive(letters: ChaosRecord["letters"]): string | null {
  const codes = letters.map(({ attributes }) => attributes["error_code"] ?? "");
  return codes.length > 0 && codes.every((code) => refusedCodes.test(code))
    ? `${codes.join(", ")} of another receive, whose post was refused`
    : null;
}
