import { type ComponentChildren, createContext } from "preact";
import { useContext, useId, useState } from "preact/hooks";

/** Where two things of a kind stand side by side, the names of their parts begin with this. */
export const Side = createContext("");

/** A part of a page under a heading. */
export function Section({
  title,
  children,
  note,
}: {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly note?: string | undefined;
}) {
  const side = useContext(Side);
  return (
    <section aria-label={`${side}${title}`}>
      <h2>{title}</h2>
      {note === undefined ? null : <p class="hint">{note}</p>}
      {children}
    </section>
  );
}

/** What failed, and what to do. */
export function Problem({ text }: { readonly text: string | null }) {
  return text === null ? null : (
    <p class="problem" role="alert">
      <strong>It failed.</strong> {text}
    </p>
  );
}

/** What is not there yet, and how it gets there. */
export function Hint({ children }: { readonly children: ComponentChildren }) {
  return <p class="hint">{children}</p>;
}

/** A command to copy. */
export function Command({ text }: { readonly text: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = (): void => {
    void navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <p class="command">
      <code>{text}</code>
      <button type="button" onClick={copy} aria-label={`Copy ${text}`}>
        {isCopied ? "Copied" : "Copy"}
      </button>
    </p>
  );
}

/** A field of a form with its label. */
export function Field({
  label,
  isWide = false,
  children,
}: {
  readonly label: string;
  readonly isWide?: boolean;
  readonly children: (id: string) => ComponentChildren;
}) {
  const id = useId();
  return (
    <div class={isWide ? "field wide" : "field"}>
      <label for={id}>{label}</label>
      {children(id)}
    </div>
  );
}

/** A choice of a form. */
export function Choice({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly id: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
}) {
  return (
    <Field label={label}>
      {(field) => (
        <select id={field} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {options.map(({ id, label: text }) => (
            <option key={id} value={id}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** A text that folds away. */
export function Folded({ title, text }: { readonly title: string; readonly text: string | null }) {
  return text === null ? null : (
    <details>
      <summary>{title}</summary>
      <pre tabIndex={0} aria-label={title}>
        {text}
      </pre>
    </details>
  );
}
