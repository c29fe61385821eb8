import { type CommandEntry, type CommandHelp, scriptOf } from "./command.ts";
import { wrap, wrapHanging } from "./layout.ts";
import { commonOptions, type OptionTable } from "./parse-command-line.ts";

/** A longer left side gets a line of its own. */
const maxLeftWidth = 26;

/**
 * The help of a command: how it is called, what it does, and what each option means.
 *
 * @param width of a line in characters.
 */
export function formatHelp(
  { name, summary }: Pick<CommandEntry, "name" | "summary">,
  { usage, about, operands = {}, options, notes }: CommandHelp,
  width: number,
): string {
  const calls = usage.map((words) => `${scriptOf(name)} -- ${words}`);
  const paragraphs = [
    calls.map((call, index) => wrapHanging(`${index === 0 ? "Usage:" : "      "} `, call, width)).join("\n"),
    wrap(summary, width),
    ...(about === undefined ? [] : [wrap(about, width)]),
    formatRows([...Object.entries(operands), ...rowsOf({ ...options, ...commonOptions })], width),
    ...(notes === undefined ? [] : [wrap(notes, width)]),
  ];
  return paragraphs.join("\n\n");
}

/** Every command with what it does. */
export function formatOverview(table: readonly CommandEntry[], width: number): string {
  const rows = table.map(({ name, summary }) => [scriptOf(name), summary] as const);
  return `${formatRows(rows, width)}\n\nEach tells its options: npm run why -- --help`;
}

function rowsOf(options: OptionTable): readonly (readonly [left: string, meaning: string])[] {
  return Object.entries(options).map(([name, { value, meaning }]) => [
    value === undefined ? `--${name}` : `--${name} ${value}`,
    meaning,
  ]);
}

function formatRows(rows: readonly (readonly [left: string, meaning: string])[], width: number): string {
  const lefts = rows.map(([left]) => left.length);
  const leftWidth = Math.min(maxLeftWidth, Math.max(0, ...lefts)) + 2;
  return rows
    .map(([left, meaning]) => {
      const isShort = left.length <= maxLeftWidth;
      const text = wrapHanging(`  ${(isShort ? left : "").padEnd(leftWidth)}`, meaning, width);
      return isShort ? text : `  ${left}\n${text}`;
    })
    .join("\n");
}
