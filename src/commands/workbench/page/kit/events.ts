import type { WorkbenchEvent } from "../../views/work-views.ts";

/** What a tab hears: an event, or that it may have missed some. */
export type Heard = WorkbenchEvent | { readonly is: "missed" };

const name = "workbench-events";

/**
 * Hears the server's events while the page is visible. A browser opens six connections to a server at most, so one tab holds the
 * stream and tells the others; it gives it up once it is hidden, and whoever takes it over goes on after the last event.
 *
 * @returns what ends it.
 */
export function hearEvents(hear: (heard: Heard) => void): () => void {
  const others = new BroadcastChannel(name + location.pathname);
  let lastId = "";
  let release: (() => void) | null = null;
  let waiting: AbortController | null = null;

  const take = (id: string, data: string): void => {
    lastId = id;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server is built from the same type
    hear(JSON.parse(data) as WorkbenchEvent);
  };

  async function hold(): Promise<void> {
    const source = new EventSource(`api/events${lastId === "" ? "" : `?after=${lastId}`}`);
    source.addEventListener("message", ({ lastEventId, data }: MessageEvent<string>) => {
      take(lastEventId, data);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin anyway
      others.postMessage({ id: lastEventId, data });
    });
    await new Promise<void>((resolve) => (release = resolve));
    source.close();
  }

  function begin(): void {
    waiting = new AbortController();
    const { signal } = waiting;
    // Whoever waits for its turn is told by the tab that has it.
    navigator.locks.request(name + location.pathname, { signal }, hold).catch(() => undefined);
  }

  function end(): void {
    waiting?.abort();
    release?.();
    release = null;
  }

  const onVisibility = (): void => {
    if (document.hidden) {
      end();
      return;
    }
    begin();
    hear({ is: "missed" });
  };

  others.addEventListener("message", ({ data }: MessageEvent<{ readonly id: string; readonly data: string }>) => {
    if (!document.hidden) take(data.id, data.data);
  });
  document.addEventListener("visibilitychange", onVisibility);
  if (!document.hidden) begin();
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    others.close();
    end();
  };
}
