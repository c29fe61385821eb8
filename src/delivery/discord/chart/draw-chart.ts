import { formatPrice, priceTicks, type Tick, timeTicks } from "./axes.ts";
import { type Canvas, createCanvas, textHeight, textWidth } from "./canvas.ts";
import { type Color, encodePng } from "./encode-png.ts";
import { placeLabels } from "./place-labels.ts";

/** One candle: `start` in UNIX seconds, prices in the quote currency. */
export interface ChartCandle {
  readonly start: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** What a chart shows. */
export interface ChartFacts {
  /** Above the candles: `BTC-USD, 5 min`. */
  readonly title: string;
  /** Oldest first, at least one. */
  readonly candles: readonly ChartCandle[];
  /** Seconds of one candle. */
  readonly candleSeconds: number;
  /** The window, UNIX seconds: candles that lack in it are gaps. */
  readonly from: number;
  readonly to: number;
  /** Decimals that the market quotes its prices with. */
  readonly decimals: number;
  /** Prices to be marked, with their names. */
  readonly levels: readonly { readonly label: string; readonly value: number }[];
}

const size = { width: 960, height: 480 } as const;
const margin = { top: 34, bottom: 34, left: 12, gap: 8 } as const;
const scale = 2;

/** Opaque and dark by itself, so that it reads alike in a dark and in a light client. */
const color = { ground: 0, grid: 1, axis: 2, text: 3, up: 4, down: 5, level: 6, last: 7, onLast: 8, frame: 9 } as const;
const palette: readonly Color[] = [
  [24, 26, 32],
  [44, 48, 58],
  [150, 156, 170],
  [232, 235, 242],
  [46, 189, 160],
  [242, 92, 84],
  [240, 196, 92],
  [232, 235, 242],
  [24, 26, 32],
  [78, 84, 98],
];

/** A level farther away than this many heights of the candles would press them flat: it is not drawn. */
const maxStretch = 0.6;

interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly y: (price: number) => number;
  readonly x: (seconds: number) => number;
}

/** Draws candles with axes, levels and the last price, as a PNG of 960 by 480 pixels. Pure: the same facts give the same pixels. */
export function drawChart(facts: ChartFacts): Buffer {
  return encodePng(drawCanvas(facts), palette);
}

function drawCanvas(facts: ChartFacts): Canvas {
  const canvas = createCanvas(size.width, size.height);
  const last = facts.candles.at(-1);
  if (last === undefined) return canvas;
  const { low, high, levels } = rangeOf(facts);
  const ticks = priceTicks(low, high, 8, facts.decimals);
  const lastLabel = formatPrice(last.close, facts.decimals);
  const widest = Math.max(...[lastLabel, ...ticks.map(({ label }) => label)].map((text) => textWidth(text, scale)));
  const plot = plotOf(facts, { low, high, axisWidth: widest + 3 * margin.gap });
  // What stands at the last price would be half covered by its own label.
  const isFree = ({ value }: Tick): boolean => Math.abs(plot.y(value) - plot.y(last.close)) > textHeight(scale) + 5;
  drawGrid(canvas, plot, ticks.filter(isFree), timeTicks(facts.from, facts.to, 8));
  // Lines first: a market that stands still would lie hidden under them.
  for (const { value } of levels) drawLine(canvas, plot, value, { color: color.level, every: 10, dash: 5 });
  drawLine(canvas, plot, last.close, { color: color.last, every: 4, dash: 2 });
  drawCandles(canvas, plot, facts);
  writeLevels(canvas, plot, { levels, decimals: facts.decimals });
  writeLast(canvas, plot, last.close, lastLabel);
  canvas.write(facts.title, margin.left, (margin.top - textHeight(scale)) / 2, { color: color.text, scale });
  return canvas;
}

/** From the lowest to the highest price that is shown, with some room; a market that stands still gets room by its decimals. */
function rangeOf({ candles, levels, decimals }: ChartFacts) {
  let low = Math.min(...candles.map((candle) => candle.low));
  let high = Math.max(...candles.map((candle) => candle.high));
  const height = high - low;
  const isNear = (value: number): boolean =>
    Number.isFinite(value) && value >= low - height * maxStretch && value <= high + height * maxStretch;
  const shown = levels.filter(({ value }) => isNear(value));
  low = Math.min(low, ...shown.map(({ value }) => value));
  high = Math.max(high, ...shown.map(({ value }) => value));
  const room = high > low ? (high - low) * 0.06 : Math.max(high * 0.001, 5 * 10 ** -decimals);
  return { low: low - room, high: high + room, levels: shown };
}

