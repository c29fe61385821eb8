import type { PlaceProps } from "../place-props.ts";
import { Choice, Field } from "../kit/parts.tsx";

/** The model of a trial: one that the server names, or any other by its name. */
export function ModelChoice({
  about,
  model,
  onChange,
}: {
  readonly about: PlaceProps["about"];
  readonly model: string;
  readonly onChange: (model: string) => void;
}) {
  const isOther = !about.models.some(({ id }) => id === model);
  return (
    <>
      <Choice
        label="Model"
        value={isOther ? "other" : model}
        options={[...about.models, { id: "other", label: "another one" }]}
        onChange={(id) => onChange(id === "other" ? "ollama:" : id)}
      />
      {isOther ? (
        <Field label="Its name">
          {(id) => (
            <input
              id={id}
              type="text"
              value={model}
              placeholder="ollama:NAME or bedrock:ID"
              onInput={(event) => onChange(event.currentTarget.value)}
            />
          )}
        </Field>
      ) : null}
    </>
  );
}
