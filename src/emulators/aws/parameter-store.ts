import * as z from "zod/mini";
import { parseJson } from "../../platform/http/http.ts";
import type { HttpAnswer, HttpHandler } from "../http-server.ts";

/** A parameter of SSM's Parameter Store. */
export interface StoredParameter {
  readonly value: string;
  readonly type: "String" | "SecureString";
  /** Of a SecureString. Default: AWS's own. */
  readonly keyId?: string;
}

const requestSchema = z.object({ Names: z.array(z.string()), WithDecryption: z.optional(z.boolean()) });

const filterSchema = z.object({
  ParameterFilters: z.tuple([z.object({ Key: z.literal("Name"), Values: z.array(z.string()) })]),
});

/** SSM's own bound on names in one call. */
const namesPerCall = 10;

/**
 * Answers SSM's GetParameters, and DescribeParameters by their names, over JSON 1.1. Like SSM it gives parameters back in the order of their names, the selector
 * apart, and a SecureString encrypted where decryption is not asked for.
 *
 * @param find a parameter by its name, or by name and selector (`/path/name:3`); asked anew at each call.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
 */
export function createParameterStore(find: (name: string) => StoredParameter | undefined): HttpHandler {
  return (request) => {
    const target = request.headers["x-amz-target"];
    if (target === "AmazonSSM.DescribeParameters") return describeByName(parseJson(request.body), find);
    if (target !== "AmazonSSM.GetParameters") return refusal("UnknownOperationException");
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

function describeByName(body: unknown, find: (name: string) => StoredParameter | undefined): HttpAnswer {
  const call = z.safeParse(filterSchema, body);
  if (!call.success) return refusal("ValidationException");
  const [{ Values: names }] = call.data.ParameterFilters;
  const Parameters = names.flatMap((Name) => {
    const parameter = find(Name);
    if (parameter === undefined) return [];
    const { type: Type, keyId = "alias/aws/ssm" } = parameter;
    return [Type === "SecureString" ? { Name, Type, KeyId: keyId } : { Name, Type }];
  });
  return { status: 200, headers: { "content-type": contentType }, body: { Parameters } };
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
