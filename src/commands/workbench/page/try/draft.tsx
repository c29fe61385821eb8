import { useState } from "preact/hooks";
import type { TemplateView } from "../../views/work-views.ts";
import { get } from "../kit/api.ts";
import { Field } from "../kit/parts.tsx";

/** The texts of a draft, with `{{fields}}` for what differs from market to market. */
export interface DraftTexts {
  readonly system: string;
  readonly user: string;
}

/** A draft of a prompt: the registered one to begin with. */
export function Draft({
  prompt,
  draft,
  onDraft,
}: {
  readonly prompt: string;
  readonly draft: DraftTexts | null;
  readonly onDraft: (draft: DraftTexts | null) => void;
}) {
  const [template, setTemplate] = useState<TemplateView | null>(null);
  const begin = async (): Promise<void> => {
    const answer = await get<TemplateView>(`api/template?prompt=${prompt}`);
    if (!("value" in answer)) return;
    setTemplate(answer.value);
    onDraft({ system: answer.value.system, user: answer.value.user });
  };
  if (draft === null)
    return (
      <p class="wide">
        <button type="button" onClick={() => void begin()}>
          Edit a draft of this prompt
        </button>
      </p>
    );
  return (
    <fieldset class="wide">
      <legend>Draft, beside version {template?.version ?? "?"}</legend>
      <Field label="User prompt" isWide>
        {(id) => (
          <textarea
            id={id}
            rows={8}
            value={draft.user}
            onInput={(event) => onDraft({ ...draft, user: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field label="System prompt" isWide>
        {(id) => (
          <textarea
            id={id}
            rows={8}
            value={draft.system}
            onInput={(event) => onDraft({ ...draft, system: event.currentTarget.value })}
          />
        )}
      </Field>
      <p class="hint">
        Fields: {template?.fields.map((name) => `{{${name}}}`).join(", ")}. A line whose figure has too few candles is
        left out.
      </p>
      <button type="button" onClick={() => onDraft(null)}>
        Drop the draft
      </button>
    </fieldset>
  );
}
