import type { Fetch } from "../clock.ts";

/** The packings that a request asks for: both unpack in little memory. Brotli and zstd take up to 16 and 128 MiB for one body. */
export const acceptedEncodings = "gzip, deflate";

const harmless = /^(?:|identity|gzip|x-gzip|deflate)$/i;
const refusedHeader = "x-refused-content-encoding";

/** The encoding of an answer that must not be unpacked; null where it may be. */
export function refusedEncoding(headers: Headers): string | null {
  const encoding = (headers.get(refusedHeader) ?? headers.get("content-encoding") ?? "").trim();
  return harmless.test(encoding) ? null : encoding.toLowerCase().slice(0, 40);
}

/**
 * Node's own `fetch`, with every other encoding hidden from it. By itself `fetch` begins to unpack before its caller sees a header,
 * whatever was asked for, and what it holds for that is freed by no cancelling: answers of 241 bytes each in brotli took 400 MB
 * of a batch of ten. Where a Node has no such place any more, those answers are refused all the same, only later.
 */
export const fetchWithoutOddEncodings: Fetch = async (url, init = {}) => {
  const send = globalThis.fetch;
  if (nodesDispatcher() !== null) Reflect.set(init, "dispatcher", { dispatch });
  return await send(url, init);
};

type Dispatch = (options: unknown, handler: unknown) => unknown;

/** What sends the requests of Node's `fetch`. */
function nodesDispatcher(): { readonly dispatch: Dispatch } | null {
  const target: unknown = Reflect.get(globalThis, Symbol.for("undici.globalDispatcher.1"));
  if (typeof target !== "object" || target === null) return null;
  const method: unknown = Reflect.get(target, "dispatch");
  if (typeof method !== "function") return null;
  return { dispatch: (...given) => Reflect.apply(method, target, given) };
}

const dispatch: Dispatch = (options, handler) => {
  if (typeof handler === "object" && handler !== null) hideOddEncodings(handler);
  return nodesDispatcher()?.dispatch(options, handler);
};

function hideOddEncodings(handler: object): void {
  const onHeaders: unknown = Reflect.get(handler, "onHeaders");
  if (typeof onHeaders !== "function") return;
  Reflect.set(handler, "onHeaders", (status: unknown, headers: unknown, ...rest: readonly unknown[]): unknown =>
    Reflect.apply(onHeaders, handler, [status, Array.isArray(headers) ? renamed(headers) : headers, ...rest]),
  );
}

/** Names and values of headers take turns, each as bytes. */
function renamed(headers: readonly unknown[]): readonly unknown[] {
  const isOdd = (at: number): boolean =>
    String(headers[at]).toLowerCase() === "content-encoding" && !harmless.test(String(headers[at + 1]).trim());
  return headers.map((part, at) => (at % 2 === 0 && isOdd(at) ? Buffer.from(refusedHeader) : part));
}
