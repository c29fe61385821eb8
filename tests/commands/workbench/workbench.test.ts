import { describe, expect, it } from "vitest";
import { workbench } from "../../../src/commands/workbench/workbench.ts";
import { runCaptured } from "../../support/commands/captured-terminal.ts";
import { runToEnd } from "./support/quiet-workbench.ts";
import { runCommandLine, startCommandLine } from "../../support/commands/run-command-line.ts";

describe("npm run workbench", () => {
  it("prints one line with the page's address, asks about each product, and leaves nothing behind on Ctrl-C", async () => {
    const running = startCommandLine(
      ["BTC-USD", "ETH-USD", "--market", "sample", "--llm", "plain", "--json"],
      {},
      "workbench",
    );
    await running.outputs("url");
    const url = String(Reflect.get(Object(JSON.parse(running.stdout())), "url"));
    const products = async (): Promise<readonly string[]> => {
      const page: unknown = await (await fetch(`${url}api/insights`)).json();
      const lines: readonly object[] = Reflect.get(Object(page), "lines");
      return lines.map((line) => String(Reflect.get(line, "productId"))).toSorted();
    };
    await expect.poll(products, { timeout: 20_000 }).toEqual(["BTC-USD", "ETH-USD"]);
    expect(await (await fetch(url)).text()).toContain("<title>Workbench</title>");
    running.child.kill("SIGINT");
    const { exitCode, stdout } = await running.ended;
    expect([exitCode, stdout.trim().split("\n").length]).toEqual([0, 1]);
    await expect(fetch(url)).rejects.toThrow("fetch failed");
  });

  it("sends what the page orders through its stack, and tells of each step", async () => {
    const ending = new AbortController();
    const { promise, resolve } = Promise.withResolvers<string>();
    const running = runCaptured(workbench, ["BTC-USD", "--market", "sample", "--llm", "plain"], {
      signal: ending.signal,
      environment: { COINBASE_API_URL: "http://127.0.0.1:2", OLLAMA_HOST: "http://127.0.0.1:2" },
      onPrint: (line) => {
        const [url] = /http:\/\/127\.0\.0\.1:\d+\//.exec(line) ?? [];
        if (url !== undefined) resolve(url);
      },
    });
    const url = await promise;
    const run = await runToEnd(url, { product_id: "SOL-USD", prompt: "trend_analysis", post: true });
    expect(run).toMatchObject({ state: "done", problem: null, registered: { outcome: "plain", status: 201 } });
    expect(String(run["key"])).toMatch(/^insights\/SOL-USD\/.*\.trend_analysis\.general\.json$/);
    expect(JSON.stringify(run["steps"])).toContain("posted to channel general");
    const unknown = await runToEnd(url, { product_id: "NO-SUCH", prompt: "trend_analysis", post: true });
    expect(unknown).toMatchObject({ state: "done", registered: { outcome: "refusal" } });
    ending.abort();
    const { exitCode, printed } = await running;
    expect(exitCode).toBe(0);
    expect(printed.join("\n")).toContain(`Workbench of the local stack: ${url}`);
  });

  it("says in one line what it can't follow", async () => {
    const { exitCode, stderr, stdout } = await runCommandLine(["--market", "moon"], {}, "workbench");
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain('--market "moon" is neither live nor sample nor a file that exists');
  });
});
