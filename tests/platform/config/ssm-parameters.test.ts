import { SSMClient } from "@aws-sdk/client-ssm";
import { expect, it, onTestFinished, vi } from "vitest";
import type { FaultHook } from "../../../src/emulators/http-server.ts";
import type { FetchParameters } from "../../../src/platform/config/secret-references.ts";
import { createSsmParameters } from "../../../src/platform/config/ssm-parameters.ts";
import { stubAwsCredentials } from "../../support/aws/aws-environment.ts";
import { startSsmServer, type SsmServer } from "../../support/aws/ssm-server.ts";

async function start(
  parameters: Readonly<Record<string, string>>,
  fault?: FaultHook,
): Promise<{ readonly server: SsmServer; readonly fetchParameters: FetchParameters }> {
  stubAwsCredentials();
  const server = await startSsmServer(parameters, fault);
  const client = new SSMClient({ region: "us-east-1", endpoint: server.url, maxAttempts: 1 });
  onTestFinished(async () => {
    client.destroy();
    await server.stop();
  });
  return { server, fetchParameters: createSsmParameters(client) };
}

it("gives parameters by their names, decrypted", async () => {
  const { server, fetchParameters } = await start({ "/a": "the-a", "/b": "the-b", "/c": "the-c" });
  const parameters = await fetchParameters(["/c", "/a"]);
  expect(Object.fromEntries(parameters)).toEqual({ "/a": "the-a", "/c": "the-c" });
  expect(server.calls).toEqual([{ Names: ["/c", "/a"], WithDecryption: true }]);
});

it("gives them by version and by label, apart from the newest", async () => {
  const { fetchParameters } = await start({ "/a": "newest", "/a:3": "third", "/a:live": "live" });
  const parameters = await fetchParameters(["/a:live", "/a", "/a:3"]);
  expect(Object.fromEntries(parameters)).toEqual({ "/a": "newest", "/a:3": "third", "/a:live": "live" });
});

it("leaves out what does not exist", async () => {
  const { fetchParameters } = await start({ "/a": "the-a" });
  expect([...(await fetchParameters(["/a", "/gone"])).keys()]).toEqual(["/a"]);
});

it.each([
  [10, [10]],
  [11, [10, 1]],
  [23, [10, 10, 3]],
])("asks for %d parameters in as few calls as SSM allows", async (count, sizes) => {
  const all = Object.fromEntries(Array.from({ length: count }, (_, at) => [`/p${at}`, `value-${at}`]));
  const { server, fetchParameters } = await start(all);
  expect(Object.fromEntries(await fetchParameters(Object.keys(all)))).toEqual(all);
  const asked = server.calls.map((call) => call.Names.length);
  expect(asked.toSorted((left, right) => right - left)).toEqual(sizes);
});

it("asks nothing for no names", async () => {
  const { server, fetchParameters } = await start({});
  expect([(await fetchParameters([])).size, server.calls]).toEqual([0, []]);
});

it("fails as a whole when one of several calls fails", async () => {
  const all = Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`/p${at}`, "value"]));
  const { fetchParameters } = await start(all, (request) =>
    request.body.includes('"/p10"')
      ? { kind: "status", status: 400, body: { __type: "AccessDeniedException", message: "no permission" } }
      : undefined,
  );
  await expect(fetchParameters(Object.keys(all))).rejects.toMatchObject({ name: "AccessDeniedException" });
});

it("takes an answer without parameters, and one without name or value, for nothing found", async () => {
  const answers: readonly object[] = [{}, { Parameters: [{ Name: "/a" }, { Value: "x" }, { Name: "/b", Value: "" }] }];
  for (const body of answers) {
    const { fetchParameters } = await start({}, () => ({ kind: "status", status: 200, body }));
    const found = Object.fromEntries(await fetchParameters(["/a"]));
    expect(found).toEqual("Parameters" in body ? { "/b": "" } : {});
  }
});

it("finds the server by the SDK's own variables unless a client is given", async () => {
  const { server } = await start({ "/a": "the-a" });
  vi.stubEnv("AWS_REGION", "us-east-1");
  vi.stubEnv("AWS_ENDPOINT_URL_SSM", server.url);
  expect(Object.fromEntries(await createSsmParameters()(["/a"]))).toEqual({ "/a": "the-a" });
});
