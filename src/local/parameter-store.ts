import * as z from "zod/mini";
import { parseJson } from "../platform/http.ts";
import type { HttpAnswer, HttpHandler } from "./http-server.ts";

/** A parameter of SSM's Parameter Store. */
export interface StoredParameter {
  readonly value: string;
  readonly type: "String" | "SecureString";
}

const requestSchema = z.object({ Names: z.array(z.string()), WithDecryption: z.optional(z.boolean()) });

/** SSM's own bound on names in one call. */
const namesPerCall = 10;

/**
 * Answers SSM's GetParameters over JSON 1.1. Like SSM it gives parameters back in the order of their names, the selector
 * apart, and a SecureString encrypted where decryption is not asked for.
 *
 * @param find a parameter by its name, or by name and selector (`/path/name:3`); asked anew at each call.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
 */
export function createParameterStore(find: (name: string) => StoredParameter | undefined): HttpHandler {
  return (request) => {
    if (request.headers["x-amz-target"] !== "AmazonSSM.GetParameters") return refusal("UnknownOperationException");
    if (request.headers["content-type"] !== contentType) return refusal("SerializationException");
    const call = z.safeParse(requestSchema, parseJson(request.body));
    if (!call.success) return refusal("SerializationException");
    const names = call.data.Names.toSorted();
    if (names.length === 0 || names.length > namesPerCall || names.includes("") || new Set(names).size < names.length) {
      return refusal("ValidationException");
    }
    const found = names.flatMap((name) => {
      const parameter = find(name);
      return parameter === undefined ? [] : [{ name, ...parameter }];
    });
    const known = new Set(found.map(({ name }) => name));
    return {
      status: 200,
      headers: { "content-type": contentType },
      body: {
        Parameters: found.map((parameter) => describe(parameter, call.data.WithDecryption === true)),
        InvalidParameters: names.filter((name) => !known.has(name)),
      },
    };
  };
}

const contentType = "application/x-amz-json-1.1";

function describe({ name: asked, value, type }: StoredParameter & { readonly name: string }, isDecrypted: boolean) {
  const [name = "", selector] = asked.split(":");
  const isShown = isDecrypted || type === "String";
  return {
    Name: name,
    Type: type,
    Value: isShown ? value : `encrypted-${Buffer.from(value).toString("base64")}`,
    Version: 1,
    ...(selector === undefined ? {} : { Selector: `:${selector}` }),
  };
}

function refusal(type: string): HttpAnswer {
  return { status: 400, headers: { "content-type": contentType }, body: { __type: type, message: type } };
}
