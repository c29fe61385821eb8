import * as z from "zod/mini";
import { type FaultHook, type RunningHttpServer, startHttpServer } from "../../../src/emulators/http-server.ts";
import { createParameterStore } from "../../../src/emulators/aws/parameter-store.ts";
import { parseJson } from "../../../src/platform/http/http.ts";

const callSchema = z.object({ Names: z.array(z.string()), WithDecryption: z.optional(z.boolean()) });

/** One call of GetParameters. */
export type GetParametersCall = z.infer<typeof callSchema>;

/** A server that speaks SSM's JSON 1.1 protocol, as far as GetParameters. */
export interface SsmServer extends RunningHttpServer {
  /** Every sound call, in order of arrival. */
  readonly calls: readonly GetParametersCall[];
}

/** Starts a server that knows these SecureStrings: by name, or by name and selector (`/path/name:3`). */
export async function startSsmServer(
  parameters: Readonly<Record<string, string>>,
  fault?: FaultHook,
): Promise<SsmServer> {
  const calls: GetParametersCall[] = [];
  const answer = createParameterStore((name) => {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    return value === undefined ? undefined : { value, type: "SecureString" };
  });
  const server = await startHttpServer(
    (request) => {
      const call = z.safeParse(callSchema, parseJson(request.body));
      if (call.success) calls.push(call.data);
      return answer(request);
    },
    { fault },
  );
  return { ...server, calls };
}
