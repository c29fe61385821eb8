import type { InsightView } from "../../views/insight-view.ts";
import type { RunView } from "../../views/work-views.ts";
import { Insight } from "../insight/insight.tsx";
import { Hint, Problem, Section, Side } from "../kit/parts.tsx";
import { dollars, duration, spaced } from "../kit/words.ts";

/** A run: its steps as they happen, and what it came to. */
export function Run({ run }: { readonly run: RunView | null }) {
  if (run === null) return <Hint>Starting ...</Hint>;
  const { registered, draft } = run;
  return (
    <>
      <Section title="Steps">
        <ol class="steps" aria-live="polite">
          {run.steps.map((step, index) => (
            <li key={index}>
              <span class="time">{duration(step.atMs)}</span> {step.text}
            </li>
          ))}
        </ol>
        <p role="status">
          {run.state === "running" ? "It is under way ..." : run.state === "done" ? "Done." : "It failed."}
        </p>
        <Problem text={run.problem} />
        {run.key === null ? null : (
          <p>
            <a href={`#/insight?key=${encodeURIComponent(run.key)}`}>Its receipt</a>
          </p>
        )}
      </Section>
      {registered !== null && draft !== null ? <Comparison registered={registered} draft={draft} /> : null}
      {registered !== null && draft === null && run.state !== "running" ? <Insight view={registered} /> : null}
    </>
  );
}

/** The registered prompt and the draft side by side, on the same candles. */
function Comparison({ registered, draft }: { readonly registered: InsightView; readonly draft: InsightView }) {
  const sides = [
    { title: "Registered prompt", view: registered },
    { title: "Draft", view: draft },
  ] as const;
  const rows: readonly (readonly [string, (view: InsightView) => string])[] = [
    ["outcome", (view) => `${spaced(view.outcome)}${view.reason === null ? "" : `, ${view.reason.code}`}`],
    ["sentences posted", countPosted],
    ["tokens", (view) => `${view.inputTokens ?? "?"} in, ${view.outputTokens ?? "?"} out`],
    ["cost", (view) => dollars(view.costUsd)],
    ["time", (view) => (view.totalMs === null ? "-" : duration(view.totalMs))],
    ["candles", (view) => view.markets.join("; ")],
  ];
  return (
    <Section title="Comparison">
      <table class="figures">
        <thead>
          <tr>
            <td />
            {sides.map(({ title }) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, of]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {sides.map(({ title, view }) => (
                <td key={title}>{of(view)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {sides.every(({ view }) => view.reason?.code === "MODEL_NOT_CONFIGURED") ? (
        <Hint>
          No model was asked, so both texts are written from the figures alone: choose a model to see what the draft
          changes.
        </Hint>
      ) : null}
      <div class="sides">
        {sides.map(({ title, view }) => (
          <section key={title} aria-label={title}>
            <h2>{title}</h2>
            <Side.Provider value={`${title}: `}>
              <Insight view={view} isNarrow />
            </Side.Provider>
          </section>
        ))}
      </div>
    </Section>
  );
}

function countPosted({ answers }: InsightView): string {
  const sentences = answers.at(-1)?.sentences ?? [];
  return `${sentences.filter(({ isPosted }) => isPosted).length} of ${sentences.length}`;
}
