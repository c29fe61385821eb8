import { startTogether, stopTogether } from "../../src/emulators/start-together.ts";
import type { BenchSetup } from "../kit/bench-setup.ts";
import { startTripRecorder, type Trip } from "./trip-recorder.ts";

/** The way to upstreams, with a recorder before each of them. */
export interface RecordedSetup {
  /** The function's environment: every upstream is its recorder. */
  readonly environment: Readonly<Record<string, string>>;
  /** The trips since the last call, in the order in which they ended. */
  readonly takeTrips: () => readonly Trip[];
  stop(): Promise<void>;
}

/** By the variable that leads to each. */
const services = {
  AWS_ENDPOINT_URL_DYNAMODB: "DynamoDB",
  AWS_ENDPOINT_URL_S3: "S3",
  AWS_ENDPOINT_URL_SQS: "SQS",
  COINBASE_API_URL: "Coinbase",
  AUTH0_OAUTH_URL: "Auth0",
  ASSISTANT_API_URL: "Assistant",
  OLLAMA_HOST: "Ollama",
} as const;

/** Long beside what anything in this process takes. */
const holdMs = 25;

/** Starts the recorders. */
export async function startRecordedSetup({ environment }: BenchSetup): Promise<RecordedSetup> {
  let trips: Trip[] = [];
  const recorders = await startTogether(
    ...Object.entries(services).map(([variable, service]) => {
      const target = new URL(environment[variable] ?? "").origin;
      return startTripRecorder({ service, target, holdMs }, (trip) => void trips.push(trip));
    }),
  );
  const variables = Object.keys(services).map((variable, index): [string, string] => {
    const url = new URL(environment[variable] ?? "");
    return [variable, `${recorders[index]?.url ?? ""}${url.pathname === "/" ? "" : url.pathname}`];
  });
  return {
    environment: { ...environment, ...Object.fromEntries(variables) },
    takeTrips() {
      const taken = trips;
      trips = [];
      return taken;
    },
    stop: () => stopTogether(recorders),
  };
}
