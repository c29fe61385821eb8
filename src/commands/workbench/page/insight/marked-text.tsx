import type { AnswerView, Part, SentenceView } from "../../views/insight-view.ts";
import { type Highlighting, highlightOn } from "./highlighting.ts";
import { verdictSigns, verdictWords } from "../kit/words.ts";

/** An answer, sentence by sentence, each with its verdict of then and of now. */
export function MarkedAnswer({
  answer,
  highlighting,
  isTrial,
}: {
  readonly answer: AnswerView;
  readonly highlighting: Highlighting;
  readonly isTrial: boolean;
}) {
  const why = answer.nowWhy ?? answer.recordedWhy;
  return (
    <div class="answer">
      <h3>{answer.title}</h3>
      {why === null ? null : (
        <p class="why">
          <strong>Nothing of it is posted:</strong> {why}
        </p>
      )}
      {answer.recordedWhy !== answer.nowWhy && answer.isRecorded ? (
        <p class="changed">
          Recorded: {answer.recordedWhy ?? "something of it was posted"}. By this tree:{" "}
          {answer.nowWhy ?? "something of it is posted"}.
        </p>
      ) : null}
      {answer.sentences.length === 0 ? (
        <pre tabIndex={0} aria-label={answer.title}>
          {answer.text}
        </pre>
      ) : null}
      <ol class="sentences">
        {answer.sentences.map((sentence, index) => (
          <Sentence
            key={`${index} ${sentence.text}`}
            sentence={sentence}
            highlighting={highlighting}
            isTrial={isTrial}
            isRefused={why !== null}
          />
        ))}
      </ol>
    </div>
  );
}

interface SentenceProps {
  readonly sentence: SentenceView;
  readonly highlighting: Highlighting;
  readonly isTrial: boolean;
  /** Nothing of its answer could be posted. */
  readonly isRefused: boolean;
}

function Sentence({ sentence, highlighting, isTrial, isRefused }: SentenceProps) {
  const verdict = sentence.now ?? sentence.recorded;
  if (verdict === null) return <li>{sentence.text}</li>;
  const isLeftOut = !sentence.isPosted;
  return (
    <li class={`sentence ${verdict}${isLeftOut ? " left-out" : ""}`}>
      <button type="button" class="verdict" {...highlightOn(sentence.figures, highlighting)}>
        <span aria-hidden="true">{verdictSigns[verdict]}</span> {verdictWords[verdict]}
      </button>{" "}
      <span class="text">
        {sentence.parts.map((part, index) => (
          <Marked key={index} part={part} highlighting={highlighting} />
        ))}
      </span>
      <Reason sentence={sentence} verdict={verdict} isTrial={isTrial} isRefused={isRefused} />
    </li>
  );
}

function Marked({ part, highlighting }: { readonly part: Part; readonly highlighting: Highlighting }) {
  if (part.is === "plain") return <>{part.text}</>;
  const { verdict } = part;
  const isHighlighted = part.figures.some((figure) => highlighting.highlighted.includes(figure));
  return (
    <button
      type="button"
      class={`mark ${part.is} ${verdict ?? ""}${isHighlighted ? " highlighted" : ""}`}
      data-figures={part.figures.join(" ")}
      {...highlightOn(part.figures, highlighting)}
    >
      {part.text}
      {verdict === null ? null : (
        <>
          <sup aria-hidden="true">{verdictSigns[verdict]}</sup>
          <span class="unseen"> ({verdictWords[verdict]})</span>
        </>
      )}
    </button>
  );
}

function Reason({
  sentence,
  verdict,
  isTrial,
  isRefused,
}: Omit<SentenceProps, "highlighting"> & { readonly verdict: keyof typeof verdictWords }) {
  const { recorded, now, recordedReason, nowReason, isPosted } = sentence;
  const reason = nowReason === "" ? recordedReason : nowReason;
  return (
    <>
      {isPosted || verdict === "true" ? null : (
        <p class="reason">
          <strong>Left out because it {verdict === "false" ? "is false" : "was not understood"}:</strong> {reason}
        </p>
      )}
      {!isPosted && verdict === "true" ? (
        <p class="reason">
          True, but not posted:{" "}
          {isRefused
            ? "nothing of this answer is."
            : "it leans on a sentence that was left out, or the text was long enough."}
        </p>
      ) : null}
      {isPosted && verdict !== "true" ? (
        <p class="reason">
          <strong>This tree would leave it out:</strong> {reason}
        </p>
      ) : null}
      {recorded !== null && now !== null && !isTrial ? (
        <p class={recorded === now ? "then" : "then changed"}>
          recorded: {spoken(recorded)}; this tree: {spoken(now)}
          {recorded === now ? "" : ". The verdict has changed"}
        </p>
      ) : null}
    </>
  );
}

function spoken(verdict: keyof typeof verdictWords): string {
  return `${verdictSigns[verdict]} ${verdictWords[verdict]}`;
}
