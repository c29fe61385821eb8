import { useCallback, useEffect, useState } from "preact/hooks";
import { get } from "./api.ts";

/** What is loading, has come, or failed; what came before stays while it is loaded anew. */
export interface Loaded<Value> {
  readonly value: Value | null;
  readonly problem: string | null;
  readonly reload: () => void;
}

/** Loads from the server, and again whenever the address changes or `reload` is called. Null loads nothing. */
export function useLoaded<Value>(path: string | null): Loaded<Value> {
  const [state, setState] = useState<{ path: string | null; value: Value | null; problem: string | null }>({
    path: null,
    value: null,
    problem: null,
  });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (path === null) return undefined;
    let isWanted = true;
    const load = async (): Promise<void> => {
      const answer = await get<Value>(path);
      if (!isWanted) return;
      setState((before) =>
        "value" in answer
          ? { path, value: answer.value, problem: null }
          : { path, value: before.path === path ? before.value : null, problem: answer.problem },
      );
    };
    void load();
    return () => {
      isWanted = false;
    };
  }, [path, turn]);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  return { value: state.value, problem: state.problem, reload };
}
