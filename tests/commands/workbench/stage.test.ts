import { describe, expect, it, onTestFinished } from "vitest";
import { startAwsProxy } from "../../../chaos/aws-proxy.ts";
import { workbench } from "../../../src/commands/workbench/workbench.ts";
import type { HttpRequest } from "../../../src/emulators/http-server.ts";
import { startStack } from "../../../src/emulators/stack.ts";
import { runCaptured } from "../../support/commands/captured-terminal.ts";
import { openLetterBox } from "../../support/commands/dead-letters.ts";

const today = new Date().toISOString().slice(0, 10);
const key = `insights/BTC-USD/${today}/abc-1.trend_analysis.general.json`;
const receipt = {
  correlation_id: "abc-1",
  product_id: "BTC-USD",
  prompt: "trend_analysis",
  outcome: "insight",
  model: "llama3.2",
  insight: "BTC-USD is up.",
  delivered: { status: 201, channel: "general", at: `${today}T00:00:01.000Z` },
};

/** What a request does, as AWS calls it. */
function operationOf({ method, path, query, headers }: HttpRequest): string {
  const target = headers["x-amz-target"];
  if (target !== undefined) return target;
  if (path.startsWith("/2015-03-31/functions/")) return `${method} function configuration`;
  return query.has("list-type") ? `${method} list` : `${method} object`;
}

async function showStage() {
  const stack = await startStack({ market: null });
  onTestFinished(() => stack.stop());
  await stack.putObject(key, JSON.stringify(receipt));
  await openLetterBox(stack).put("{}", { error_code: "PAYLOAD_INVALID" });
  const operations = new Set<string>();
  const proxy = await startAwsProxy({
    target: () => stack.awsUrl,
    queueSpeed: 1,
    fault: (request) => {
      operations.add(operationOf(request));
      return undefined;
    },
  });
  onTestFinished(() => proxy.stop());
  const ending = new AbortController();
  const { promise, resolve } = Promise.withResolvers<string>();
  const running = runCaptured(workbench, ["--stage", "local", "--endpoint", proxy.url, "--json"], {
    signal: ending.signal,
    environment: { COINBASE_API_URL: "http://127.0.0.1:2" },
    onPrint: (line) => resolve(String(Reflect.get(Object(JSON.parse(line)), "url"))),
  });
  const url = await promise;
  const end = async () => {
    ending.abort();
    return await running;
  };
  return { url, operations, stack, end };
}

async function read(url: string): Promise<unknown> {
  return await (await fetch(url)).json();
}

describe("a stage in the workbench", () => {
  it("is read by Get and List alone, and takes no POST", async () => {
    const { url, operations, stack, end } = await showStage();
    expect(await read(`${url}api/insights`)).toMatchObject({ lines: [{ correlationId: "abc-1", outcome: "insight" }] });
    expect(await read(`${url}api/insight?key=${encodeURIComponent(key)}`)).toMatchObject({ posted: "BTC-USD is up." });
    expect(await read(`${url}api/totals`)).toMatchObject({ count: 1, deadLetters: 1 });
    expect(await read(`${url}api/letters`)).toMatchObject({ letters: null, count: 1, problem: null });
    expect(await read(`${url}api/about`)).toMatchObject({ isLocal: false, label: "stage local" });
    for (const path of ["api/runs", "api/letters/redrive", "api/letters/delete"]) {
      const headers = { "content-type": "application/json", "sec-fetch-site": "same-origin" };
      expect((await fetch(`${url}${path}`, { method: "POST", headers, body: "{}" })).status).toBe(405);
    }
    expect([...operations].toSorted()).toEqual([
      "AmazonSQS.GetQueueAttributes",
      "AmazonSQS.GetQueueUrl",
      "GET function configuration",
      "GET list",
      "GET object",
    ]);
    expect((await stack.readDeadLetters()).map(({ receiveCount }) => receiveCount)).toEqual([0]);
    const { exitCode, printed } = await end();
    expect([exitCode, printed.length]).toEqual([0, 1]);
    await expect(fetch(url)).rejects.toThrow("fetch failed");
  });

  it("says that another program has the page's port", async () => {
    const stack = await startStack({ market: null });
    onTestFinished(() => stack.stop());
    const port = new URL(stack.awsUrl).port;
    const { failure, exitCode } = await runCaptured(workbench, [
      "--stage",
      "local",
      "--endpoint",
      stack.awsUrl,
      "--port",
      port,
    ]);
    expect([exitCode, failure]).toEqual([2, `--port ${port} can't be had: another program has it`]);
  });

  it("says in one line why a bucket can't be read", async () => {
    const { failure } = await runCaptured(workbench, ["--stage", "dev", "--endpoint", "http://127.0.0.1:2"]);
    expect(failure).toContain("The bucket is not known");
  });
});
