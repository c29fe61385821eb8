/** What a mark does to the text around it. */
type Mark =
  /** Reasoning begins, until a mark closes it. */
  | "opens"
  /** Reasoning ends. Without an opening mark all text so far was reasoning: some chat templates write that mark themselves. */
  | "closes"
  /** The answer begins: all text so far was no part of it. */
  | "answers"
  /** The answer, or a turn of a conversation that some models go on with by themselves, ends. */
  | "ends"
  /** A channel other than the answer's begins, until a turn ends. */
  | "switches"
  | "noise";

const reasoningTags = "think thinking thought thoughts reasoning reflection scratchpad analysis seed:think".split(" ");
const answerTags = "answer final final_answer output response".split(" ");
const turnEnds =
  "end return call im_end eot_id eom_id endoftext end_of_text end▁of▁sentence end_of_solution end_response";

const marks: ReadonlyMap<string, Mark> = new Map<string, Mark>([
  ...reasoningTags.flatMap((name): [string, Mark][] => [
    [`<${name}>`, "opens"],
    [`</${name}>`, "closes"],
  ]),
  ...answerTags.flatMap((name): [string, Mark][] => [
    [`<${name}>`, "answers"],
    [`</${name}>`, "ends"],
  ]),
  ...turnEnds.split(" ").map((name): [string, Mark] => [`<|${name}|>`, "ends"]),
  ["[think]", "opens"],
  ["[/think]", "closes"],
  ["◁think▷", "opens"],
  ["◁/think▷", "closes"],
  ["<|begin_of_thought|>", "opens"],
  ["<|end_of_thought|>", "closes"],
  ["<|begin_of_solution|>", "answers"],
  ["<|start_thinking|>", "opens"],
  ["<|end_thinking|>", "closes"],
  ["<|start_response|>", "answers"],
  ["<|channel|>", "switches"],
  ["<s>", "noise"],
  ["</s>", "noise"],
]);

/** Whatever may be a mark. Every repetition has a bound, so that a text of nothing but beginnings takes no longer than prose. */
const candidates = new RegExp(
  [
    // gpt-oss: a channel's whole head, and a turn's head with its role.
    String.raw`<\|channel\|>\s{0,9}(?<channel>\w{1,20})\b[^<]{0,80}(?:<\|constrain\|>[^<]{0,40})?<\|message\|>`,
    String.raw`<\|(?:start|im_start|start_header_id)\|>\s{0,9}(?:assistant)?`,
    // Special tokens; DeepSeek's have wide bars.
    String.raw`<[|｜][^|｜<>\s]{1,40}[|｜]>`,
    String.raw`<\/?[a-z_:]{1,20}\s{0,9}>`,
    String.raw`\[\/?think\]`,
    String.raw`◁\/?think▷`,
  ].join("|"),
  "giu",
);

/**
 * The answer without the reasoning and the special tokens that some models write into it, trimmed: `<think>` and its kin,
 * `[THINK]`, `◁think▷`, the channels of gpt-oss. Where the answer itself stands between marks (`<answer>`), it is what is
 * between them. A text without such marks comes back as it is, without outer white space.
 *
 * What stands on the reasoning's side of a lone mark is reasoning too: a cut-off answer has no closing mark.
 */
export function stripReasoning(text: string): string {
  let kept = "";
  let keptUntil = 0;
  let reasoning: "marked" | "channel" | null = null;
  let ended = false;
  for (const match of text.matchAll(candidates)) {
    const mark = markOf(match);
    if (mark === undefined) continue;
    if (reasoning === null && !ended) kept += text.slice(keptUntil, match.index);
    keptUntil = match.index + match[0].length;

    if (mark === "opens") {
      reasoning = "marked";
    } else if (mark === "closes") {
      if (reasoning !== "marked") [kept, ended] = ["", false];
      reasoning = null;
    } else if (reasoning === "marked") {
      // Whatever else stands in a thought is only thought of.
    } else if (mark === "answers") {
      [kept, ended, reasoning] = ["", false, null];
    } else if (mark === "switches") {
      reasoning = "channel";
    } else if (mark === "ends") {
      kept = kept.trimStart();
      ended ||= kept !== "";
      reasoning = null;
    }
  }
  if (reasoning === null && !ended) kept += text.slice(keptUntil);
  return kept.trim();
}

function markOf(match: RegExpExecArray): Mark | undefined {
  const channel = match.groups?.["channel"];
  if (channel !== undefined) return channel.toLowerCase() === "final" ? "answers" : "switches";
  const spelling = match[0].toLowerCase().replaceAll("｜", "|").replaceAll(/\s/gu, "");
  return marks.get(spelling) ?? (spelling.startsWith("<|") ? "noise" : undefined);
}
