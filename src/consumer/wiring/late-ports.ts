import type { ObjectStore } from "../../platform/aws/object-store.ts";
import type { Queue } from "../../platform/aws/queue.ts";

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null;
  return () => (loading ??= load());
}

/** An {@link ObjectStore} that is loaded by its first call. */
export function lateObjectStore(load: () => Promise<ObjectStore>): ObjectStore {
  const loaded = once(load);
  return {
    putJson: async (...call) => await (await loaded()).putJson(...call),
    putJsonUnless: async (...call) => await (await loaded()).putJsonUnless(...call),
    async *list(...call) {
      yield* (await loaded()).list(...call);
    },
    readPart: async (...call) => await (await loaded()).readPart(...call),
  };
}

/** A {@link Queue} that is loaded by its first call. */
export function lateQueue(load: () => Promise<Queue>): Queue {
  const loaded = once(load);
  return {
    send: async (...call) => await (await loaded()).send(...call),
    delay: async (...call) => await (await loaded()).delay(...call),
  };
}
