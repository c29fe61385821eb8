import { writeAnswer } from "../../chaos/model-server.ts";
import type { InboxMessage } from "../../src/emulators/upstreams/assistant-inbox.ts";
import { startTogether } from "../../src/emulators/start-together.ts";
import { bedrockSays, startBedrockServer } from "../../tests/support/models/bedrock-server.ts";
import { startSsmServer } from "../../tests/support/aws/ssm-server.ts";
import { startBenchSetup } from "../kit/bench-setup.ts";

/** The models that a start is measured with. */
export const models = ["ollama", "bedrock"] as const;

/** One of {@link models}. */
export type Model = (typeof models)[number];

/** Everything that a cold start meets, answering at once. */
export interface StartSetup {
  /** The function's variables, with references where the deployed ones have them. */
  environment(model: Model): Readonly<Record<string, string>>;
  /** When the Assistant got the insight of a request, milliseconds since the UNIX epoch with fractions. */
  arrivedAtMs(correlationId: string): number;
  stop(): Promise<void>;
}

/** Variables that are references in slsenvs.yml. */
const referring = [
  "DATA_COLLECTION_BUCKET_NAME",
  "CACHE_TABLE_NAME",
  "AUTH0_OAUTH_URL",
  "AUTH0_ASSISTANT_CLIENT_ID",
  "AUTH0_ASSISTANT_CLIENT_SECRET",
  "AUTH0_ASSISTANT_AUDIENCE",
  "ASSISTANT_API_KEY",
] as const;

/** Starts the embedded stack, SSM with its parameters, and a model on the wire of Ollama and one on that of Bedrock. */
export async function startStartSetup(): Promise<StartSetup> {
  const arrivals = new Map<string, number>();
  const onMessage = ({ correlationId }: InboxMessage): void =>
    void arrivals.set(correlationId, performance.timeOrigin + performance.now());
  const setup = await startBenchSetup({ onMessage });
  const parameters = Object.fromEntries(
    referring.map((name) => [parameterOf(name), setup.environment[name] ?? ""] as const),
  );
  const [ssm, bedrock] = await startTogether(
    startSsmServer(parameters),
    startBedrockServer().then((server) => ({ ...server, stop: () => server.close() })),
  );
  bedrock.behave((stream, request) => bedrockSays(writeAnswer(stringsOf(request.body).join("\n")))(stream, request));
  return {
    environment: (model) => ({
      ...setup.environment,
      ...Object.fromEntries(referring.map((name) => [name, `ssm:${parameterOf(name)}`] as const)),
      AWS_ENDPOINT_URL_SSM: ssm.url,
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrock.url,
      LLM_PROVIDERS: model,
      BEDROCK_MODEL_ID: "us.amazon.nova-lite-v1:0",
    }),
    arrivedAtMs(correlationId) {
      const arrivedAtMs = arrivals.get(correlationId);
      if (arrivedAtMs === undefined) throw new Error(`Nothing was delivered for ${correlationId}`);
      return arrivedAtMs;
    },
    async stop() {
      await Promise.all([bedrock.stop(), ssm.stop(), setup.stop()]);
    },
  };
}

function stringsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}

function parameterOf(name: string): string {
  return `/trader/dev/${name.toLowerCase().replaceAll("_", "-")}`;
}
