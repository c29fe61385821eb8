import {
  CandlestickSeries,
  createChart,
  HistogramSeries,
  type IChartApi,
  LineSeries,
  LineStyle,
  type UTCTimestamp,
} from "lightweight-charts";
import type { ChartLine, ChartView } from "../../views/insight-view.ts";

/** A chart on the page. */
export interface DrawnChart {
  /** Marks the lines of these figures, and gives the names of those that are marked. */
  mark(figures: readonly string[]): readonly string[];
  /** Takes the page's colours anew. */
  readonly paint: () => void;
  remove(): void;
}

const thin = 1;
const thick = 3;
const paneHeight = 90;
const candlesHeight = 300;

/** The colours of the lines; each is told apart from both backgrounds. */
const lineColours = ["#0b7fd6", "#c2570c", "#8a4bd8", "#0e8a5f", "#c02a6e", "#7d7a12", "#3d6f8e", "#b0413e"] as const;

/** The colour of the line with this number. */
export function lineColour(index: number): string {
  return lineColours[index % lineColours.length] ?? lineColours[0];
}

/** The figures of a chart in the order of their colours. */
export function drawnFigures(chart: ChartView): readonly { readonly figure: string; readonly label: string }[] {
  return [...chart.overlays, ...chart.levels, ...chart.panes.flatMap(({ lines }) => lines)];
}

/** Draws candles, what lies over them, volume, and the panes below. */
export function drawChart(place: HTMLElement, view: ChartView): DrawnChart {
  const chart = createChart(place, {
    autoSize: true,
    height: heightOf(view),
    // Its logo is a style of its own, which the page's rules forbid; the footer names who made it.
    layout: { attributionLogo: false },
    timeScale: { timeVisible: true, secondsVisible: false },
    handleScroll: { vertTouchDrag: false },
  });
  const figures = drawnFigures(view).map(({ figure }) => figure);
  const colourOf = (figure: string): string => lineColour(figures.indexOf(figure));
  const marks = new Map<string, (isHighlighted: boolean) => void>();
  const priceFormat = { type: "price", precision: view.decimals, minMove: 10 ** -view.decimals } as const;

  const candles = chart.addSeries(CandlestickSeries, {
    upColor: "#2a9d6f",
    wickUpColor: "#2a9d6f",
    downColor: "#d1495b",
    wickDownColor: "#d1495b",
    borderVisible: false,
    priceFormat,
  });
  candles.setData(view.candles.map(([time, open, high, low, close]) => ({ time: at(time), open, high, low, close })));
  for (const line of view.overlays) marks.set(line.figure, addLine(chart, line, 0, colourOf(line.figure), priceFormat));
  for (const { figure, label, value } of view.levels) {
    const level = candles.createPriceLine({
      price: value,
      color: colourOf(figure),
      lineWidth: thin,
      lineStyle: LineStyle.Dashed,
      axisLabelVisible: true,
      title: "",
    });
    marks.set(figure, (isHighlighted) =>
      level.applyOptions({ lineWidth: isHighlighted ? thick : thin, title: isHighlighted ? label : "" }),
    );
  }
  const volume = chart.addSeries(HistogramSeries, { color: "#8899aa", priceFormat: { type: "volume" } }, 1);
  volume.setData(view.candles.map(([time, , , , , value]) => ({ time: at(time), value })));
  for (const [index, pane] of view.panes.entries()) {
    for (const [number, line] of pane.lines.entries()) {
      const { decimals, levels } = pane;
      const format = { type: "price", precision: decimals, minMove: 10 ** -decimals } as const;
      marks.set(
        line.figure,
        addLine(chart, line, index + 2, colourOf(line.figure), format, number === 0 ? levels : []),
      );
    }
  }
  for (const [index, pane] of chart.panes().entries()) pane.setStretchFactor(index === 0 ? candlesHeight : paneHeight);
  chart.timeScale().fitContent();
  const paint = (): void => {
    const style = getComputedStyle(place);
    const grid = { color: style.getPropertyValue("--line") };
    chart.applyOptions({
      layout: { background: { color: style.getPropertyValue("--panel") }, textColor: style.getPropertyValue("--text") },
      grid: { vertLines: grid, horzLines: grid },
    });
  };
  paint();
  return {
    paint,
    mark(highlighted) {
      for (const [figure, mark] of marks) mark(highlighted.includes(figure));
      return [...marks.keys()].filter((figure) => highlighted.includes(figure));
    },
    remove: () => chart.remove(),
  };
}

/** Draws a line and gives what marks it. */
function addLine(
  chart: IChartApi,
  { points, label }: ChartLine,
  pane: number,
  color: string,
  priceFormat: { readonly type: "price"; readonly precision: number; readonly minMove: number },
  levels: readonly { readonly value: number; readonly label: string }[] = [],
): (isHighlighted: boolean) => void {
  const options = {
    color,
    lineWidth: thin,
    priceLineVisible: false,
    lastValueVisible: true,
    title: "",
    priceFormat,
  } as const;
  const series = chart.addSeries(LineSeries, options, pane);
  series.setData(points.map(([time, value]) => ({ time: at(time), value })));
  for (const level of levels) {
    series.createPriceLine({
      price: level.value,
      title: level.label,
      color: "#8899aa",
      lineWidth: thin,
      lineStyle: LineStyle.Dotted,
    });
  }
  // All names at once would hide the candles: the legend has them, and what is marked tells its own.
  return (isHighlighted) =>
    series.applyOptions({ lineWidth: isHighlighted ? thick : thin, title: isHighlighted ? label : "" });
}

/** How high a chart is, in pixels. */
export function heightOf({ panes }: ChartView): number {
  return candlesHeight + paneHeight * (panes.length + 1) + 30;
}

function at(seconds: number): UTCTimestamp {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- UNIX seconds are what the library calls so
  return seconds as UTCTimestamp;
}
