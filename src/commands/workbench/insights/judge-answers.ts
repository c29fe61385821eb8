import { type Features } from "../../../features/index.ts";
import { prepareFigures } from "../../../grounding/claims/figures.ts";
import { judgeText } from "../../../grounding/reading/judge-text.ts";
import { subjectOf } from "../../../insight/subject-of.ts";
import type { PromptType } from "../../../prompts/prompt-type.ts";
import type { ReceiptReading } from "../../kit/receipts/receipt-reading.ts";
import type { AnswerView, Part, SentenceView, Verdict } from "../views/insight-view.ts";
import { figuresOfSentence, markSentence } from "./mark-sentence.ts";

type Answer = ReceiptReading["answers"][number];
type Recorded = NonNullable<Answer["grounding"]>;

/** What an answer is judged by now; null where the receipt lacks figures, or its prompt is not known here. */
export interface JudgedBy {
  readonly promptType: PromptType;
  readonly productId: string;
  readonly features: Features;
}

/** The answers of a receipt, the verdict that it holds beside the one of this tree's check. */
export function judgeAnswers(receipt: ReceiptReading, by: JudgedBy | null): readonly AnswerView[] {
  const posted = receipt.insight ?? receipt.unposted_text ?? "";
  // A text that was given up before it was posted has no outcome of its own.
  const isPlain =
    posted !== "" && receipt.outcome !== "insight" && receipt.provider === null && receipt.grounding !== null;
  const answers = receipt.answers.map((answer, index) =>
    judgeAnswer({
      title: `${index === 0 ? "Answer" : "Repaired answer"} by ${answer.model ?? "a model"}`,
      text: answer.text ?? "",
      recorded: answer.grounding,
      // Nothing of an earlier answer is posted.
      posted: index === receipt.answers.length - 1 && !isPlain ? posted : "",
      by,
    }),
  );
  if (!isPlain) return answers;
  const text = withoutFooter(posted);
  const plain = { title: "The plain insight, written from the figures", text, recorded: receipt.grounding, posted, by };
  return [...answers, judgeAnswer(plain)];
}

/** Judges a text by this tree's check alone, with nothing recorded beside it. */
function judgeAnswer({
  title,
  text,
  recorded,
  posted,
  by,
}: {
  readonly title: string;
  readonly text: string;
  readonly recorded: Recorded | null;
  readonly posted: string;
  readonly by: JudgedBy | null;
}): AnswerView {
  const now = by === null ? null : judgeText(text, subjectOf(by.promptType, by.productId, by.features));
  const figures =
    by === null ? null : prepareFigures(by.productId, by.features, { namesLevels: by.promptType.namesLevels === true });
  const before = new Map((recorded?.sentences ?? []).map((sentence) => [sentence.text ?? "", sentence]));
  const texts = now !== null && now.sentences.length > 0 ? now.sentences.map((each) => each.text) : [...before.keys()];
  const sentences = texts.map((sentence): SentenceView => {
    const judged = now?.sentences.find((each) => each.text === sentence) ?? null;
    const was = before.get(sentence) ?? null;
    const parts: readonly Part[] =
      judged === null || figures === null
        ? [{ text: sentence, is: "plain", verdict: null, figures: [] }]
        : markSentence(judged, figures);
    return {
      text: sentence,
      parts,
      recorded: readVerdict(was?.verdict ?? null),
      recordedReason: was?.reason ?? "",
      now: judged?.verdict ?? null,
      nowReason: judged?.reason ?? "",
      isPosted: isIn(posted, sentence),
      figures: figuresOfSentence(judged?.claims ?? [], parts),
    };
  });
  return {
    title,
    sentences,
    recordedWhy: recorded === null ? null : whyRecorded(recorded),
    nowWhy: now?.why ?? null,
    isRecorded: recorded !== null,
    text,
  };
}

/** A sentence stands in the post as it is, or without its opening, or with the product's id in the place of "It". */
function isIn(posted: string, sentence: string): boolean {
  if (posted === "") return false;
  if (posted.includes(sentence)) return true;
  const rest = sentence.replace(/^(?:[A-Z][a-z' ]*, ?|Its? |\w+ )/u, "");
  return rest.length > minRestCharacters && posted.toLowerCase().includes(rest.toLowerCase());
}

const minRestCharacters = 15;

/** Versions before the reader told of an answer which words were wrong, and none of it was posted then. */
function whyRecorded({ why, violations }: Recorded): string | null {
  if (why !== null || violations.length === 0) return why;
  return violations.map(({ words, reason }) => `"${words ?? ""}": ${reason ?? "no reason told"}`).join("; ");
}

function readVerdict(value: string | null): Verdict | null {
  return value === "true" || value === "false" || value === "not_understood" ? value : null;
}

function withoutFooter(posted: string): string {
  const at = posted.lastIndexOf("\nAs of ");
  return at === -1 ? posted : posted.slice(0, at);
}
