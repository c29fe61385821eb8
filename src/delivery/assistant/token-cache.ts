import { setTimeout as sleepFor } from "node:timers/promises";
import type { Clock, Sleep } from "../../platform/clock.ts";
import type { Deadline } from "../../platform/deadline.ts";
import { isServiceError, type ServiceError } from "../../platform/errors.ts";
import type { Logger } from "../../platform/logger.ts";
import type { Metrics } from "../../platform/metrics.ts";
import type { Redactor } from "../../platform/records/redactor.ts";
import type { AccessToken } from "./access-token.ts";
import { freeTurn, type GrantTurn, type TakeGrantTurn } from "./grant-turn.ts";
import type { SharedTokenStore } from "./shared-token-store.ts";

/** What the cache works with. */
export interface TokenCacheOptions {
  readonly store: SharedTokenStore;
  readonly requestToken: (deadline: Deadline) => Promise<AccessToken>;
  readonly redactor: Redactor;
  readonly logger: Logger;
  /** Counts what the shared table fails at, and the grants that failed. Default: nobody does. */
  readonly metrics?: Metrics | undefined;
  /** Default: nobody else asks for tokens. */
  readonly takeTurn?: TakeGrantTurn | undefined;
  readonly clock?: Clock;
  readonly sleep?: Sleep | undefined;
}

/** A token is not used in the last tenth of its life, at most this long: it must outlive the call it is made for. */
const maxMarginMs = 300_000;

/** At least this much of a token's life must be left. */
const minMarginMs = 5_000;

/** A table that hangs must leave the time to do without it. */
const maxTableWaitMs = 2_000;

/** A client that was refused stays refused until somebody fixes it: the server is not asked again meanwhile. */
const refusalRestMs = 60_000;

/** Nothing that a server asks for keeps a container from it for longer. */
const maxRestMs = 900_000;

/** A wait that is no longer than this is left to the callers, who sleep through it. */
const shortWaitMs = 2_000;

/** Whoever waits for another container's token looks this often for it, and then asks for one of its own. */
const pollEveryMs = 200;
const maxPolls = 25;

interface Loaded {
  readonly token: AccessToken;
  /** Whether it was granted just now and is worth sharing: the table does not have it. */
  readonly isNew: boolean;
  /** Ended once the token is shared. */
  readonly turn: GrantTurn;
}

/**
 * Gives the Assistant API's access token: from memory, else from the shared table, else by a new grant. One request at a
 * time, over all containers: callers that come meanwhile get the same token. A table that fails costs a grant, never a delivery. A server that
 * refused the client is left alone for a minute, and one that asked for it as long as it asked, at most 15 minutes.
 */
export class TokenCache {
  readonly #options: TokenCacheOptions;
  readonly #clock: Clock;
  readonly #takeTurn: TakeGrantTurn;
  readonly #sleep: Sleep;
  #token: AccessToken | null = null;
  #usableUntilMs = 0;
  #refresh: Promise<Loaded> | null = null;
  /** A token that the API refused: neither memory nor the shared table may bring it back. */
  #refused: string | null = null;
  #refusal: { readonly error: ServiceError; readonly untilMs: number } | null = null;

  constructor(options: TokenCacheOptions) {
    this.#options = options;
    this.#clock = options.clock ?? Date.now;
    this.#takeTurn = options.takeTurn ?? (() => Promise.resolve(freeTurn));
    this.#sleep = options.sleep ?? ((ms, signal) => sleepFor(ms, undefined, signal === undefined ? {} : { signal }));
  }

  /** A token that is good for some time yet. Throws as `requestAccessToken` does. */
  async get(deadline: Deadline): Promise<string> {
    if (this.#token !== null && this.#clock() < this.#usableUntilMs) return this.#token.value;
    if (this.#refresh !== null) return (await this.#refresh).token.value;
    this.#refresh = this.#load(deadline).finally(() => {
      this.#refresh = null;
    });
    const { token, isNew, turn } = await this.#refresh;
    // After the refresh has ended: nobody else waits for the table, and a token that is refused meanwhile is not joined.
    if (isNew) await this.#writeShared(token, deadline);
    await turn.end();
    return token.value;
  }

