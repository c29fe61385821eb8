import { useEffect, useState } from "preact/hooks";
import type { LettersView, LetterView } from "../views/work-views.ts";
import { post } from "./kit/api.ts";
import type { PlaceProps } from "./place-props.ts";
import { Command, Folded, Hint, Problem, Section } from "./kit/parts.tsx";
import { useLoaded } from "./kit/use-loaded.ts";
import { spaced, utc } from "./kit/words.ts";

/** What stands in the dead-letter queue. */
export function Letters({ about, heard }: PlaceProps) {
  const letters = useLoaded<LettersView>("api/letters");
  const [problem, setProblem] = useState<string | null>(null);
  const { reload, value } = letters;
  useEffect(() => {
    if (heard.what.is === "letters" || heard.what.is === "missed") reload();
  }, [heard.turn]);
  const change = async (what: "redrive" | "delete", letter: LetterView): Promise<void> => {
    const answer = await post(`api/letters/${what}`, { ids: [letter.messageId] });
    setProblem("problem" in answer ? answer.problem : null);
    reload();
  };
  return (
    <Section
      title="Dead letters"
      note={
        about.isLocal
          ? undefined
          : "A stage is shown read-only: to look at a letter hides it from others for a moment, so it is done by a command. Requests that were given up stand among the insights, outcome dead lettered."
      }
    >
      <Problem text={letters.problem ?? value?.problem ?? problem} />
      {value === null ? (
        <Hint>Looking into the queue ...</Hint>
      ) : (
        <p role="status">
          {value.count ?? "An unknown number of"} {value.count === 1 ? "message" : "messages"}.
        </p>
      )}
      {value?.letters?.length === 0 ? <Hint>It is empty: every request ended well, or is still under way.</Hint> : null}
      {value?.letters?.map((letter) => (
        <Letter
          key={letter.messageId}
          letter={letter}
          isLocal={about.isLocal}
          onChange={(what, each) => void change(what, each)}
        />
      ))}
      {value === null ? null : (
        <>
          <h3>In a terminal</h3>
          {value.commands.map((command) => (
            <Command key={command} text={command} />
          ))}
        </>
      )}
    </Section>
  );
}

function Letter({
  letter,
  isLocal,
  onChange,
}: {
  readonly letter: LetterView;
  readonly isLocal: boolean;
  readonly onChange: (what: "redrive" | "delete", letter: LetterView) => void;
}) {
  const [isAsked, setAsked] = useState(false);
  const name = letter.correlationId ?? letter.messageId;
  return (
    <article class="letter" aria-label={name}>
      <h3>
        {letter.productId ?? "no request"} {letter.prompt === null ? "" : spaced(letter.prompt)} <code>{name}</code>
      </h3>
      <p>
        <strong>{letter.errorCode}</strong>: {letter.errorMessage}
      </p>
      <p>{letter.advice}</p>
      <p class="hint">
        {utc(letter.sentAt)} UTC; its post: {letter.post}. {letter.hopeless ?? ""}
      </p>
      <Folded title="The message" text={letter.body} />
      {isLocal ? (
        <p class="actions">
          <button type="button" disabled={letter.hopeless !== null} onClick={() => onChange("redrive", letter)}>
            Redrive
          </button>
          {isAsked ? (
            <button type="button" onClick={() => onChange("delete", letter)}>
              Delete for good
            </button>
          ) : (
            <button type="button" onClick={() => setAsked(true)}>
              Delete
            </button>
          )}
        </p>
      ) : null}
    </article>
  );
}