function plotOf({ from, to }: ChartFacts, range: { low: number; high: number; axisWidth: number }): Plot {
  const [left, right] = [margin.left, size.width - range.axisWidth];
  const [top, bottom] = [margin.top, size.height - margin.bottom];
  return {
    left,
    right,
    top,
    bottom,
    y: (price) => Math.round(bottom - ((price - range.low) / (range.high - range.low)) * (bottom - top)),
    x: (seconds) => left + ((seconds - from) / (to - from)) * (right - left),
  };
}

function drawGrid(canvas: Canvas, plot: Plot, prices: readonly Tick[], times: readonly Tick[]): void {
  const { left, right, top, bottom } = plot;
  const style = { color: color.axis, scale };
  for (const { value, label } of prices) {
    const y = plot.y(value);
    if (y < top + textHeight(scale) / 2 || y > bottom - textHeight(scale) / 2) continue;
    canvas.fill(left, y, right - left, 1, color.grid);
    canvas.write(label, right + margin.gap, y - textHeight(scale) / 2, style);
  }
  for (const { value, label } of times) {
    const x = Math.round(plot.x(value));
    const width = textWidth(label, scale);
    if (x - width / 2 < left || x + width / 2 > right - 2) continue;
    canvas.fill(x, top, 1, bottom - top, color.grid);
    canvas.write(label, x - width / 2, bottom + margin.gap + 2, style);
  }
  canvas.write("UTC", right + margin.gap, bottom + margin.gap + 2, style);
  canvas.fill(left, bottom, right - left + 1, 1, color.frame);
  canvas.fill(right, top, 1, bottom - top, color.frame);
}

function drawCandles(canvas: Canvas, plot: Plot, { candles, candleSeconds }: ChartFacts): void {
  for (const { start, open, high, low, close } of candles) {
    const [begin, end] = [plot.x(start), plot.x(start + candleSeconds)];
    const left = Math.round(begin);
    // A column stays free between two, where there is room for it.
    const width = Math.max(1, Math.min(24, Math.round(end) - left - 1));
    const drawn = close >= open ? color.up : color.down;
    const [top, bottom] = [plot.y(Math.max(open, close)), plot.y(Math.min(open, close))];
    canvas.fill(left + Math.floor((width - 1) / 2), plot.y(high), 1, plot.y(low) - plot.y(high) + 1, drawn);
    canvas.fill(left, top, width, bottom - top + 1, drawn);
  }
}

function drawLine(
  canvas: Canvas,
  { left, right, y }: Plot,
  price: number,
  style: { readonly color: number; readonly every: number; readonly dash: number },
): void {
  for (let x = left; x < right; x += style.every) {
    canvas.fill(x, y(price), Math.min(style.dash, right - x), 1, style.color);
  }
}

function writeLevels(canvas: Canvas, plot: Plot, { levels, decimals }: Pick<ChartFacts, "levels" | "decimals">): void {
  const height = textHeight(scale) + 4;
  const wanted = levels.map(({ label, value }) => ({
    label: `${label} ${formatPrice(value, decimals)}`,
    y: plot.y(value) - height / 2,
  }));
  for (const { label, y } of placeLabels(wanted, { height, top: plot.top, bottom: plot.bottom })) {
    canvas.fill(plot.left, y, textWidth(label, scale) + 10, height, color.ground);
    canvas.write(label, plot.left + 5, y + 2, { color: color.level, scale });
  }
}

function writeLast(canvas: Canvas, plot: Plot, price: number, label: string): void {
  const [y, height] = [plot.y(price), textHeight(scale) + 8];
  canvas.fill(plot.right + 2, y - height / 2, textWidth(label, scale) + 2 * (margin.gap - 2), height, color.last);
  canvas.write(label, plot.right + margin.gap, y - textHeight(scale) / 2, { color: color.onLast, scale });
}
