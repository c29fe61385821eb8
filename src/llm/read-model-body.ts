/** No whole answer of a model is a quarter of this; what is larger would only fill the memory. 4 MiB, after unpacking. */
export const maxModelBodyBytes = 4 * 1_048_576;

/** A body that is larger than a model's answer may be; the rest of it was not read. */
export class BodyTooLargeError extends Error {
  constructor() {
    super(`the body holds more than ${maxModelBodyBytes} bytes`);
    this.name = "BodyTooLargeError";
  }
}

/** Something that gives bytes piece by piece and is told when no more are wanted, as streams of the web and of Node are. */
type Pieces = AsyncIterable<Uint8Array | string>;

/**
 * Reads a stream to its end, as far as a model's answer may go. Leaving the loop early ends the stream, and with it the
 * unpacking and the connection.
 *
 * @throws BodyTooLargeError as soon as more than {@link maxModelBodyBytes} have come; else what the stream throws.
 */
export async function collectModelBody(pieces: Pieces): Promise<Uint8Array> {
  const kept: Buffer[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    const part =
      typeof piece === "string" ? Buffer.from(piece) : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    bytes += part.byteLength;
    if (bytes > maxModelBodyBytes) throw new BodyTooLargeError();
    kept.push(part);
  }
  return Buffer.concat(kept);
}

/**
 * The text of an answer of `fetch`, which unpacks `content-encoding` as it arrives.
 *
 * @throws as {@link collectModelBody} does.
 */
export async function readModelBody(response: Response): Promise<string> {
  return response.body === null ? "" : new TextDecoder().decode(await collectModelBody(response.body));
}
