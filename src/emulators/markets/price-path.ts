/** A number in [0, 1) that depends on the arguments alone and looks random. Each argument is a 32-bit integer. */
export function hashToUnit(seed: number, stream: number, index: number): number {
  const mixed = scramble(scramble(seed ^ Math.imul(stream + 1, 0x9e3779b1)) ^ index);
  return (mixed >>> 0) / 4_294_967_296;
}

/** The finalizer of MurmurHash3: every bit of the input changes about half of the output's bits. */
function scramble(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** The 32-bit FNV-1a hash of a text's UTF-16 units. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash | 0;
}

/** Largest share of the price that the fastest wave moves it by. Slower ones move it by the root of their period more. */
const fastestSwing = 0.0004;

/** From one minute to a month and a half, each four times as long as the one before. */
const waves = [1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536].map((periodMinutes, stream) => ({
  stream,
  periodMinutes,
  swing: fastestSwing * Math.sqrt(periodMinutes),
}));

/**
 * Where a wandering price stands, as a factor of its base price.
 *
 * It is a sum of smooth noises, each twice as strong as one of a quarter of its period, as in a random walk; unlike a walk
 * any moment of it is known without the moments before.
 *
 * @param seed chooses the path.
 * @param minutes time since the UNIX epoch, fractions included.
 * @param volatility 1 moves about as bitcoin does.
 */
export function priceFactor(seed: number, minutes: number, volatility: number): number {
  let exponent = 0;
  for (const wave of waves) exponent += wave.swing * smoothNoise(seed, wave.stream, minutes / wave.periodMinutes);
  return Math.exp(exponent * volatility);
}

/** A smooth curve in [-1, 1] through a random value at every whole `position`. */
function smoothNoise(seed: number, stream: number, position: number): number {
  const left = Math.floor(position);
  const share = position - left;
  const from = hashToUnit(seed, stream, left);
  if (share === 0) return 2 * from - 1;
  const to = hashToUnit(seed, stream, left + 1);
  return 2 * (from + (to - from) * share * share * (3 - 2 * share)) - 1;
}
