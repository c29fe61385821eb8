import { type OperatorTarget, readOperatorTarget, targetOptions, targetUsage } from "../kit/operator-target.ts";
import { parseCommandLine, readWhole, UsageError } from "../kit/parse-command-line.ts";

/** What is to be done with the dead-letter queue. */
export type DlqAction =
  | { readonly kind: "list" }
  | { readonly kind: "show"; readonly id: string }
  /** Without ids everything goes back. */
  | { readonly kind: "redrive"; readonly ids: readonly string[]; readonly isConfirmed: boolean };

/** The command line of `npm run dlq`, checked. */
export interface DlqArguments {
  readonly action: DlqAction;
  readonly target: OperatorTarget;
  /** How many messages are read at most. */
  readonly most: number;
  readonly json: boolean;
}

const defaultMost = 100;
/** To look for a message, or to count, all are read that a terminal can wait for. */
export const maxOfAll = 1_000;

export const dlqUsage = `Usage: npm run dlq -- list | show ID | redrive [--id ID ...] [--yes]   with --stage NAME [options]

Tells what stands in the dead-letter queue of a deployment, and sends it back. Looking takes nothing out of it.

  list                   a line for each message, the oldest first, and how many there are of each cause
  show ID                a whole message, and what to do about it
  redrive                says what would go back to the prompts queue; with --yes it goes back
  --id ID                send back this one alone; may be given several times
  --yes                  do it
${targetUsage}
  --max N                read at most N messages, 1 to ${maxOfAll}. Default ${defaultMost} to list, else ${maxOfAll}
  --json                 JSON on standard output, one object per line
  --help                 this text

An ID is a message id, here or in the prompts queue, or the correlation id in a message, be it a valid request or not.
A message that is being looked at can't be received by others for a few seconds.`;

/**
 * Reads the command line.
 *
 * @returns null where help is asked for.
 * @throws UsageError that says what is wrong and what is known.
 */
export function readDlqArguments(argv: readonly string[]): DlqArguments | null {
  const { values, positionals } = parseCommandLine(argv, {
    ...targetOptions,
    id: { type: "string", multiple: true },
    yes: { type: "boolean" },
    max: { type: "string" },
    json: { type: "boolean" },
  });
  if (values.help === true) return null;
  const action = readAction(positionals, values.id ?? [], values.yes ?? false);
  if (action.kind === "redrive" && action.isConfirmed && action.ids.length === 0 && values.max !== undefined) {
    throw new UsageError(
      "--max bounds what is read, but redrive --yes sends everything back: leave it out, or name ids",
    );
  }
  return {
    action,
    target: readOperatorTarget(values),
    most: readWhole("--max", values.max, action.kind === "list" ? defaultMost : maxOfAll, 1, maxOfAll),
    json: values.json ?? false,
  };
}

function readAction([name, ...more]: readonly string[], ids: readonly string[], isConfirmed: boolean): DlqAction {
  if (name === undefined) throw new UsageError("What to do is missing: list, show ID or redrive");
  if (name !== "list" && name !== "show" && name !== "redrive") {
    throw new UsageError(`${JSON.stringify(name)} is not known: list, show ID or redrive`);
  }
  if (name === "redrive") {
    // Without this, an id that lacks its --id would send everything back.
    if (more.length > 0) throw new UsageError(`redrive takes ids by --id: --id ${more.join(" --id ")}`);
    if (ids.includes("")) throw new UsageError('--id "" names no message');
    return { kind: name, ids: [...new Set(ids)], isConfirmed };
  }
  if (ids.length > 0 || isConfirmed) throw new UsageError(`--id and --yes belong to redrive, not to ${name}`);
  const [id, ...rest] = more;
  if (name === "list") {
    if (id !== undefined) throw new UsageError(`list takes no id; to see a message: show ${id}`);
    return { kind: name };
  }
  if (id === undefined || id === "") throw new UsageError("show takes a message id or a correlation id");
  if (rest.length > 0) throw new UsageError(`show takes one id at a time, not ${more.length}`);
  return { kind: name, id };
}
