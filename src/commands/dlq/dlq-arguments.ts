import type { CommandHelp } from "../kit/command.ts";
import { type OperatorTarget, readOperatorTarget, targetOptions } from "../kit/operator-target.ts";
import { type OptionTable, parseCommandLine, readWhole, UsageError } from "../kit/parse-command-line.ts";

/** Which messages are meant. */
export type Selection =
  | { readonly kind: "all" }
  | { readonly kind: "ids"; readonly ids: readonly string[] }
  /** Null is what the queue itself moved, which has no code. */
  | { readonly kind: "code"; readonly code: string | null };

/** Sends messages back, or takes them out for good. Without `isConfirmed` it only says what it would do. */
export interface Removal {
  readonly kind: "redrive" | "delete";
  readonly selection: Selection;
  readonly isConfirmed: boolean;
}

/** What is to be done with the dead-letter queue. */
export type DlqAction = { readonly kind: "list" } | { readonly kind: "show"; readonly id: string } | Removal;

/** The command line of `npm run dlq`, checked. */
export interface DlqArguments {
  readonly action: DlqAction;
  readonly target: OperatorTarget;
  /** How many messages are read at most where none is sent back or deleted. */
  readonly max: number;
  readonly json: boolean;
}

const defaultMax = 100;
/** To look for a message, or to count, all are read that a terminal can wait for. */
export const maxOfAll = 1_000;
/** What the queue itself moved has no code. */
export const noCode = "none";

const dlqOptions = {
  id: {
    type: "string",
    multiple: true,
    value: "ID",
    meaning: "redrive, delete: this one alone; may be given several times",
  },
  code: {
    type: "string",
    value: "CODE",
    meaning: `redrive, delete: those with this cause alone, such as PAYLOAD_NOT_JSON; ${noCode} are those that the queue itself moved`,
  },
  all: { type: "boolean", meaning: "delete: all of them" },
  yes: { type: "boolean", meaning: "do it" },
  ...targetOptions,
  max: {
    type: "string",
    value: "N",
    meaning: `read at most N messages, 1 to ${maxOfAll}. Default ${defaultMax} to list, else ${maxOfAll}; with --yes there is no bound`,
  },
  json: { type: "boolean", meaning: "JSON on standard output, one object per line" },
} as const satisfies OptionTable;

export const dlqHelp: CommandHelp = {
  usage: [
    "list --stage NAME [options]",
    "show ID --stage NAME [options]",
    "redrive [--id ID ... | --code CODE] [--yes] --stage NAME [options]",
    "delete ID ... | --code CODE | --all [--yes] --stage NAME [options]",
  ],
  about: "Looking takes nothing out of it, and without --yes nothing is sent back or deleted.",
  operands: {
    list: "a line for each message, the oldest first, and how many there are of each cause",
    "show ID": "a whole message, and what to do about it",
    redrive: "says what would go back to the prompts queue; with --yes it goes back, but for what can never succeed",
    delete: "shows what would be deleted; with --yes it is deleted for good",
  },
  options: dlqOptions,
  notes:
    "An ID is a message id, here or in the prompts queue, or the correlation id in a message, be it a valid request or not. A message that is being looked at can't be received by others for a while: a minute, of more than 1000 messages ten.",
};

const actions = "list, show ID, redrive or delete";

/**
 * Reads the command line.
 *
 * @throws UsageError that says what is wrong and what is known.
 */
export function readDlqArguments(argv: readonly string[]): DlqArguments {
  const { values, positionals } = parseCommandLine(argv, dlqOptions);
  const { id: ids = [], code, all = false, yes: isConfirmed = false } = values;
  const action = readAction(positionals, { ids, code, all, isConfirmed });
  if ((action.kind === "redrive" || action.kind === "delete") && isConfirmed && values.max !== undefined) {
    throw new UsageError("--max bounds what is read to look at it, and --yes goes through all: leave one out");
  }
  return {
    action,
    target: readOperatorTarget(values),
    max: readWhole("--max", values.max, action.kind === "list" ? defaultMax : maxOfAll, 1, maxOfAll),
    json: values.json ?? false,
  };
}

interface ActionOptions {
  readonly ids: readonly string[];
  readonly code: string | undefined;
  readonly all: boolean;
  readonly isConfirmed: boolean;
}

function readAction([name, ...more]: readonly string[], options: ActionOptions): DlqAction {
  const { ids, code, all, isConfirmed } = options;
  if (name === undefined) throw new UsageError(`What to do is missing: ${actions}`);
  if (name === "delete") {
    return { kind: name, selection: readSelection(name, { ...options, ids: [...more, ...ids] }), isConfirmed };
  }
  if (all) throw new UsageError(`--all belongs to delete, not to ${name}`);
  if (name === "redrive") {
    // Without this, an id that lacks its --id would send everything back.
    if (more.length > 0) throw new UsageError(`redrive takes ids by --id: --id ${more.join(" --id ")}`);
    const isAll = ids.length === 0 && code === undefined;
    return { kind: name, selection: readSelection(name, { ...options, all: isAll }), isConfirmed };
  }
  if (name !== "list" && name !== "show") throw new UsageError(`${JSON.stringify(name)} is not known: ${actions}`);
  if (ids.length > 0 || code !== undefined || isConfirmed) {
    throw new UsageError(`--id, --code and --yes belong to redrive and delete, not to ${name}`);
  }
  const [id, ...rest] = more;
  if (name === "list") {
    if (id !== undefined) throw new UsageError(`list takes no id; to see a message: show ${id}`);
    return { kind: name };
  }
  if (id === undefined || id === "") throw new UsageError("show takes a message id or a correlation id");
  if (rest.length > 0) throw new UsageError(`show takes one id at a time, not ${more.length}`);
  return { kind: name, id };
}

function readSelection(name: string, { ids, code, all }: ActionOptions): Selection {
  const given = [ids.length > 0, code !== undefined, all].filter(Boolean).length;
  if (given > 1) throw new UsageError(`${name} takes ids, --code or --all, one of them`);
  if (given === 0) throw new UsageError(`What to ${name} is missing: ids, --code CODE or --all`);
  if (all) return { kind: "all" };
  if (ids.includes("")) throw new UsageError('--id "" names no message');
  if (code === undefined) return { kind: "ids", ids: [...new Set(ids)] };
  if (!/^[\w.-]{1,100}$/.test(code)) {
    throw new UsageError(`--code ${JSON.stringify(code)} is not an error code such as PAYLOAD_NOT_JSON, or ${noCode}`);
  }
  return { kind: "code", code: code === noCode ? null : code };
}
