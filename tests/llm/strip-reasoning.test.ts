import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stripReasoning } from "../../src/llm/strip-reasoning.ts";

const answer = "BTC-USD is rising.";

describe("stripReasoning", () => {
  it.each([
    "think",
    "thinking",
    "thought",
    "thoughts",
    "reasoning",
    "reflection",
    "scratchpad",
    "analysis",
    "seed:think",
  ])("leaves what stands between <%s> marks out", (name) => {
    expect(stripReasoning(`<${name}>\nIt rose.\n</${name}>\n\n${answer}`)).toBe(answer);
    expect(stripReasoning(`<${name.toUpperCase()} >It rose.</${name.toUpperCase()} >${answer}`)).toBe(answer);
    expect(stripReasoning(`It rose.</${name}>${answer}`)).toBe(answer);
    expect(stripReasoning(`${answer}<${name}>It rose.`)).toBe(answer);
  });

  it.each([
    ["Mistral", `[THINK]It rose.[/THINK]${answer}`],
    ["Kimi", `◁think▷It rose.◁/think▷${answer}`],
    ["Command", `<|START_THINKING|>It rose.<|END_THINKING|><|START_RESPONSE|>${answer}<|END_RESPONSE|>`],
    ["OpenThinker", `<|begin_of_thought|>a<|end_of_thought|><|begin_of_solution|>${answer}<|end_of_solution|>`],
  ])("leaves the reasoning of %s out", (_, text) => {
    expect(stripReasoning(text)).toBe(answer);
  });

  it.each([
    `<reasoning>a</reasoning>BTC-USD <think>b</think>is rising.`,
    `<think>a<think>b</think>c</think>${answer}`,
    `<think>a <analysis>b</analysis> c</think>${answer}`,
    `<think>I put it between <answer> and </answer>.</think>${answer}`,
    `<think>It ends with <|end|> or </s></think>${answer}`,
  ])("is not led astray by marks between marks: %j", (text) => {
    expect(stripReasoning(text)).toBe(answer);
  });

  describe("of gpt-oss", () => {
    const analysis = "<|channel|>analysis<|message|>The RSI is 65.<|end|>";
    const final = `<|channel|>final<|message|>${answer}`;

    it.each([
      ["both channels", `${analysis}<|start|>assistant${final}<|return|>`],
      ["a channel that the template opened", `The RSI is 65.<|end|><|start|>assistant${final}`],
      ["a channel that is never closed", `<|channel|>analysis<|message|>The RSI is 65.<|start|>assistant${final}`],
      ["a commentary in between", `${analysis}<|start|>assistant<|channel|>commentary<|message|>So:<|end|>${final}`],
      ["a recipient and a constraint", `<|channel|>commentary to=f <|constrain|>json<|message|>{}<|call|>${final}`],
      ["no final channel", `${analysis}${answer}`],
      ["an answer before its analysis", `${answer}<|channel|>analysis<|message|>The RSI is 65.`],
    ])("takes the final channel of %s", (_, text) => {
      expect(stripReasoning(text)).toBe(answer);
    });

    it.each([analysis, "<|channel|>analysis<|message|>The RSI", "<|channel|>analysis", "<|channel|>final"])(
      "finds no answer in %j",
      (text) => {
        expect(stripReasoning(text)).toBe("");
      },
    );
  });

  it.each([
    `<answer>${answer}</answer>`,
    `The RSI is 65.\n<answer>\n${answer}\n</answer>\nDone.`,
    `<final>${answer}</final>`,
    `<final_answer>${answer}`,
    `${answer}</answer>`,
    `<thinking>a</thinking><output>${answer}</output>`,
  ])("takes the answer out of its wrapper: %j", (text) => {
    expect(stripReasoning(text)).toBe(answer);
  });

  it.each([
    `${answer}</s>`,
    `<s>${answer}`,
    `<|begin_of_text|>${answer}<|eot_id|>`,
    `<|start_header_id|>assistant<|end_header_id|>\n\n${answer}`,
    `<|im_start|>assistant\n${answer}<|im_end|>\n<|im_start|>user\nWhy?<|im_end|>`,
    `<｜begin▁of▁sentence｜>${answer}<｜end▁of▁sentence｜>`,
    `<|im_end|>${answer}`,
    `BTC-USD is <|unknown_token|>rising.`,
  ])("leaves special tokens, and turns that follow, out of %j", (text) => {
    expect(stripReasoning(text)).toBe(answer);
  });

  it("finds nothing where all is reasoning", () => {
    expect(stripReasoning("<think>It rose, so")).toBe("");
    expect(stripReasoning(`<think>It rose.</think>`)).toBe("");
    expect(stripReasoning(`${answer} so I say </think>`)).toBe("");
  });

  it.each([
    "RSI <50 and >30, <b>BTC-USD</b>",
    "My analysis: [analysis] of (thoughts) and reflection.",
    "Buyers > sellers | <- support, resistance ->",
    "a <think and b",
    "Range [50000, 50100] | final answer: up",
    "x <| y |> z",
  ])("leaves %j as it is", (text) => {
    expect(stripReasoning(`  ${text}\n`)).toBe(text);
  });

  it("changes nothing in a text without angles, brackets and the like", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."think final|/>]▷ \n50,.%BTC-USD".split("")) }), (text) => {
        expect(stripReasoning(text)).toBe(text.trim());
      }),
    );
  });

  // A cost that grows with the square of the length would run into the test's time limit here.
  it.each([
    "<",
    "<think>",
    "</think>",
    "a</think>",
    "<think",
    "<|",
    "<|end|>",
    "a<|end|>",
    " <|end|>",
    "<|channel|>a ",
  ])("reads a million characters of %j", (piece) => {
    expect(stripReasoning(piece.repeat(1_000_000 / piece.length)).length).toBeLessThanOrEqual(1_000_000);
  });

  it("reads a million characters before and between marks", () => {
    const half = 500_000;
    for (const filler of ["a", " ", "<think", "◁"]) {
      const text = filler.repeat(half / filler.length) + "<|end|>".repeat(half / 7);
      expect(stripReasoning(text).length).toBeLessThanOrEqual(half);
    }
  });
});
