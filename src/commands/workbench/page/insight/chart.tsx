import { useEffect, useRef } from "preact/hooks";
import type { ChartView } from "../../views/insight-view.ts";
import { type DrawnChart, drawChart, drawnFigures, lineColour } from "./draw-chart.ts";
import { Hint, Section } from "../kit/parts.tsx";

/** The candles of a series with what its prompt names, and a legend that says what is marked. */
export function Chart({ chart, highlighted }: { readonly chart: ChartView; readonly highlighted: readonly string[] }) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<DrawnChart | null>(null);
  const isEmpty = chart.candles.length === 0;
  useEffect(() => {
    if (place.current === null || isEmpty) return undefined;
    const made = drawChart(place.current, chart);
    drawn.current = made;
    const colours = matchMedia("(prefers-color-scheme: dark)");
    colours.addEventListener("change", made.paint);
    return () => {
      colours.removeEventListener("change", made.paint);
      drawn.current = null;
      made.remove();
    };
  }, [chart]);
  useEffect(() => {
    const marked = drawn.current?.mark(highlighted) ?? [];
    if (place.current !== null) place.current.dataset["highlighted"] = marked.join(" ");
  }, [chart, highlighted]);
  return (
    <Section title={`Chart of ${chart.title}`}>
      {isEmpty ? (
        <Hint>{chart.problem ?? "There are no candles."}</Hint>
      ) : (
        <div
          ref={place}
          class={`chart panes-${Math.min(8, chart.panes.length)}`}
          role="img"
          aria-label={describe(chart)}
        />
      )}
      <ul class="legend" aria-label="Lines of the chart">
        {drawnFigures(chart).map(({ figure, label }, index) => (
          <li key={figure} data-figure={figure} class={highlighted.includes(figure) ? "highlighted" : ""}>
            <svg viewBox="0 0 16 4" aria-hidden="true">
              <rect width="16" height="4" fill={lineColour(index)} />
            </svg>
            {label}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What a reader who sees no chart has of it; the figures stand in a table beside it. */
function describe({ candles, title, overlays, panes, decimals }: ChartView): string {
  const closes = candles.map(([, , , , close]) => close);
  const [first = 0, last = 0] = [closes[0], closes.at(-1)];
  const lows = candles.map(([, , , low]) => low);
  const highs = candles.map(([, , high]) => high);
  const show = (value: number): string => value.toFixed(decimals);
  const lines = [...overlays, ...panes.flatMap((pane) => pane.lines)].map(({ label }) => label).join(", ");
  return `${title}: ${candles.length} candles, closes from ${show(first)} to ${show(last)}, between ${show(Math.min(...lows))} and ${show(Math.max(...highs))}; with volume${lines === "" ? "" : `, ${lines}`}.`;
}
