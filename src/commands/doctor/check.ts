/** How a check came out. `skip`: it could not be told, or nothing needs it. */
export type Status = "ok" | "FAIL" | "skip";

/** One thing that a check found out. */
export interface Finding {
  readonly status: Status;
  /** One line on what was looked at, and why it failed or was skipped. */
  readonly detail: string;
  /** What fixes a failure: a command, or a setting; null where there is nothing to fix. */
  readonly fix: string | null;
  /** The check that it could not be made without. Absent where it was made, or something else was lacking. */
  readonly needs?: string;
}

/** A finding with the name of its check. */
export interface CheckResult extends Finding {
  readonly check: string;
}

/** What a check found out, with what later ones need of it: null where it could not be had. */
export interface Outcome<T> {
  readonly findings: readonly Finding[];
  readonly value: T | null;
}

/** What a check gives: findings alone, or with a value for those that need it. */
export type Work<T> = Promise<Outcome<T> | readonly Finding[]>;

/** It is as it must be. */
export function ok(detail: string): Finding {
  return { status: "ok", detail, fix: null };
}

/** It is not, and this fixes it. */
export function fail(detail: string, fix: string): Finding {
  return { status: "FAIL", detail, fix };
}

/** It can't be told, or need not be. */
export function skip(detail: string): Finding {
  return { status: "skip", detail, fix: null };
}

/** It can't be given without what another check was to give. */
export function skipWithout(check: string, detail = `it needs ${check}`): Finding {
  return { ...skip(detail), needs: check };
}
