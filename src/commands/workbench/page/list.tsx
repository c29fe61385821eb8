import { useEffect, useState } from "preact/hooks";
import type { InsightLine, InsightPage } from "../views/list-views.ts";
import type { PlaceProps } from "./place-props.ts";
import { Choice, Field, Command, Hint, Problem, Section } from "./kit/parts.tsx";
import { Totals } from "./totals.tsx";
import { useLoaded } from "./kit/use-loaded.ts";
import { dollars, spaced, utc } from "./kit/words.ts";

const anything = { id: "", label: "any" };
const noFilter = { product: "", prompt: "", outcome: "", model: "", day: "", id: "" };
type Filter = typeof noFilter;

/** The recent insights, filtered. */
export function List({ about, heard }: PlaceProps) {
  const [filter, setFilter] = useState(noFilter);
  const [from, setFrom] = useState(0);
  const page = useLoaded<InsightPage>(
    `api/insights?${new URLSearchParams({ ...filter, from: String(from) }).toString()}`,
  );
  const { reload } = page;
  useEffect(() => {
    if (heard.what.is === "insights" || heard.what.is === "missed") reload();
  }, [heard.turn]);
  const set = (name: keyof Filter) => (value: string) => {
    setFilter((before) => ({ ...before, [name]: value }));
    setFrom(0);
  };
  const choices = (all: readonly string[]) => [anything, ...all.map((id) => ({ id, label: spaced(id) }))];
  return (
    <>
      <Totals heard={heard} day={filter.day} />
      <Section title="Insights">
        <form class="filters" aria-label="Filters" onSubmit={(event) => event.preventDefault()}>
          <Choice
            label="Product"
            value={filter.product}
            options={[anything, ...about.products.map((id) => ({ id, label: id }))]}
            onChange={set("product")}
          />
          <Choice label="Prompt" value={filter.prompt} options={choices(about.prompts)} onChange={set("prompt")} />
          <Choice label="Outcome" value={filter.outcome} options={choices(about.outcomes)} onChange={set("outcome")} />
          <Choice
            label="Model"
            value={filter.model}
            options={[anything, ...about.writers.map((id) => ({ id, label: id }))]}
            onChange={set("model")}
          />
          <Field label="Day">
            {(id) => (
              <input
                id={id}
                type="date"
                value={filter.day}
                onInput={(event) => set("day")(event.currentTarget.value)}
              />
            )}
          </Field>
          <Field label="Correlation id">
            {(id) => (
              <input
                id={id}
                type="search"
                value={filter.id}
                placeholder="a part of it"
                onInput={(event) => set("id")(event.currentTarget.value)}
              />
            )}
          </Field>
          <button type="button" onClick={() => setFilter(noFilter)}>
            Clear
          </button>
        </form>
        <Problem text={page.problem ?? page.value?.problem ?? null} />
        {page.value === null ? (
          <Hint>Loading the receipts ...</Hint>
        ) : (
          <Lines page={page.value} about={about} isFiltered={Object.values(filter).some((value) => value !== "")} />
        )}
        {page.value === null ? null : <Pager page={page.value} from={from} onFrom={setFrom} />}
      </Section>
    </>
  );
}

function Lines({
  page,
  about,
  isFiltered,
}: {
  readonly page: InsightPage;
  readonly about: PlaceProps["about"];
  readonly isFiltered: boolean;
}) {
  if (page.lines.length === 0 && isFiltered)
    return (
      <Hint>
        No insight of the last {about.days} days fits these filters. Clear one of them, or list more days: npm run
        workbench -- --days N
      </Hint>
    );
  if (page.lines.length === 0) {
    return (
      <>
        <Hint>
          There is no insight yet.{" "}
          {about.isLocal
            ? "Start one under Try it, or send a message:"
            : "Once one is delivered it appears here by itself. To ask for one:"}
        </Hint>
        <Command text={`npm run send -- BTC-USD ${about.targetArguments}`} />
      </>
    );
  }
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="The list of insights">
      <table class="list">
        <thead>
          <tr>
            {[
              "Time (UTC)",
              "Product",
              "Prompt",
              "Outcome",
              "Left out",
              "Model",
              "Tokens",
              "Cost",
              "Correlation id",
            ].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {page.lines.map((line) => (
            <Line key={line.key} line={line} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ line }: { readonly line: InsightLine }) {
  const { inputTokens: input, outputTokens: output } = line;
  return (
    <tr>
      <td>
        <a href={`#/insight?key=${encodeURIComponent(line.key)}`}>{utc(line.time)}</a>
      </td>
      <td>{line.productId}</td>
      <td>{spaced(line.prompt)}</td>
      <td>
        <span class={`outcome ${line.outcome ?? "unread"}`}>
          {line.outcome === null ? "not read yet" : spaced(line.outcome)}
        </span>
        {line.reason === null ? null : <small> {line.reason}</small>}
      </td>
      <td>{line.leftOut ?? "-"}</td>
      <td>{line.model ?? "-"}</td>
      <td>{input === null && output === null ? "-" : `${input ?? "?"} + ${output ?? "?"}`}</td>
      <td>{line.outcome === null ? "-" : dollars(line.costUsd)}</td>
      <td>
        <code>{line.correlationId}</code>
      </td>
    </tr>
  );
}

function Pager({
  page,
  from,
  onFrom,
}: {
  readonly page: InsightPage;
  readonly from: number;
  readonly onFrom: (from: number) => void;
}) {
  const last = from + page.lines.length;
  const unread = page.unread === 0 ? "" : `; ${page.unread} of ${page.total} receipts are still being read`;
  return (
    <p class="pager">
      <button type="button" disabled={from === 0} onClick={() => onFrom(Math.max(0, from - 50))}>
        Newer
      </button>
      <span role="status">
        {page.count === 0 ? "0 insights" : `${from + 1} to ${last} of ${page.count}`}
        {unread}
      </span>
      <button type="button" disabled={page.next === null} onClick={() => onFrom(page.next ?? from)}>
        Older
      </button>
    </p>
  );
}
