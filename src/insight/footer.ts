import type { StandIn } from "../market/candle.ts";
import type { Outcome } from "./generation.ts";

/** What a footer tells. */
export interface FooterFacts {
  readonly productId: string;
  readonly outcome: Outcome;
  /** UNIX seconds: when the newest candle closed, or, for a refusal, when its cause was found. */
  readonly asOf: number;
  /** What stood in for the true market; null where nothing did. */
  readonly standIn: StandIn | null;
}

const standInWords: Readonly<Record<StandIn, string>> = {
  synthetic: "Synthetic market.",
  replayed: "Replayed candles.",
};

/**
 * Puts the footer below a text, on a line of its own: as of when it is true, that its market is no true one, and that no
 * model wrote it. Every post ends with it, and this is the one place that writes it. A text of
 * `maxPostedCharacters` leaves it room.
 */
export function addFooter(text: string, { productId, outcome, asOf, standIn }: FooterFacts): string {
  const parts = [
    `As of ${utcMinute(asOf)} UTC.`,
    ...(standIn === null ? [] : [standInWords[standIn]]),
    ...(outcome === "plain" ? [`Automated summary of ${productId}.`] : []),
  ];
  return `${text}\n${parts.join(" ")}`;
}

/** `2026-11-22 12:00`. */
function utcMinute(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().slice(0, 16).replace("T", " ");
}
