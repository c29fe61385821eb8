import { setTimeout as sleepFor } from "node:timers/promises";
import { type HttpRequest, type RunningHttpServer, startHttpServer } from "../../src/emulators/http-server.ts";

/** A request that went to an upstream and came back. */
export interface Trip {
  readonly service: string;
  /** `UpdateItem`, `PutObject`, `GET candles`. */
  readonly operation: string;
  /** Milliseconds of `performance.now`. */
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  /** The upstream's own address with the path and query that were asked for. */
  readonly url: string;
  readonly request: HttpRequest;
}

/** Of a connection, or set by whoever sends the request on. */
const ofConnection = new Set(["host", "connection", "content-length", "transfer-encoding", "expect", "keep-alive"]);

/**
 * Starts a server that passes requests on to `target` and reports each one.
 *
 * @param holdMs each answer is held back so long, so that trips which begin together also overlap.
 */
export async function startTripRecorder(
  { service, target, holdMs }: { readonly service: string; readonly target: string; readonly holdMs: number },
  onTrip: (trip: Trip) => void,
): Promise<RunningHttpServer> {
  return await startHttpServer(async (request) => {
    const startedAtMs = performance.now();
    const query = request.query.size === 0 ? "" : `?${request.query.toString()}`;
    const url = `${target}${request.path}${query}`;
    const headers = Object.entries(request.headers).filter(([name]) => !ofConnection.has(name));
    const answer = await fetch(url, {
      method: request.method,
      headers,
      ...(request.body === "" ? {} : { body: request.body }),
    });
    const body = await answer.text();
    await sleepFor(holdMs);
    onTrip({ service, operation: operationOf(request), startedAtMs, endedAtMs: performance.now(), url, request });
    const type = answer.headers.get("content-type");
    return { status: answer.status, headers: type === null ? {} : { "content-type": type }, body };
  });
}

function operationOf({ method, path, query, headers }: HttpRequest): string {
  const target = headers["x-amz-target"]?.split(".").at(-1);
  return target ?? query.get("x-id") ?? `${method} ${path.split("/").at(-1) ?? ""}`;
}

/**
 * Trips in groups that ran one after another: those of a group began before the others of it had ended.
 *
 * @param trips in any order.
 */
export function stagesOf(trips: readonly Trip[]): readonly (readonly Trip[])[] {
  const stages: Trip[][] = [];
  let firstEndMs = Number.NEGATIVE_INFINITY;
  for (const trip of trips.toSorted((one, other) => one.startedAtMs - other.startedAtMs)) {
    const stage = stages.at(-1);
    if (stage !== undefined && trip.startedAtMs < firstEndMs) {
      stage.push(trip);
      firstEndMs = Math.min(firstEndMs, trip.endedAtMs);
    } else {
      stages.push([trip]);
      firstEndMs = trip.endedAtMs;
    }
  }
  return stages;
}

/** `DynamoDB UpdateItem > Coinbase GET candles > S3 PutObject + DynamoDB UpdateItem` */
export function formatStages(stages: readonly (readonly Trip[])[]): string {
  return stages
    .map((stage) =>
      stage
        .map(({ service, operation }) => `${service} ${operation}`)
        .toSorted()
        .join(" + "),
    )
    .join(" > ");
}

/** How often each operation of each service was asked for: `DynamoDB UpdateItem 5, S3 PutObject 1`. */
export function countTrips(trips: readonly Trip[]): string {
  const kinds = Map.groupBy(trips, ({ service, operation }) => `${service} ${operation}`);
  return [...kinds].map(([kind, same]) => `${kind} ${same.length}`).join(", ");
}
