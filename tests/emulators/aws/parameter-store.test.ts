import { DescribeParametersCommand, GetParametersCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type RunningHttpServer, startHttpServer } from "../../../src/emulators/http-server.ts";
import { createParameterStore, type StoredParameter } from "../../../src/emulators/aws/parameter-store.ts";

const parameters = new Map<string, StoredParameter>([
  ["/plain", { value: "the-plain", type: "String" }],
  ["/secret", { value: "the-secret", type: "SecureString" }],
  ["/secret:3", { value: "the-third", type: "SecureString" }],
]);

let server: RunningHttpServer;
let client: SSMClient;

beforeAll(async () => {
  server = await startHttpServer(createParameterStore((name) => parameters.get(name)));
  client = new SSMClient({ region: "us-east-2", endpoint: server.url, maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await server.stop();
});

const get = async (Names: string[], WithDecryption = true) =>
  await client.send(new GetParametersCommand({ Names, WithDecryption }));

it("gives parameters with their type, in the order of their names, and names those that are not there", async () => {
  const { Parameters, InvalidParameters } = await get(["/secret", "/gone", "/plain"]);
  expect(Parameters).toMatchObject([
    { Name: "/plain", Type: "String", Value: "the-plain" },
    { Name: "/secret", Type: "SecureString", Value: "the-secret" },
  ]);
  expect(InvalidParameters).toEqual(["/gone"]);
});

it("gives a version apart from its name", async () => {
  const { Parameters } = await get(["/secret:3"]);
  expect(Parameters).toMatchObject([{ Name: "/secret", Selector: ":3", Value: "the-third" }]);
});

it("keeps a SecureString encrypted unless it is asked to decrypt it", async () => {
  const { Parameters = [] } = await get(["/secret", "/plain"], false);
  expect(Parameters.map(({ Value }) => Value)).toEqual(["the-plain", expect.stringContaining("encrypted-")]);
});

it("reports a parameter that changed", async () => {
  parameters.set("/changing", { value: "before", type: "String" });
  expect((await get(["/changing"])).Parameters?.[0]?.Value).toBe("before");
  parameters.set("/changing", { value: "after", type: "String" });
  expect((await get(["/changing"])).Parameters?.[0]?.Value).toBe("after");
});

it.each([
  ["more than 10 names", Array.from({ length: 11 }, (_, at) => `/p${at}`)],
  ["a name twice", ["/plain", "/plain"]],
  ["an empty name", [""]],
  ["no name", []],
])("refuses %s", async (_, names) => {
  await expect(get(names)).rejects.toMatchObject({ name: "ValidationException" });
});

it.each([
  [{ "x-amz-target": "AmazonSSM.PutParameter", "content-type": "application/x-amz-json-1.1" }, "UnknownOperation"],
  [{ "x-amz-target": "AmazonSSM.GetParameters", "content-type": "text/plain" }, "SerializationException"],
  [{ "x-amz-target": "AmazonSSM.GetParameters", "content-type": "application/x-amz-json-1.1" }, "Serialization"],
])("refuses %j", async (headers, type) => {
  const response = await fetch(server.url, { method: "POST", headers, body: "{" });
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining(type)]);
});

it("tells with which key a SecureString is encrypted, and of a String none", async () => {
  parameters.set("/own", { value: "v", type: "SecureString", keyId: "arn:aws:kms:us-east-2:000000000000:key/k" });
  const Values = ["/own", "/secret", "/plain", "/gone"];
  const { Parameters } = await client.send(
    new DescribeParametersCommand({ ParameterFilters: [{ Key: "Name", Values }] }),
  );
  expect(Parameters).toEqual([
    { Name: "/own", Type: "SecureString", KeyId: "arn:aws:kms:us-east-2:000000000000:key/k" },
    { Name: "/secret", Type: "SecureString", KeyId: "alias/aws/ssm" },
    { Name: "/plain", Type: "String" },
  ]);
});
