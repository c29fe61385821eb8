import type { HttpRequest } from "../src/emulators/http-server.ts";
import { parseJson } from "../src/platform/http/http.ts";

/** What is known of the posts of a run. */
export interface PostWatch {
  /** Every token that a post carried. */
  readonly tokens: ReadonlySet<string>;
  /** By correlation id, what came between a post's arrival and its recording. */
  readonly interruptions: ReadonlyMap<string, string>;
  /** Is told each request to the inbox, also one that a fault befalls. */
  see(request: HttpRequest): void;
  /** Is told each post that has arrived. */
  arrive(correlationId: string): void;
  /** Is told what cut a request short. */
  interrupt(correlationId: string, cause: string): void;
  /** Is told the messages of a process that was killed, and since when (milliseconds since the UNIX epoch) it had them. */
  crash(bodies: readonly string[], sinceMs: number): void;
}

/** Follows the posts: which tokens they carried, and whether what followed their arrival was cut short. */
export function createPostWatch(): PostWatch {
  const tokens = new Set<string>();
  const arrivals = new Map<string, number>();
  const interruptions = new Map<string, string>();
  return {
    tokens,
    interruptions,
    see({ headers }: HttpRequest): void {
      const token = /^Bearer (\S+)$/.exec(headers["authorization"] ?? "")?.[1];
      if (token !== undefined) tokens.add(token);
    },
    arrive(correlationId: string): void {
      arrivals.set(correlationId, Date.now());
    },
    interrupt(correlationId: string, cause: string): void {
      interruptions.set(correlationId, cause);
    },
    crash(bodies: readonly string[], sinceMs: number): void {
      for (const body of bodies) {
        const correlationId: unknown = Reflect.get(Object(parseJson(body)), "correlation_id");
        if (typeof correlationId === "string" && (arrivals.get(correlationId) ?? 0) >= sinceMs) {
          interruptions.set(correlationId, "process killed");
        }
      }
    },
  };
}