  /** Forgets `token`, because the API refused it. A newer one that came meanwhile is kept. */
  drop(token: string): void {
    this.#refused = token;
    if (this.#token?.value === token) this.#token = null;
  }

  async #load(deadline: Deadline): Promise<Loaded> {
    for (let polls = 0; ; polls += 1) {
      const shared = await this.#readUsable(deadline);
      if (shared !== null) return { token: shared, isNew: false, turn: freeTurn };
      const turn = polls < maxPolls ? await this.#takeTurn(deadline) : freeTurn;
      if (turn !== null) return await this.#loadInTurn(turn, deadline);
      await this.#sleep(pollEveryMs, deadline.signal);
    }
  }

  async #loadInTurn(turn: GrantTurn, deadline: Deadline): Promise<Loaded> {
    try {
      // Whoever had the turn before may have shared a token since the table was read.
      const shared = turn === freeTurn ? null : await this.#readUsable(deadline);
      if (shared !== null) return { token: shared, isNew: false, turn };
      const fresh = await this.#request(deadline);
      // One that lives too short for anybody else serves those who wait for it.
      return { token: fresh, isNew: this.#keep(fresh), turn };
    } catch (error) {
      await turn.end();
      throw error;
    }
  }

  /** The shared token, kept in memory, if it may be used. */
  async #readUsable(deadline: Deadline): Promise<AccessToken | null> {
    const shared = await this.#readShared(deadline);
    // The table still has the token that memory gave up for its age: seen from now, its last tenth is shorter.
    const isSpent = shared?.value === this.#refused || shared?.value === this.#token?.value;
    return shared !== null && !isSpent && this.#keep(shared) ? shared : null;
  }

  async #request(deadline: Deadline): Promise<AccessToken> {
    this.#assertMayAsk();
    try {
      return await this.#options.requestToken(deadline);
    } catch (error) {
      this.#options.metrics?.record("UpstreamFailures", 1, { upstream: "tokens" });
      if (isServiceError(error)) this.#refusal = { error, untilMs: this.#clock() + restMsAfter(error) };
      throw error;
    }
  }

  /** Throws the last failure while the server is left alone, with the rest of that time as `retryAfterMs`. */
  #assertMayAsk(): void {
    if (this.#refusal === null) return;
    const { error, untilMs } = this.#refusal;
    const leftMs = untilMs - this.#clock();
    // A clock that was set back does not say for how long.
    if (leftMs <= 0 || leftMs > maxRestMs) return;
    if (error.retryAfterMs === undefined) throw error;
    throw error.with({ details: { retryAfterMs: leftMs } });
  }

  /** Keeps a token in memory and says whether it may be used. */
  #keep(token: AccessToken): boolean {
    this.#options.redactor.add(token.value);
    const now = this.#clock();
    const marginMs = Math.max(minMarginMs, Math.min(maxMarginMs, (token.expiresAtMs - now) * 0.1));
    const usableUntilMs = token.expiresAtMs - marginMs;
    if (now >= usableUntilMs) return false;
    this.#token = token;
    this.#usableUntilMs = usableUntilMs;
    return true;
  }

  async #readShared(deadline: Deadline): Promise<AccessToken | null> {
    try {
      return await this.#options.store.read(deadline.within(maxTableWaitMs).signal);
    } catch (error) {
      this.#options.logger.warn("token_cache_unreadable", { error });
      this.#options.metrics?.record("TokenTableFailures", 1);
      return null;
    }
  }

  async #writeShared(token: AccessToken, deadline: Deadline): Promise<void> {
    try {
      await this.#options.store.write(token, deadline.within(maxTableWaitMs).signal);
    } catch (error) {
      this.#options.logger.warn("token_cache_unwritable", { error });
      this.#options.metrics?.record("TokenTableFailures", 1);
    }
  }
}

/** How long the server is left alone after a failure. */
function restMsAfter(error: ServiceError): number {
  const askedMs = error.retryAfterMs ?? 0;
  const restMs = error.code === "TOKEN_REFUSED" ? Math.max(refusalRestMs, askedMs) : askedMs;
  return restMs > shortWaitMs ? Math.min(maxRestMs, restMs) : 0;
}
