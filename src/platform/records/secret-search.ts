/** A part of a text, from its first character to before `end`. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Finds the places of a text where one of the known spellings stands, also where only a long part of one does. */
export type SecretSearch = (text: string) => readonly TextRange[];

/** What is searched for: a whole spelling, or a piece of a long one, from which the find is widened. */
interface Seed {
  readonly text: string;
  readonly spelling: string;
  /** Where in the spelling the seed begins. */
  readonly offset: number;
}

/** A message that is cut off may end within a secret: this many characters of a long one are found. */
const pieceLength = 16;
const minCutLength = 24;

/** Of a spelling that is longer than this, pieces this far apart are enough; each costs time at the start. */
const longLength = 512;
const longStep = 64;

/** Characters that are looked at together; a text is skipped over where no seed has them. */
const blockLength = 3;
const tableSize = 8_192;

/** A longer window would skip a little further, and take longer to prepare: the first line of a start waits for that. */
const maxWindowLength = 8;

/**
 * Makes the {@link SecretSearch} of some spellings, each of at least 6 characters: one pass that skips most characters, whatever
 * the number of spellings (Wu and Manber, "A fast algorithm for multi-pattern searching", 1994).
 */
export function createSecretSearch(spellings: readonly string[]): SecretSearch {
  const seeds = spellings.flatMap(seedsOf);
  if (seeds.length === 0) return () => [];
  const windowLength = Math.min(maxWindowLength, ...seeds.map(({ text }) => text.length));
  const skips = new Uint8Array(tableSize).fill(windowLength - blockLength + 1);
  const buckets = new Map<number, Seed[]>();
  for (const seed of seeds) {
    for (let end = blockLength; end <= windowLength; end += 1) {
      const block = blockAt(seed.text, end - 1);
      skips[block] = Math.min(skips[block] ?? 0, windowLength - end);
    }
    const last = blockAt(seed.text, windowLength - 1);
    const bucket = buckets.get(last);
    if (bucket === undefined) buckets.set(last, [seed]);
    else bucket.push(seed);
  }

  return (text) => {
    const found: TextRange[] = [];
    let at = windowLength - 1;
    while (at < text.length) {
      const block = blockAt(text, at);
      const skip = skips[block] ?? 0;
      if (skip > 0) {
        at += skip;
        continue;
      }
      const start = at - windowLength + 1;
      const end = furthestEnd(text, start, buckets.get(block) ?? [], found);
      at = end === null ? at + 1 : end + windowLength - 1;
    }
    return found;
  };
}

/** Notes what is found here, and gives the end of what reaches furthest; null where there is nothing. */
function furthestEnd(text: string, start: number, seeds: readonly Seed[], found: TextRange[]): number | null {
  let maxEnd: number | null = null;
  for (const seed of seeds) {
    if (!text.startsWith(seed.text, start)) continue;
    const range = widen(text, start, seed);
    found.push(range);
    maxEnd = Math.max(maxEnd ?? 0, range.end);
  }
  return maxEnd;
}

/** The text around a find, as far as the spelling goes on in it. */
function widen(text: string, at: number, { spelling, offset, text: seed }: Seed): TextRange {
  let before = 0;
  while (before < offset && before < at && text[at - before - 1] === spelling[offset - before - 1]) before += 1;
  let length = seed.length;
  while (offset + length < spelling.length && text[at + length] === spelling[offset + length]) length += 1;
  return { start: at - before, end: at + length };
}

function seedsOf(spelling: string): readonly Seed[] {
  if (spelling.length < minCutLength) return [{ text: spelling, spelling, offset: 0 }];
  const seeds: Seed[] = [];
  const step = spelling.length > longLength ? longStep : pieceLength;
  const lastOffset = spelling.length - pieceLength;
  for (let offset = 0; offset <= lastOffset; offset = nextOffset(offset, step, lastOffset)) {
    const text = spelling.slice(offset, offset + pieceLength);
    // The frame of a PEM key is no secret.
    if (!/^[A-Z -]*(?:PRIVATE|-----)[A-Z -]*$/.test(text)) seeds.push({ text, spelling, offset });
  }
  return seeds;
}

/** The last piece is one, too: what is left of a text may be its end. */
function nextOffset(offset: number, step: number, lastOffset: number): number {
  return step === longStep && offset < lastOffset ? Math.min(offset + step, lastOffset) : offset + step;
}

function blockAt(text: string, last: number): number {
  const hash = text.charCodeAt(last) + text.charCodeAt(last - 1) * 31 + text.charCodeAt(last - 2) * 1_009;
  return hash & (tableSize - 1);
}
