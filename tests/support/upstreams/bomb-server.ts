import { createServer } from "node:http";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { constants, createBrotliCompress, createDeflate, createGzip } from "node:zlib";
import { listenOnLoopback } from "./listen-on-loopback.ts";

/** How a bomb is packed. */
export type BombEncoding = "gzip" | "deflate" | "br";

const packers = {
  gzip: () => createGzip({ level: 9 }),
  deflate: () => createDeflate({ level: 9 }),
  // A window of 16 MiB, which whoever unpacks it must hold.
  br: () =>
    createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_LGWIN]: 24 } }),
};

const made = new Map<BombEncoding, Promise<Buffer>>();

/** 300 MB of blanks, packed into some hundred kilobytes at most. Packing takes seconds: it is done once for each encoding. */
export async function makeBomb(encoding: BombEncoding): Promise<Buffer> {
  const bomb = made.get(encoding) ?? pack(encoding);
  made.set(encoding, bomb);
  return await bomb;
}

async function pack(encoding: BombEncoding): Promise<Buffer> {
  const megabyte = Buffer.alloc(1_048_576, " ");
  return await buffer(Readable.from(Array.from({ length: 300 }, () => megabyte)).pipe(packers[encoding]()));
}

/**
 * Starts a server that answers every request with a bomb under this status. Ends with the test.
 *
 * @param atEnd a concurrent test's own `onTestFinished`. Default: that of the test that runs.
 */
export async function startBombServer(
  status: number,
  encoding: BombEncoding,
  atEnd: (close: () => void) => void = onTestFinished,
): Promise<string> {
  const bomb = await makeBomb(encoding);
  const server = createServer((request, response) => {
    request.resume();
    response.on("error", () => undefined);
    response.writeHead(status, { "content-encoding": encoding, "retry-after": "60" }).end(bomb);
  });
  atEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  return await listenOnLoopback(server);
}
