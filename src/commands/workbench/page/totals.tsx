import { useEffect } from "preact/hooks";
import type { DayTotals } from "../views/list-views.ts";
import type { PlaceProps } from "./place-props.ts";
import { Problem, Section } from "./kit/parts.tsx";
import { useLoaded } from "./kit/use-loaded.ts";
import { dollars, spaced } from "./kit/words.ts";

/** What the day came to. */
export function Totals({ heard, day }: Pick<PlaceProps, "heard"> & { readonly day: string }) {
  const totals = useLoaded<DayTotals>(`api/totals?day=${day}`);
  const { reload } = totals;
  useEffect(() => {
    if (heard.what.is !== "run") reload();
  }, [heard.turn]);
  const { value } = totals;
  if (value === null) return <Problem text={totals.problem} />;
  const rows: readonly (readonly [name: string, value: string])[] = [
    ["insights and others", String(value.count)],
    ...Object.entries(value.outcomes).map(([name, count]) => [spaced(name), String(count)] as const),
    ["tokens in", value.inputTokens.toLocaleString("en")],
    ["tokens out", value.outputTokens.toLocaleString("en")],
    ["cost", value.costUsd === null ? "unknown: give --price" : dollars(value.costUsd)],
    ["dead letters now", value.deadLetters === null ? "unknown" : String(value.deadLetters)],
  ];
  return (
    <Section title={`Totals of ${value.day}`}>
      <dl class="totals">
        {rows.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {value.unread === 0 ? null : (
        <p class="hint" role="status">
          {value.unread} receipts of the day are still being read.
        </p>
      )}
    </Section>
  );
}
