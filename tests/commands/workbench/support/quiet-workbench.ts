import { onTestFinished } from "vitest";
import { openLocal, type LocalWorkbench } from "../../../../src/commands/workbench/local/open-local.ts";
import { keepServed } from "../../../../src/commands/workbench/local/served-candles.ts";
import type { PageFiles } from "../../../../src/commands/workbench/server/bundle-page.ts";
import { createSampleMarket } from "../../../../src/emulators/markets/sample-market.ts";
import { type Stack, startStack } from "../../../../src/emulators/stack.ts";

/** What is served in the place of a bundled page, where no browser looks at it. */
export const noPage: PageFiles = { html: "<p>page</p>", script: "", style: "", notice: "" };

/** A workbench on a stack whose function is not running: whatever is delivered is put there by the test. */
export async function openQuietWorkbench(): Promise<{
  readonly stack: Stack;
  readonly workbench: LocalWorkbench;
  readonly url: string;
}> {
  const served = keepServed(createSampleMarket());
  const stack = await startStack({ market: served.data });
  const workbench = await openLocal({
    stack,
    runner: { run: () => Promise.reject(new Error("No function is running")) },
    served,
    marketLabel: "sample (synthetic)",
    marketPaths: [],
    modelLabel: "none",
    modelEnvironment: { LLM_PROVIDERS: "none" },
    productIds: ["BTC-USD"],
    prices: new Map([["llama3.2", { input: 1e-6, output: 2e-6 }]]),
    days: 7,
    environment: { COINBASE_API_URL: "http://127.0.0.1:2" },
    page: noPage,
  });
  onTestFinished(async () => {
    await workbench.stop();
    await stack.stop();
  });
  return { stack, workbench, url: workbench.server.url };
}

/** Posts JSON as the page does. */
export async function postAsPage(url: string, body: unknown): Promise<Response> {
  return await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
    body: JSON.stringify(body),
  });
}

/** Starts a run as the page does, and gives what it came to. */
export async function runToEnd(url: string, order: object): Promise<Record<string, unknown>> {
  const started: unknown = await (await postAsPage(`${url}api/runs`, order)).json();
  const id = String(Reflect.get(Object(started), "id"));
  for (;;) {
    const run: unknown = await (await fetch(`${url}api/runs/${id}`)).json();
    if (Reflect.get(Object(run), "state") !== "running") return { ...Object(run) };
    await new Promise((resolve) => setImmediate(resolve));
  }
}
