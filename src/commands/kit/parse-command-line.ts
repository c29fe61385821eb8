import { parseArgs } from "node:util";

/** A command line that can't be followed. Its message is one line for the user. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}

/** Somebody asks for the help or the version of a command in place of its work. */
export class InformationAsked extends Error {
  readonly about: "help" | "version";

  constructor(about: "help" | "version") {
    super(`The ${about} is asked for`);
    this.name = "InformationAsked";
    this.about = about;
  }
}

/** An option of a command, as `parseArgs` reads it and as the help tells it. */
export interface OptionDescription {
  readonly type: "string" | "boolean";
  readonly multiple?: boolean;
  readonly short?: string;
  /** What stands for its value in the help: `NAME`. Default: it takes none. */
  readonly value?: string;
  readonly meaning: string;
}

/** The options of a command by their names, in the order of the help. */
export type OptionTable = Readonly<Record<string, OptionDescription>>;

/** Every command knows them. */
export const commonOptions = {
  help: { type: "boolean", short: "h", meaning: "this text" },
  version: { type: "boolean", meaning: "the version" },
} as const satisfies OptionTable;

/**
 * Reads options and positionals; `--help` and `--version` are added to the options.
 *
 * @throws UsageError for an option that is not known, lacks its value or is given twice, and InformationAsked.
 */
export function parseCommandLine<const T extends OptionTable>(argv: readonly string[], options: T) {
  const all = { ...options, ...commonOptions };
  const parsed = judged(all, () =>
    parseArgs({ args: joinNegatives(argv), allowPositionals: true, tokens: true, options: all }),
  );
  const asked = parsed.tokens.find(
    (token) => token.kind === "option" && (token.name === "help" || token.name === "version"),
  );
  if (asked?.kind === "option") throw new InformationAsked(asked.name === "help" ? "help" : "version");
  refuseRepeated(parsed.tokens, all);
  return { values: parsed.values, positionals: parsed.positionals };
}

function judged<T>(options: OptionTable, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    const [firstLine = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    const known = Object.keys(options).map((name) => `--${name}`);
    throw new UsageError(
      `${firstLine.replace(/\. To specify a positional.*$/, "")}; known options: ${known.join(", ")}`,
    );
  }
}

/** Of two values one would silently win, and with it perhaps the wrong stage. */
function refuseRepeated(
  tokens: readonly { readonly kind: string; readonly name?: string }[],
  options: OptionTable,
): void {
  const seen = new Set<string>();
  for (const { kind, name } of tokens) {
    if (kind !== "option" || name === undefined) continue;
    const option = options[name];
    if (seen.has(name) && option?.type === "string" && option.multiple !== true) {
      throw new UsageError(`--${name} is given twice`);
    }
    seen.add(name);
  }
}

/** `--messages -5` is a bad number, and not an option without its value. */
function joinNegatives(argv: readonly string[]): string[] {
  const joined: string[] = [];
  for (const argument of argv) {
    const last = joined.at(-1);
    if (last !== undefined && /^--[a-z][a-z-]*$/u.test(last) && /^-\d/u.test(argument)) {
      joined[joined.length - 1] = `${last}=${argument}`;
    } else {
      joined.push(argument);
    }
  }
  return joined;
}

/**
 * Reads a whole number.
 *
 * @param name of the option, with its hyphens.
 * @throws UsageError where it is none from `min` to `max`.
 */
export function readWhole(
  name: string,
  given: string | undefined,
  byDefault: number,
  min: number,
  max: number,
): number {
  if (given === undefined) return byDefault;
  const value = /^\d{1,10}$/.test(given) ? Number(given) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new UsageError(`${name} ${JSON.stringify(given)} is not a whole number from ${min} to ${max}`);
}

/**
 * Reads an address, such as that of a service of the embedded stack; undefined is null.
 *
 * @throws UsageError where it is no URL of HTTP.
 */
export function readEndpoint(given: string | undefined): URL | null {
  if (given === undefined) return null;
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url;
  throw new UsageError(`--endpoint ${JSON.stringify(given)} is not a URL such as http://127.0.0.1:4566`);
}
