import type { ErrorCode } from "../errors.ts";

/** The Lambda functions of the service. Each is given only the settings it needs. */
export type FunctionName = "prompts" | "api";

/** What a text has to look like, with the words that an error says of it. */
export interface Grammar {
  readonly pattern: RegExp;
  readonly allowed: string;
}

/** Any text that is not blank. */
interface TextCheck {
  readonly kind: "text";
}

/** A text that keeps a grammar. */
export interface MatchCheck extends Grammar {
  readonly kind: "match";
  /** `allowed` in fewer words, as the template says it. Default: `allowed`. */
  readonly brief?: string;
}

/** A name, an id or an ARN. A function takes any text; the template refuses what a role can't hold. */
interface NameCheck {
  readonly kind: "name";
}

/** An http(s) URL of AWS, which the template knows by itself. */
interface UrlCheck {
  readonly kind: "url";
}

/** The address of a service that is asked: https, or http on loopback; `mayBePrivate`: also in a private network. */
interface AddressCheck {
  readonly kind: "address";
  readonly mayBePrivate?: true;
}

/** A whole number in decimal digits, at least `min` and, where it is given, at most `max`. */
interface CountCheck {
  readonly kind: "count";
  readonly min: number;
  readonly max?: number;
}

/** One of a few words, in any case. */
interface ChoiceCheck {
  readonly kind: "choice";
  readonly allowed: readonly string[];
}

/** Parts separated by commas, each of which keeps a grammar where one is given. `allowed` is about the whole list. */
interface ListCheck {
  readonly kind: "list";
  readonly each?: RegExp;
  readonly allowed?: string;
}

/** Webhooks by their channel: `general=ADDRESS, alerts=ADDRESS`; one without a channel is that of the default one. */
interface WebhooksCheck {
  readonly kind: "webhooks";
}

/** Where insights are posted. */
export type DeliveryName = "assistant" | "discord";

/** What the value of a setting has to be. */
export type SettingCheck =
  | TextCheck
  | MatchCheck
  | NameCheck
  | UrlCheck
  | AddressCheck
  | CountCheck
  | ChoiceCheck
  | ListCheck
  | WebhooksCheck;

/** The checks of `npm run doctor` that are skipped where a setting they rest on can't be used. */
export type RestingCheck =
  | "queue"
  | "dead-letter queue"
  | "state table"
  | "cache table"
  | "bucket"
  | "keys"
  | "coinbase"
  | "token"
  | "assistant"
  | "discord"
  | "bedrock"
  | "ollama"
  | "openai";

/** Everything that is known of one setting. All else that depends on it is derived from this. */
export interface Setting {
  /** The environment variable, and the name under which a deployment is told it. */
  readonly name: string;
  /** One sentence part on what it is for. A function that lacks a required setting quotes it. */
  readonly meaning: string;
  /** The functions that are given it as a variable; none: it is for the template alone. */
  readonly functions: readonly FunctionName[];
  readonly check: SettingCheck;
  /** A deployment can't do without it, nor can its functions, unless it has a default. */
  readonly required?: true;
  /** The only delivery that needs it: with another one it is neither asked for nor passed on. */
  readonly delivery?: DeliveryName;
  /** Used by a function where the variable is not set or blank. */
  readonly default?: string;
  /** Its value never leaves the process; a deployment takes a reference to it only. */
  readonly secret?: true;
  /** Who else than the one that deploys gives it: a resource of the template by its logical id, its stage, or Lambda. */
  readonly givenBy?: { readonly resource: string } | "stage" | "lambda";
  /** A deployment takes no reference for it, because a role depends on it. */
  readonly valueOnly?: true;
  /** The key of the setting that it can't be without, nor the other one without it. Named on the first of the two. */
  readonly pairedWith?: string;
  /** The errors whose 401, 403 or refused grant a changed value could explain. */
  readonly refusedAs?: readonly ErrorCode[];
  /** The checks of `npm run doctor` that need it. */
  readonly doctor?: readonly RestingCheck[];
  /** Its cell in the README's table "Settings". Default: made from `meaning`, `required` and `default`. */
  readonly readme?: string;
  /** The key of the setting in whose row of the README it stands. */
  readonly sameRowAs?: string;
}
