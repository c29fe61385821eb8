/**
 * What the workbench's server tells its page, as JSON. The page is built from these types, and from nothing else of the server:
 * a field that is not here reaches no browser.
 */

/** What the page works on. */
export interface WorkbenchView {
  /** Whether the stack is on this machine: only there may something be started, sent back or deleted. */
  readonly isLocal: boolean;
  /** Names the stack or the stage: `local stack`, `stage dev`. */
  readonly label: string;
  /** What the local stack's exchange and model are; null for a stage. */
  readonly market: string | null;
  readonly model: string | null;
  readonly products: readonly string[];
  readonly prompts: readonly string[];
  readonly outcomes: readonly string[];
  /** The markets that a text can be tried on, the stack's own first. */
  readonly markets: readonly { readonly id: string; readonly label: string }[];
  readonly models: readonly { readonly id: string; readonly label: string }[];
  /** Today and the days before it whose receipts are listed. */
  readonly days: number;
  /** The options that name this stack or stage to another command. */
  readonly targetArguments: string;
  /** The models that wrote any insight of the list, `none` among them where the figures alone did. */
  readonly writers: readonly string[];
}

/** A line of the list of insights. A null is not known, or not read yet. */
export interface InsightLine {
  readonly key: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly productId: string;
  readonly prompt: string | null;
  readonly channel: string | null;
  readonly correlationId: string;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly model: string | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly costUsd: number | null;
  /** Sentences of the last answer that were not posted as they stood. */
  readonly leftOut: number | null;
}

/** A page of the list. */
export interface InsightPage {
  readonly lines: readonly InsightLine[];
  /** Where the next page begins; null where this one is the last. */
  readonly next: number | null;
  /** How many there are that fit, as far as they are read. */
  readonly count: number;
  /** Receipts whose outcome and model are not known yet: a filter by these may miss them. */
  readonly unread: number;
  readonly total: number;
  /** Why the receipts could not be listed; null where they could. */
  readonly problem: string | null;
}

/** What a day (UTC) came to. */
export interface DayTotals {
  readonly day: string;
  readonly count: number;
  readonly unread: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Null where a model that was asked has no price. */
  readonly costUsd: number | null;
  /** Messages in the dead-letter queue now; null where the queue did not tell. */
  readonly deadLetters: number | null;
}
