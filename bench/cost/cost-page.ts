import {
  type CostLine,
  costOf,
  costOfOne,
  costOfSilence,
  freshPerDay,
  type LimitLine,
  limitsOf,
  type Load,
} from "./cost-model.ts";
import { type Input, inputsDate, limits, measured, prices } from "./inputs.ts";

/** The loads that the page tells of. */
export const loads: readonly (Load & { readonly title: string })[] = [
  { title: "1 000 insights a day over 50 products", insightsPerDay: 1_000, products: 50 },
  { title: "1 000 000 insights a day over 500 products", insightsPerDay: 1_000_000, products: 500 },
];

/** `docs/cost.md`, written from the inputs. */
export function writeCostPage(): string {
  return `# What it costs

Computed by \`npm run cost\` from the inputs at the end, which are of ${inputsDate}: list prices of us-east-2 and what was measured or, where it says so, assumed. No free tier is taken off, nor any discount. A test
holds this page against the script.

## One insight

A text written for one request, without what is paid by the month: **${dollars(total(costOfOne()))}**, or ${Math.round(1 / total(costOfOne()))} to the dollar.

${costTable(costOfOne(), "one insight")}

A request that shares another's text (the same product, the same five minutes) costs no model, and a fifth of the function's time. Through \`POST /prompts\` it is ${dollars(prices.apiRequest.value)} more.

${loads.map(writeLoad).join("\n\n")}

## What watches and limits cost

A watch that stays quiet: **${dollars(costOfSilence())}** a time, without a model and without a post. One that asks every 15 minutes and never has anything to say: ${dollars(costOfSilence() * 96 * 30)} a month.
A limit of a day's tokens or dollars takes ${measured.limitWrites.value} write units more for each call of a model, ${dollars(measured.limitWrites.value * prices.dynamodbWrite.value)}; without one there is no call for it. What a day can cost at most is what \`DAILY_SPEND_LIMIT_USD\` says, and the rest of this page without its line of the model.

## Where the first limit is met

${firstLimit()}

## Inputs

${inputTable("prices", prices)}

${inputTable("what a message takes", measured)}

${inputTable("limits", limits)}
`;
}

function writeLoad(load: (typeof loads)[number]): string {
  const lines = costOf(load);
  const fresh = freshPerDay(load);
  return `## ${load.title}

${count(fresh)} texts a day are written, ${count(load.insightsPerDay - fresh)} requests share one. **${dollars(total(lines))} a month**, ${dollars(total(lines) / 30)} a day, ${dollars(total(lines) / (load.insightsPerDay * 30))} an insight.

${costTable(lines, "month")}

${limitTable(limitsOf(load))}`;
}

function firstLimit(): string {
  const growth = loads.map((load) => {
    const [first] = limitsOf(load).toSorted((left, right) => right.takes / right.bears - left.takes / left.bears);
    const share = first === undefined ? 0 : first.takes / first.bears;
    return `- ${load.title}: ${first?.limit ?? ""}, ${percent(share)} used; at the same mix it is met at ${count(load.insightsPerDay / share)} insights a day. What to turn then: ${first?.turn ?? ""}.`;
  });
  return growth.join("\n");
}

function costTable(lines: readonly CostLine[], period: string): string {
  const sum = total(lines);
  const rows = lines
    .toSorted((left, right) => right.perMonth - left.perMonth)
    .map(({ part, perMonth }) => `| ${part} | ${dollars(perMonth)} | ${percent(perMonth / sum)} |`);
  return [`| part | ${period} | share |`, "|---|---:|---:|", ...rows].join("\n");
}

function limitTable(lines: readonly LimitLine[]): string {
  const rows = lines.map(
    ({ limit, takes, bears, turn }) =>
      `| ${limit} | ${figure(takes)} | ${count(bears)} | ${percent(takes / bears)} | ${turn} |`,
  );
  return ["| limit | takes | bears | used | what to turn |", "|---|---:|---:|---:|---|", ...rows].join("\n");
}

function inputTable(title: string, inputs: Readonly<Record<string, Input>>): string {
  const rows = Object.entries(inputs).map(
    ([name, { value, unit, source }]) => `| ${name} | ${value} | ${unit} | ${source} |`,
  );
  return [`| ${title} | value | unit | source |`, "|---|---:|---|---|", ...rows].join("\n");
}

/** The sum of some lines, in dollars a month. */
export const total = (lines: readonly CostLine[]): number => lines.reduce((sum, { perMonth }) => sum + perMonth, 0);

/** Two decimals from a cent upward, three significant digits below. */
export const dollars = (value: number): string => `$${value >= 0.01 ? value.toFixed(2) : plain(value)}`;

const plain = (value: number): string => value.toFixed(Math.max(2, 2 - Math.floor(Math.log10(value))));

/** A share, such as 0.25, in percent. */
export const percent = (share: number): string => `${(share * 100).toFixed(share < 0.01 ? 2 : 0)} %`;

/** A whole number with spaces between its thousands. */
export const count = (value: number): string => Math.round(value).toLocaleString("en").replaceAll(",", " ");

const figure = (value: number): string => (value >= 100 ? count(value) : value.toFixed(2));
