/** Milliseconds since the UNIX epoch. Everything that asks for the time takes one of these. */
export type Clock = () => number;

/** A number in [0, 1), as `Math.random` gives it. Everything that rolls dice takes one of these. */
export type Random = () => number;

/** Waits; rejects with the signal's reason when it aborts first. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** Node fires a timer of more milliseconds at once. */
export const maxTimerMs = 2 ** 31 - 1;

/** The subset of `fetch` that this service calls. */
export type Fetch = (url: string, init?: RequestInit) => Promise<Response>;
