import { useEffect, useState } from "preact/hooks";
import type { InsightView } from "../../views/insight-view.ts";
import type { PlaceProps } from "../place-props.ts";
import { Chart } from "./chart.tsx";
import { ChatPreview } from "./chat-preview.tsx";
import { Figures } from "./figures.tsx";
import type { Highlighting } from "./highlighting.ts";
import { MarkedAnswer } from "./marked-text.tsx";
import { Command, Folded, Hint, Problem, Section } from "../kit/parts.tsx";
import { TimeLine } from "./time-line.tsx";
import { useLoaded } from "../kit/use-loaded.ts";
import { dollars, spaced, utc } from "../kit/words.ts";

/** One insight by the key of its receipt. */
export function InsightPlace({ receipt, heard }: { readonly receipt: string } & Pick<PlaceProps, "heard">) {
  const loaded = useLoaded<InsightView>(`api/insight?key=${encodeURIComponent(receipt)}`);
  const { reload, value } = loaded;
  useEffect(() => {
    // A receipt may be written anew where a request that was given up is delivered after all.
    if (heard.what.is === "insights" && value !== null && value.outcome === "dead_lettered") reload();
  }, [heard.turn]);
  return (
    <>
      <p>
        <a href="#/">All insights</a>
      </p>
      <Problem text={loaded.problem} />
      {value === null ? (
        <Hint>{loaded.problem === null ? "Loading the receipt ..." : "Go back to the list, or ask npm run why."}</Hint>
      ) : (
        <Insight view={value} />
      )}
    </>
  );
}

/** One insight, whole. */
export function Insight({ view, isNarrow = false }: { readonly view: InsightView; readonly isNarrow?: boolean }) {
  const [highlighted, setHighlighted] = useState<readonly string[]>([]);
  const [pinned, setPinned] = useState<readonly string[]>([]);
  const highlighting: Highlighting = {
    highlighted: highlighted.length > 0 ? highlighted : pinned,
    highlight: setHighlighted,
    pin: setPinned,
  };
  return (
    <article class={isNarrow ? "insight narrow" : "insight"} aria-label={`${view.productId}, ${spaced(view.prompt)}`}>
      {isNarrow ? null : <Head view={view} />}
      <div class="columns">
        <div>
          {view.charts.map((chart) => (
            <Chart key={chart.series} chart={chart} highlighted={highlighting.highlighted} />
          ))}
          {view.charts.length === 0 ? (
            <Hint>There is no chart: the request did not come to figures, or its prompt is not known here.</Hint>
          ) : null}
          <Section title="Time line">
            <TimeLine steps={view.steps} totalMs={view.totalMs} coalesced={view.coalesced} />
          </Section>
        </div>
        <div>
          <Section
            title="The text, sentence by sentence"
            note={
              view.answers.length === 0 || isNarrow
                ? undefined
                : "Point at a number, or move to it with Tab: its figure and its line are marked. Enter keeps the mark."
            }
          >
            {view.answers.length === 0 ? (
              <Hint>No model wrote anything.</Hint>
            ) : (
              view.answers.map((answer) => (
                <MarkedAnswer
                  key={answer.title}
                  answer={answer}
                  highlighting={highlighting}
                  isTrial={view.key === null}
                />
              ))
            )}
          </Section>
          <ChatPreview view={view} />
          <Section title="Figures">
            <Figures figures={view.figures} highlighting={highlighting} />
          </Section>
        </div>
      </div>
      <Section title="Prompt">
        <Folded title={`The user prompt, version ${view.promptVersion ?? "?"}`} text={view.user} />
        <Folded title="The system prompt, with the facts" text={view.system} />
        {view.user === null ? <Hint>It did not come to a prompt.</Hint> : null}
      </Section>
      {view.command === null ? null : (
        <Section title="In a terminal">
          <Command text={view.command} />
        </Section>
      )}
    </article>
  );
}

function Head({ view }: { readonly view: InsightView }) {
  const rows: readonly (readonly [string, string])[] = [
    ["time", `${utc(view.time)} UTC`],
    ["market", view.markets.join("; ") || "-"],
    ["model", view.model === null ? "-" : `${view.provider ?? "?"}, ${view.model}`],
    [
      "tokens",
      view.inputTokens === null && view.outputTokens === null
        ? "-"
        : `${view.inputTokens ?? "?"} in, ${view.outputTokens ?? "?"} out`,
    ],
    ["cost", dollars(view.costUsd)],
    ...(view.watch === null ? [] : [["watch", view.watch] as const]),
    ["correlation id", view.correlationId],
  ];
  return (
    <header class="head">
      <h2>
        {view.productId}, {spaced(view.prompt)}: <span class={`outcome ${view.outcome}`}>{spaced(view.outcome)}</span>
      </h2>
      {view.reason === null ? null : (
        <p>
          <strong>Because:</strong> {view.reason.message} <code>{view.reason.code}</code>
        </p>
      )}
      <dl class="totals">
        {rows.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}
