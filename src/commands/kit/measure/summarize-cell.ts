import { costUsd, type TokenPrice } from "./token-price.ts";
import { type Rate, wilsonRate } from "../statistics/wilson.ts";
import { type CaseEnd, type CaseRecord, isTold } from "./case-record.ts";
import { type Agreement, agreementOfRepeats } from "./agreement.ts";
import type { FaultKind } from "./fault-kinds.ts";
import { type WhatFollowed, whatFollowed } from "./what-followed.ts";

/** What a run tells of one prompt with one model. */
export interface CellSummary {
  readonly prompt: string;
  readonly version: number;
  readonly model: string;
  /** Texts that tell something: neither refused nor failed. */
  readonly cases: number;
  readonly first_try: Rate;
  readonly pruned: Rate;
  readonly repaired: Rate;
  readonly plain: Rate;
  readonly refused: number;
  readonly failed: number;
  readonly sentences: { readonly true: number; readonly false: number; readonly not_understood: number };
  /** The share of all sentences that are true. */
  readonly sentences_kept: Rate;
  readonly faults: readonly FaultKind[];
  /** The mean of the texts that are the model's. */
  readonly words: number | null;
  /** Of all texts together; null where nobody counted them. */
  readonly input_tokens: number | null;
  readonly output_tokens: number | null;
  /** Null where a price or a count is not known. */
  readonly cost_usd: number | null;
  /** How alike the repeats of a case are; null where each has one. */
  readonly repeats_agree: Agreement | null;
  readonly what_followed: { readonly after_1h: WhatFollowed; readonly after_24h: WhatFollowed };
  /** Of each answer; null where the time tells nothing of the model. */
  readonly latency_ms: { readonly p50: number; readonly p95: number } | null;
}

/** Which cell it is, and what its numbers are made of. */
export interface Cell {
  readonly prompt: string;
  readonly version: number;
  readonly model: string;
  readonly price: TokenPrice | null;
  /** No model is asked: then nothing costs. */
  readonly isPlain: boolean;
  readonly records: readonly CaseRecord[];
  readonly faults: readonly FaultKind[];
}

/** Sums up the texts of a cell. */
export function summarizeCell({ prompt, version, model, price, isPlain, records, faults }: Cell): CellSummary {
  const told = records.filter(({ end }) => isTold(end));
  const rateOf = (end: CaseEnd): Rate => wilsonRate(told.filter((record) => record.end === end).length, told.length);
  const countOf = (end: CaseEnd): number => records.filter((record) => record.end === end).length;
  const sentences = {
    true: sum(told.map((record) => record.true)),
    false: sum(told.map((record) => record.false)),
    not_understood: sum(told.map((record) => record.not_understood)),
  };
  const all = sentences.true + sentences.false + sentences.not_understood;
  const words = told.flatMap((record) => record.words ?? []);
  const inputTokens = isPlain ? 0 : sumKnown(told.map((record) => record.input_tokens));
  const outputTokens = isPlain ? 0 : sumKnown(told.map((record) => record.output_tokens));
  const isTimed = told.every(({ latencies_ms: latencies, key }) => latencies.length > 0 || key === null);
  return {
    prompt,
    version,
    model,
    cases: told.length,
    first_try: rateOf("first_try"),
    pruned: rateOf("pruned"),
    repaired: rateOf("repaired"),
    plain: rateOf("plain"),
    refused: countOf("refused"),
    failed: countOf("failed"),
    sentences,
    sentences_kept: wilsonRate(sentences.true, all),
    faults,
    words: words.length === 0 ? null : sum(words) / words.length,
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    cost_usd: isPlain ? 0 : costUsd(price, { inputTokens, outputTokens }),
    repeats_agree: agreementOfRepeats(told),
    what_followed: { after_1h: whatFollowed(told, "after_1h"), after_24h: whatFollowed(told, "after_24h") },
    latency_ms: isTimed ? percentiles(told.flatMap((record) => record.latencies_ms)) : null,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** A count that one text lacks is not 0. */
function sumKnown(counts: readonly (number | null)[]): number | null {
  const known = counts.filter((count) => count !== null);
  return known.length < counts.length || known.length === 0 ? null : sum(known);
}

/** By the nearest rank: each is a time that was measured. */
function percentiles(times: readonly number[]): CellSummary["latency_ms"] {
  if (times.length === 0) return null;
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}
