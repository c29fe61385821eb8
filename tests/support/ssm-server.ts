import * as z from "zod/mini";
import { type FaultHook, type RunningHttpServer, startHttpServer } from "../../src/local/http-server.ts";

const requestSchema = z.object({ Names: z.array(z.string()), WithDecryption: z.optional(z.boolean()) });

/** One call of GetParameters. */
export type GetParametersCall = z.infer<typeof requestSchema>;

/** A server that speaks SSM's JSON 1.1 protocol, as far as GetParameters. */
export interface SsmServer extends RunningHttpServer {
  /** Every sound call, in order of arrival. */
  readonly calls: readonly GetParametersCall[];
}

/** SSM's own bound on names in one call. */
const namesPerCall = 10;

/**
 * Starts a server that knows these parameters: by name, or by name and selector (`/path/name:3`). Like SSM it gives them
 * back in the order of their names, the selector apart, and encrypted where decryption is not asked for.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
 */
export async function startSsmServer(
  parameters: Readonly<Record<string, string>>,
  fault?: FaultHook,
): Promise<SsmServer> {
  const calls: GetParametersCall[] = [];
  const server = await startHttpServer(
    (request) => {
      if (request.headers["x-amz-target"] !== "AmazonSSM.GetParameters") return refusal("UnknownOperationException");
      if (request.headers["content-type"] !== "application/x-amz-json-1.1") return refusal("SerializationException");
      const call = z.parse(requestSchema, JSON.parse(request.body));
      calls.push(call);
      const names = [...call.Names].toSorted();
      if (names.length > namesPerCall || names.includes("") || new Set(names).size < names.length) {
        return refusal("ValidationException");
      }
      const found = names.filter((name) => Object.hasOwn(parameters, name));
      return {
        status: 200,
        headers: { "content-type": "application/x-amz-json-1.1" },
        body: {
          Parameters: found.map((name) => describe(name, parameters[name] ?? "", call.WithDecryption === true)),
          InvalidParameters: names.filter((name) => !found.includes(name)),
        },
      };
    },
    { fault },
  );
  return { ...server, calls };
}

function describe(asked: string, value: string, isDecrypted: boolean): Readonly<Record<string, unknown>> {
  const [name = "", selector] = asked.split(":");
  return {
    Name: name,
    Type: "SecureString",
    Value: isDecrypted ? value : `encrypted-${Buffer.from(value).toString("base64")}`,
    Version: 1,
    ...(selector === undefined ? {} : { Selector: `:${selector}` }),
  };
}

function refusal(type: string): { readonly status: number; readonly body: object } {
  return { status: 400, body: { __type: type, message: type } };
}
