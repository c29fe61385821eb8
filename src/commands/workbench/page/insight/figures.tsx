import type { FigureView } from "../../views/insight-view.ts";
import { type Highlighting, highlightOn } from "./highlighting.ts";
import { Hint } from "../kit/parts.tsx";

const places: Readonly<Record<FigureView["drawn"], string>> = {
  line: "line over the candles",
  level: "level across the candles",
  pane: "pane below",
  no: "not drawn",
};

/** The figures that the text was written from. */
export function Figures({
  figures,
  highlighting,
}: {
  readonly figures: readonly FigureView[];
  readonly highlighting: Highlighting;
}) {
  if (figures.length === 0) return <Hint>It did not come to figures.</Hint>;
  return (
    <table class="figures">
      <thead>
        <tr>
          <th scope="col">Figure</th>
          <th scope="col">Value</th>
          <th scope="col">On the chart</th>
        </tr>
      </thead>
      <tbody>
        {figures.map((figure) => (
          <tr
            key={`${figure.series ?? ""} ${figure.name}`}
            data-figure={figure.name}
            class={highlighting.highlighted.includes(figure.name) ? "highlighted" : ""}
          >
            <th scope="row">
              <button type="button" class="name" title={figure.source} {...highlightOn([figure.name], highlighting)}>
                {figure.label}
              </button>
              {figure.series === null ? null : <small> {figure.series}</small>}
            </th>
            <td>{figure.text ?? "too few candles"}</td>
            <td>{places[figure.drawn]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
