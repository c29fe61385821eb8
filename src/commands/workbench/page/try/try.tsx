import { useEffect, useState } from "preact/hooks";
import type { RunView } from "../../views/work-views.ts";
import { get, post } from "../kit/api.ts";
import type { PlaceProps } from "../place-props.ts";
import { Draft, type DraftTexts } from "./draft.tsx";
import { ModelChoice } from "./model-choice.tsx";
import { Choice, Field, Hint, Problem, Section } from "../kit/parts.tsx";
import { Run } from "./run.tsx";
import { spaced } from "../kit/words.ts";

/** What is typed into the form. */
interface Form {
  readonly product: string;
  readonly prompt: string;
  readonly market: string;
  readonly at: string;
  readonly model: string;
  readonly text: string;
  readonly draft: DraftTexts | null;
}

/** Tries a prompt, a model or a text on a market. */
export function Try({ about, heard }: PlaceProps) {
  const [form, setForm] = useState<Form>({
    product: about.products[0] ?? "BTC-USD",
    prompt: about.prompts[0] ?? "trend_analysis",
    market: "stack",
    at: "",
    model: "stack",
    text: "",
    draft: null,
  });
  const [run, setRun] = useState<string | null>(null);
  const [view, setView] = useState<RunView | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const isOurs = heard.what.is === "missed" || (heard.what.is === "run" && heard.what.run === run);
    if (run === null || !isOurs) return;
    void get<RunView>(`api/runs/${run}`).then((answer) =>
      "value" in answer ? setView(answer.value) : setProblem(answer.problem),
    );
  }, [heard.turn, run]);
  if (!about.isLocal) {
    return (
      <Section title="Try it">
        <Hint>
          A stage is shown read-only. To try a prompt, a model or a text, start the workbench without --stage: npm run
          workbench
        </Hint>
      </Section>
    );
  }
  const set = (fields: Partial<Form>): void => setForm((before) => ({ ...before, ...fields }));
  const start = async (isPosted: boolean): Promise<void> => {
    const { product, prompt, market, at, model, text, draft } = form;
    const trial = { market, at: at === "" ? null : at, model, text: model === "typed" ? text : null, draft };
    const order = { product_id: product, prompt, ...(isPosted ? { post: true } : trial) };
    const answer = await post<{ readonly id: string }>("api/runs", order);
    setProblem("problem" in answer ? answer.problem : null);
    if (!("value" in answer)) return;
    const { id } = answer.value;
    setView(null);
    setRun(id);
    const found = await get<RunView>(`api/runs/${id}`);
    // What came meanwhile is newer.
    if ("value" in found) setView((before) => before ?? found.value);
  };
  return (
    <>
      <Section
        title="Try it"
        note="A trial posts nothing. What goes through the local stack is posted to its own inbox: it takes the stack's own market and model, now, and no draft."
      >
        <form
          class="filters"
          aria-label="What to try"
          onSubmit={(event) => {
            event.preventDefault();
            void start(false);
          }}
        >
          <Field label="Product">
            {(id) => (
              <>
                <input
                  id={id}
                  type="text"
                  list="products"
                  required
                  value={form.product}
                  onInput={(event) => set({ product: event.currentTarget.value.trim().toUpperCase() })}
                />
                <datalist id="products">
                  {about.products.map((each) => (
                    <option key={each} value={each} />
                  ))}
                </datalist>
              </>
            )}
          </Field>
          <Choice
            label="Prompt"
            value={form.prompt}
            options={about.prompts.map((id) => ({ id, label: spaced(id) }))}
            onChange={(prompt) => set({ prompt, draft: null })}
          />
          <Choice label="Market" value={form.market} options={about.markets} onChange={(market) => set({ market })} />
          <Field label="As of (UTC; empty: now)">
            {(id) => (
              <input
                id={id}
                type="datetime-local"
                value={form.at}
                onInput={(event) => set({ at: event.currentTarget.value })}
              />
            )}
          </Field>
          <ModelChoice about={about} model={form.model} onChange={(model) => set({ model })} />
          {form.model === "typed" ? (
            <Field label="Text to judge" isWide>
              {(id) => (
                <textarea
                  id={id}
                  rows={5}
                  value={form.text}
                  onInput={(event) => set({ text: event.currentTarget.value })}
                />
              )}
            </Field>
          ) : null}
          <Draft prompt={form.prompt} draft={form.draft} onDraft={(draft) => set({ draft })} />
          <p class="actions wide">
            <button type="submit" class="main">
              {form.draft === null ? "Try" : "Compare"}
            </button>
            <button type="button" disabled={!isOfStack(form)} onClick={() => void start(true)}>
              Send through the local stack
            </button>
          </p>
        </form>
        <Problem text={problem} />
      </Section>
      {run === null ? (
        <Hint>
          Choose what to try, and press {form.draft === null ? "Try" : "Compare"}: the steps appear here as they happen.
        </Hint>
      ) : (
        <Run run={view} />
      )}
    </>
  );
}

/** Whether the stack itself would write the same. */
function isOfStack({ market, model, at, draft }: Form): boolean {
  return market === "stack" && model === "stack" && at === "" && draft === null;
}
