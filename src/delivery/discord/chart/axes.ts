/** A place on an axis, with its label. */
export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** Decimals that JavaScript can write. */
const maxDecimals = 12;

/**
 * Round prices from `low` to `high`, at most `maxCount` of them.
 *
 * @param decimals that the market quotes its prices with: no label has more.
 */
export function priceTicks(low: number, high: number, maxCount: number, decimals: number): readonly Tick[] {
  const step = roundStep((high - low) / maxCount, decimals);
  const shown = decimalsOf(step);
  const first = Math.ceil(low / step - 1e-9);
  const ticks: Tick[] = [];
  for (let index = first; index * step <= high * (1 + 1e-12) && ticks.length <= maxCount; index += 1) {
    ticks.push({ value: index * step, label: formatPrice(index * step, shown) });
  }
  return ticks;
}

/** Decimals that a step needs to be written. */
function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < maxDecimals; decimals += 1) {
    const whole = step * 10 ** decimals;
    if (whole > 0.5 && Math.abs(whole - Math.round(whole)) < 1e-6) return decimals;
  }
  return maxDecimals;
}

/** The smallest of 1, 2, 2.5 and 5 times a power of ten that is not below `least`, and that so many decimals can write. */
function roundStep(least: number, decimals: number): number {
  const smallest = Math.max(least, 10 ** -decimals);
  const power = 10 ** Math.floor(Math.log10(smallest) + 1e-9);
  const steps = [1, 2, 2.5, 5, 10].map((factor) => factor * power);
  return steps.find((step) => step >= smallest * (1 - 1e-9) && decimalsOf(step) <= decimals) ?? 10 * power;
}

/** A price with its decimals, its thousands apart: `57,012.50`. */
export function formatPrice(price: number, decimals: number): string {
  const [whole = "", rest] = price.toFixed(Math.min(decimals, maxDecimals)).split(".");
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
  return rest === undefined ? grouped : `${grouped}.${rest}`;
}

const hour = 3_600;
const day = 86_400;
const timeSteps = [300, 900, 1_800, hour, 2 * hour, 3 * hour, 4 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day];

/** Round times of UTC within a window in UNIX seconds, at most `maxCount`: `08:00`, and `27 NOV` where a day begins. */
export function timeTicks(from: number, to: number, maxCount: number): readonly Tick[] {
  const step =
    timeSteps.find((seconds) => (to - from) / seconds <= maxCount) ?? Math.ceil((to - from) / day / maxCount) * day;
  const ticks: Tick[] = [];
  for (let value = Math.ceil(from / step) * step; value <= to; value += step)
    ticks.push({ value, label: timeLabel(value) });
  return ticks;
}

function timeLabel(seconds: number): string {
  const date = new Date(seconds * 1_000);
  if (seconds % day !== 0) return date.toISOString().slice(11, 16);
  const month = date.toLocaleString("en-US", { month: "short", timeZone: "UTC" });
  return `${date.getUTCDate()} ${month.toUpperCase()}`;
}
