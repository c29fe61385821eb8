import { glyphHeight, glyphRows, glyphStep, glyphWidth } from "./bitmap-font.ts";

/** Pixels as indexes of a palette, row by row from the top. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  /** Fills a rectangle; what lies outside of the canvas is left out. */
  fill(x: number, y: number, width: number, height: number, color: number): void;
  /** Writes one line of text, its upper left corner at x and y. */
  write(text: string, x: number, y: number, style: TextStyle): void;
}

/** How text is written. */
export interface TextStyle {
  readonly color: number;
  /** Pixels for each dot of a letter, from 1. */
  readonly scale: number;
}

/** Pixels that a text takes from left to right. */
export function textWidth(text: string, scale: number): number {
  return text === "" ? 0 : (text.length * glyphStep - (glyphStep - glyphWidth)) * scale;
}

/** Pixels that a line of text takes from top to bottom. */
export function textHeight(scale: number): number {
  return glyphHeight * scale;
}

/** Makes a canvas that is filled with color 0. Sizes in pixels. */
export function createCanvas(width: number, height: number): Canvas {
  const pixels = new Uint8Array(width * height);
  const canvas: Canvas = {
    width,
    height,
    pixels,
    fill(x, y, wide, high, color) {
      const [left, right] = [Math.max(0, Math.round(x)), Math.min(width, Math.round(x) + wide)];
      if (left >= right) return;
      const bottom = Math.min(height, Math.round(y) + high);
      for (let row = Math.max(0, Math.round(y)); row < bottom; row += 1) {
        pixels.fill(color, row * width + left, row * width + right);
      }
    },
    write(text, x, y, { color, scale }) {
      for (const [index, letter] of Array.from(text).entries()) {
        const left = x + index * glyphStep * scale;
        for (const [row, dots] of glyphRows(letter).entries()) {
          for (let column = 0; column < glyphWidth; column += 1) {
            const isSet = ((dots >> (glyphWidth - 1 - column)) & 1) === 1;
            if (isSet) canvas.fill(left + column * scale, y + row * scale, scale, scale, color);
          }
        }
      }
    },
  };
  return canvas;
}
