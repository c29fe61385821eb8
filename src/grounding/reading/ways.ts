/** One way to read on from a place: the place behind what was read, and what it means. */
export interface Way<T> {
  readonly end: number;
  readonly value: T;
}

/** Every way to read on from a place. */
export type Ways<T> = readonly Way<T>[];
