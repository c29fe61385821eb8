import { setFlagsFromString } from "node:v8";

/**
 * Has V8 collect new objects on the thread that made them, without helpers.
 *
 * A collection of a few megabytes is over in some 2 ms, and the function has a third of a processor: there is nothing for
 * helpers to run on beside it. Its gain was within the noise of a busy machine, 0 to a tenth of a message's processor time. The flag is read at each collection, so it may be set
 * while V8 runs; one that V8 does not know any more changes nothing. (npm run bench:message)
 *
 * @param setFlag default: V8's own.
 */
export function collectAlone(setFlag: (flag: string) => void = setFlagsFromString): void {
  setFlag("--no-parallel-scavenge");
}
