import type { ServerResponse } from "node:http";
import type { EventHub } from "./event-hub.ts";

/** A connection that nobody has any more is noticed by writing to it. */
const breathEveryMs = 15_000;

/** A client that reads nothing must not fill this process. */
const maxBufferedBytes = 262_144;

/**
 * Answers with a stream of server-sent events until the client goes.
 *
 * @param afterId the number of the last event that the client has; null where it has none.
 */
export function streamEvents(response: ServerResponse, hub: EventHub, afterId: number | null): void {
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" });
  response.write("retry: 1000\n\n");
  const end = hub.listen(afterId, ({ id, event }) => {
    response.write(`id: ${id}\ndata: ${JSON.stringify(event)}\n\n`);
    if (response.writableLength > maxBufferedBytes) response.destroy();
  });
  const breath = setInterval(() => response.write(": still here\n\n"), breathEveryMs);
  breath.unref();
  response.once("close", () => {
    clearInterval(breath);
    end();
  });
}

/** The number of the last event that a client has, from `Last-Event-ID` or the query; null where there is none. */
export function lastEventId(header: string | readonly string[] | undefined, query: string | null): number | null {
  const given = typeof header === "string" ? header : (query ?? "");
  return /^\d{1,12}$/.test(given) ? Number(given) : null;
}
