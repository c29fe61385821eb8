import * as fc from "fast-check";

/**
 * fast-check as the tests of mutants have it: with few runs, the same for every mutant, and without the search for the smallest
 * counterexample, which nobody reads.
 *
 * @param maxRuns of a property, 1 or more
 */
export function withFewerRuns(maxRuns: number) {
  const assert = <Ts>(property: fc.IRawProperty<Ts>, parameters: fc.Parameters<Ts> = {}) =>
    fc.assert(property, {
      ...parameters,
      numRuns: Math.min(parameters.numRuns ?? 100, maxRuns),
      seed: parameters.seed ?? 1,
      endOnFailure: true,
    });
  return { ...fc, assert };
}
