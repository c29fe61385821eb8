import { describe, expect, it } from "vitest";
import { changeScopeAt } from "../../../src/grounding/claims/change-scope.ts";
import { changeWordAt, directionBefore } from "../../../src/grounding/claims/change-words.ts";
import { readSentence } from "./violations-of.ts";

const day = ["change_24h", "change_24h_pct"];

/** The place of the one number in a sentence. */
function placeOf(sentence: string): { start: number; end: number } {
  const match = /[\d.,]*\d/u.exec(sentence);
  if (match === null) throw new Error(`no number: ${sentence}`);
  return { start: match.index, end: match.index + match[0].length };
}

describe("changeWordAt", () => {
  it.each([
    ["it rose by 5", 1],
    ["it is up about 5", 1],
    ["a 5 gain", 1],
    ["it shed 5", -1],
    ["down 5", -1],
    ["volume dried up by 5", -1],
    ["a 5 decline", -1],
    ["a change of 5", 0],
    ["a negative price change of 5", -1],
    ["a positive change of 5", 1],
    ["it rose to 5", null],
    ["it fell from 5", null],
    ["it closed at 5", null],
    ["5 lower band", null],
  ])("reads %j as %j", (sentence, direction) => {
    const { start, end } = placeOf(sentence);
    expect(changeWordAt(sentence, start, end)?.direction ?? null).toBe(direction);
  });
});

describe("directionBefore", () => {
  it.each([
    ["it has shed some, or 5", -1],
    ["the gain amounts to 5", 1],
    ["it fell but stands at 5", 0],
    ["down (5", -1],
    ["it is 5", 0],
  ])("reads %j as %i", (sentence, direction) => {
    expect(directionBefore(sentence, placeOf(sentence).start)).toBe(direction);
  });
});

describe("changeScopeAt", () => {
  it.each([
    ["It fell by 5 over the day", day],
    ["It rose by 5 in the last candle", ["price_change"]],
    ["It rose by 5", ["price_change", ...day]],
    ["Volume rose by 5", ["volume_change"]],
    ["A 5 rise in volume came", ["volume_change"]],
    ["The RSI rose by 5", []],
    ["The candle rose by 5 today", ["price_change", ...day]],
    ["It rose by 5 with volume", ["price_change", ...day, "volume_change"]],
  ])("tells what the change in %j is one of", (text, names) => {
    const sentence = readSentence(text);
    expect(changeScopeAt(sentence, placeOf(sentence.lower))).toEqual(names);
  });
});
