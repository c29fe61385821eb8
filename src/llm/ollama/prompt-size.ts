import { defaultContextTokens } from "../generation-limits.ts";
import type { ModelPrompt } from "../model-provider.ts";

/** A prompt with fewer words than this is too short for a guess. */
const minWords = 64;

/**
 * A server that counts fewer tokens than this share of the words and numbers has not read them all, whatever its
 * tokenizer. Those in between count in some way of their own.
 */
const minShareRead = 1 / 2;

/** What Ollama leaves of a prompt that is too long: half of the context, which is a power of two, and 2 or 3 tokens more. */
const maxBeyondHalf = 8;

/**
 * Fewest tokens that a prompt can be: a token of any usual model holds no more than one word, or three digits. Typical
 * prompts are 1.3 times as many. Undefined where the prompt is too short to tell.
 */
export function minPromptTokens(prompt: ModelPrompt): number | undefined {
  let pieces = 0;
  for (const text of [prompt.system, prompt.user]) pieces += text.match(/\p{L}+|\p{N}{1,3}/gu)?.length ?? 0;
  return pieces < minWords ? undefined : pieces;
}

/**
 * Whether a server read so little of a prompt that it must have cut it: Ollama keeps half of the context of one that is
 * too long, and says nothing.
 *
 * Tokens that came from the server's cache are read as well. Ollama counts them since July 2024, but for the first versions
 * of 0.30, and tells them apart of late as `prompt_eval_cached_count`, a part of the whole. A count that is absent or 0 says
 * nothing: old versions leave it out where all was cached. Of a prompt that repeats one just sent those versions count
 * little, so that only the half of a context tells.
 *
 * @param counted `prompt_eval_count`. @param cached `prompt_eval_cached_count`.
 * @see https://github.com/ollama/ollama/pull/16428 and https://github.com/ollama/ollama/issues/17427
 */
export function wasPromptCut(prompt: ModelPrompt, counted: number | null, cached: number | null): boolean {
  const atLeast = minPromptTokens(prompt);
  if (atLeast === undefined || counted === null || counted <= 0) return false;
  // A server that tells cached ones apart from the others counts them beside.
  const read = cached !== null && cached > counted ? counted + cached : counted;
  if (read < atLeast && isHalfContext(read)) return true;
  return prompt.isRepeat !== true && read < atLeast * minShareRead;
}

function isHalfContext(tokens: number): boolean {
  const half = 2 ** Math.floor(Math.log2(tokens));
  return half >= minWords && tokens > half && tokens <= half + maxBeyondHalf;
}

/**
 * The context that holds a prompt and its answer, in tokens: 4096, or as often twice as much as it takes. Its steps are
 * wide, because Ollama loads the model anew for another one. A token is taken to be two characters, which is more than any
 * prompt in English needs.
 */
export function contextTokensFor(prompt: ModelPrompt, maxOutputTokens: number): number {
  const needed = (prompt.system.length + prompt.user.length) / 2 + maxOutputTokens;
  let context = defaultContextTokens;
  while (context < needed) context *= 2;
  return context;
}
