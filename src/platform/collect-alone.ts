import { setFlagsFromString } from "node:v8";

/**
 * Has V8 collect new objects on the thread that made them, without helpers.
 *
 * A collection of a few megabytes is over in 2 ms; to wake four threads for it took a tenth of a message's processor time on a
 * machine of two cores, and the function has a third of one. The flag is read at each collection, so it may be set
 * while V8 runs; one that V8 does not know any more changes nothing. (npm run bench:message)
 *
 * @param setFlag default: V8's own.
 */
export function collectAlone(setFlag: (flag: string) => void = setFlagsFromString): void {
  setFlag("--no-parallel-scavenge");
}
