import { crc32, inflateSync } from "node:zlib";

/** A picture of a palette, one byte a pixel. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly palette: readonly (readonly number[])[];
  readonly pixels: Buffer;
}

/** Reads a PNG of four bits a pixel with a palette and without filters, and holds each part to its checksum. */
export function decodePng(png: Buffer): Picture {
  if (png.subarray(0, 8).toString("hex") !== "89504e470d0a1a0a") throw new Error("It is no PNG");
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const typed = png.subarray(at + 4, at + 8 + length);
    if (crc32(typed) !== png.readUInt32BE(at + 8 + length)) throw new Error("A checksum is wrong");
    chunks.set(typed.subarray(0, 4).toString("latin1"), typed.subarray(4));
    at += 12 + length;
  }
  const [header, colors, data] = ["IHDR", "PLTE", "IDAT"].map((type) => chunks.get(type) ?? Buffer.alloc(13));
  if (header === undefined || colors === undefined || data === undefined) throw new Error("A part lacks");
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  if (header[8] !== 4 || header[9] !== 3) throw new Error("It has no palette of 16 colors");
  const rows = inflateSync(data);
  const rowBytes = 1 + Math.ceil(width / 2);
  const pixels = Buffer.alloc(width * height);
  for (let y = 0; y < height; y += 1) {
    if (rows[y * rowBytes] !== 0) throw new Error("A row is filtered");
    for (let x = 0; x < width; x += 1) {
      const two = rows[y * rowBytes + 1 + Math.floor(x / 2)] ?? 0;
      pixels[y * width + x] = x % 2 === 0 ? two >> 4 : two & 15;
    }
  }
  const palette = Array.from({ length: colors.length / 3 }, (_, index) => [
    ...colors.subarray(index * 3, index * 3 + 3),
  ]);
  return { width, height, palette, pixels };
}
