/** A body as far as it was read. */
export interface ReadBody {
  readonly text: string;
  /** Why it is not all of the body; null where it is. `failed`: the connection, the time or the unpacking ended it. */
  readonly end: null | { readonly kind: "too_large" } | { readonly kind: "failed"; readonly error: unknown };
}

/**
 * Reads the body of a response as UTF-8, up to `maxBytes` of its unpacked size. The connection is dropped where there is more: a few
 * kilobytes on the wire unpack to hundreds of megabytes. It never throws.
 */
export async function readBody(response: Response, maxBytes: number): Promise<ReadBody> {
  if (response.body === null) return { text: "", end: null };
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { text: text + decoder.decode(), end: null };
      if (bytes + value.byteLength > maxBytes) {
        text += decoder.decode(value.subarray(0, maxBytes - bytes), { stream: true });
        dropBody(reader);
        return { text, end: { kind: "too_large" } };
      }
      bytes += value.byteLength;
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    return { text, end: { kind: "failed", error } };
  }
}

/** Closes the connection of a body that nobody wants. */
export function dropBody(body: { cancel(): Promise<unknown> } | null): void {
  body?.cancel().catch(() => undefined);
}
