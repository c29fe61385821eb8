import { toServiceError } from "../../platform/errors.ts";
import { createLogger, type Logger } from "../../platform/logger.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { createRedactor } from "../../platform/records/redactor.ts";
import {
  type FetchParameters,
  findReferences,
  resolveSecretReferences,
} from "../../platform/config/secret-references.ts";
import type { Environment, FunctionName } from "../../platform/config/settings.ts";
import type { Dependencies } from "./composition.ts";
import { createFetchFromSsm } from "./fetch-from-ssm.ts";
import { refusedSettings } from "./refused-settings.ts";

/** A service of one container, composed anew whenever a value that its settings refer to has changed. */
export interface KeptService<T> {
  /**
   * The service for an invocation that begins now. Values older than 15 minutes, or doubted since, are fetched first; while
   * they are the same, or can't be had, so is the service.
   *
   * @throws ServiceError `CONFIGURATION_INVALID` or `SECRET_UNAVAILABLE` as long as there has been no service yet.
   */
  get(): Promise<T>;
  /**
   * The service that has taken the place of `used`, where `error` is a refusal that a changed value could explain; null
   * where there is none. Never throws.
   */
  renew(used: T, error: unknown): Promise<T | null>;
}

/** What a service is kept with. */
export interface KeptServiceOptions<T> {
  readonly functionName: FunctionName;
  /** The settings with their references, read at every start and refresh. */
  readonly environment: Environment;
  /** Wires the service from settings whose references are resolved. */
  readonly compose: (environment: Environment, dependencies: Dependencies) => Promise<T>;
  readonly dependencies?: Omit<Dependencies, "redactor" | "onRefusal">;
  /** Default: SSM, found by the SDK's own variables. */
  readonly fetchParameters?: FetchParameters;
  /** Milliseconds that a refresh waits for the values. Default 2000. */
  readonly refreshTimeoutMs?: number;
  /** Milliseconds since the process started. Default `performance.now`. */
  readonly processAgeMs?: () => number;
}

/** Values are trusted for this long. */
const freshMs = 15 * 60_000;

/** Values that were fetched in vain are not fetched again before: neither a refusal nor an outage lasts shorter for it. */
const restMs = 60_000;

/** A start that hangs, and the one after it, must end early enough to be told of: Lambda cuts them off after 10 s. */
const startTimeoutMs = 4_000;

interface Composition<T> {
  readonly service: T;
  readonly resolved: Environment;
  /** Whether one of its values was refused since they were fetched. */
  isDoubted: boolean;
}

/**
 * Begins to start a service at once and keeps it. A start that failed is logged and tried anew by the next invocation, and
 * by the first: a parameter that was missing may be there by then. A refresh that failed is logged and costs nothing else.
 * Without references SSM is never asked.
 */
export function keepService<T extends { readonly logger: Logger; readonly metrics: Metrics }>(
  options: KeptServiceOptions<T>,
): KeptService<T> {
  const { environment, dependencies = {} } = options;
  const { fetchParameters = createFetchFromSsm(), processAgeMs = () => performance.now() } = options;
  const clock = dependencies.clock ?? Date.now;
  // One for all editions: what an old one still logs must hide the old values, and the new ones too.
  const redactor = createRedactor();
  let kept: Promise<Composition<T>> | null = null;
  let refreshing: Promise<Composition<T>> | null = null;
  let hasFailed = false;
  let fetchedAtMs = Number.POSITIVE_INFINITY;
  let fetchedInVainAtMs = Number.NEGATIVE_INFINITY;

  /** A clock that was set back does not say for how long: better a call too many than an old key for hours. */
  function hasPassed(ms: number, sinceMs: number): boolean {
    const elapsedMs = clock() - sinceMs;
    return elapsedMs >= ms || elapsedMs < 0;
  }

  const resolve = (timeoutMs: number): Promise<Environment> =>
    resolveSecretReferences(environment, fetchParameters, redactor, AbortSignal.timeout(timeoutMs));

  async function compose(resolved: Environment): Promise<Composition<T>> {
    const onRefusal = (error: unknown): void => {
      if (isExplained(error)) composition.isDoubted = true;
    };
    const service = await options.compose(resolved, { ...dependencies, redactor, onRefusal });
    const composition = { service, resolved, isDoubted: false };
    return composition;
  }

  /** Whether a changed value could explain a failure. */
  function isExplained(error: unknown): boolean {
    const references = new Set(findReferences(environment).map(({ setting }) => setting));
    return refusedSettings(error).some((name) => references.has(name));
  }

  async function start(): Promise<Composition<T>> {
    try {
      const startedAtMs = clock();
      const composition = await compose(await resolve(startTimeoutMs));
      fetchedAtMs = startedAtMs;
      const { metrics } = composition.service;
      const dimensions = { function: options.functionName };
      metrics.record("ColdStarts", 1, dimensions);
      // Of a container that could not start for a while this would be the while.
      if (!hasFailed) metrics.record("ColdStartDuration", Math.round(processAgeMs()), dimensions);
      return composition;
    } catch (error) {
      kept = null;
      hasFailed = true;
      // The service's own logger is part of what did not start. Errors of a start never quote a value that is secret.
      createLogger({ level: "error", redactor, write: dependencies.write }).error("start_failed", { error });
      throw error;
    }
  }

  async function refresh(composition: Composition<T>): Promise<Composition<T>> {
    const { logger } = composition.service;
    const startedAtMs = clock();
    try {
      const resolved = await resolve(options.refreshTimeoutMs ?? 2_000);
      const names = [...new Set(findReferences(environment).map(({ setting }) => setting))];
      const changed = names.filter((name) => resolved[name] !== composition.resolved[name]);
      const newest = changed.length === 0 ? composition : await compose(resolved);
      if (newest === composition) fetchedInVainAtMs = startedAtMs;
      else logger.info("secrets_refreshed", { changed });
      newest.isDoubted = false;
      fetchedAtMs = startedAtMs;
      kept = Promise.resolve(newest);
      return newest;
    } catch (thrown) {
      fetchedInVainAtMs = startedAtMs;
      const error = toServiceError(thrown);
      const fields = { error, retry_in_seconds: restMs / 1_000 };
      composition.service.metrics.record("SecretsNotRefreshed", 1);
      if (error.retryable) logger.warn("secrets_not_refreshed", fields);
      else logger.error("secrets_not_refreshed", fields);
      return composition;
    }
  }

  async function latest(): Promise<Composition<T>> {
    kept ??= start();
    const composition = await kept;
    const isDue = composition.isDoubted || hasPassed(freshMs, fetchedAtMs);
    if (!isDue || !hasPassed(restMs, fetchedInVainAtMs) || findReferences(environment).length === 0) return composition;
    refreshing ??= refresh(composition).finally(() => {
      refreshing = null;
    });
    return await refreshing;
  }

  // Lambda gives the start more processor time than the first invocation, so the work begins here. A container that is
  // started in advance is frozen in the middle of it, and finds its time up when it thaws: no invocation fails for that.
  const headStart = latest().catch(() => null);
  return {
    async get() {
      await headStart;
      return (await latest()).service;
    },
    async renew(used, error) {
      const composition = await kept;
      if (composition === null || !isExplained(error)) return null;
      // A refusal of values that have been replaced meanwhile says nothing about the present ones.
      if (composition.service === used) composition.isDoubted = true;
      const { service } = await latest();
      return service === used ? null : service;
    },
  };
}
