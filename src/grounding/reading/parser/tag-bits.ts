import { type Tag, tags } from "../meanings.ts";

/** A set of tags, as four words of 32 bits. */
export type Bits = readonly [number, number, number, number];

const bitsByTag = new Map<Tag, Bits>(
  tags.map((tag, index): [Tag, Bits] => {
    const bits: [number, number, number, number] = [0, 0, 0, 0];
    bits[index >> 5] = 1 << (index & 31);
    return [tag, bits];
  }),
);

/** The set of one tag. */
export function bitsOf(tag: Tag): Bits {
  return bitsByTag.get(tag) ?? [0, 0, 0, 0];
}
